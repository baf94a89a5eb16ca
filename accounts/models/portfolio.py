"""The portfolio on one page: the pyramid, what moved, where accounts stand in the matrix, and who is officially key."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.domain.matrix import Category, Lines
from accounts.models.account import AccountQuerySet
from accounts.models.attractiveness_result import About
from accounts.models.key_status import KeyStatus
from accounts.models.matrix import MOST_DRAWN, Matrix, Position, named_as
from accounts.models.matrix_lines import MatrixLines
from accounts.models.tier_pyramid import Load, Pyramid
from accounts.models.tier_recorded import Moved, Stand
from accounts.models.tier_run import TierRun

MOST_LISTED = 10  # of moves, and of the largest


@dataclass(frozen=True)
class Portfolio:
    """Some accounts as the newest run and the judgements of today have them; moves are told from the day `since` on."""

    pyramid: Pyramid
    since: date | None
    today: date

    @classmethod
    def of(cls, accounts: AccountQuerySet, run: TierRun, *, since: date | None, today: date) -> "Portfolio":
        return cls(Pyramid.of(accounts, run), since, today)

    @property
    def run(self) -> TierRun:
        return self.pyramid.run

    @cached_property
    def moves(self) -> list[Moved]:
        return self.pyramid.moves_since(self.since) if self.since else []

    @property
    def largest(self) -> tuple[Stand, ...]:
        return self.pyramid.chosen.largest[:MOST_LISTED]

    @cached_property
    def names(self) -> dict[int, About]:
        """Of the accounts that the page lists, marks or draws."""
        listed = {stand.account for stand in (*self.largest, *(mark.stand for mark in self.pyramid.chosen.marked))}
        listed |= {move.account for move in self.moves[:MOST_LISTED]}
        listed |= set(self.one_of_each.values())
        return named_as(listed | set(self.matrix.by_revenue[:MOST_DRAWN]))

    @cached_property
    def one_of_each(self) -> dict[int, int]:
        """Of everybody who owns many key accounts one of these, which tells the name of its owner too."""
        crowded = set(self.pyramid.crowded)
        owners = self.pyramid.owners
        key = (stand.account for stand in self.pyramid.key_accounts) if crowded else ()
        return {owners[account]: account for account in key if owners[account] in crowded}

    @property
    def loads(self) -> list[Load]:
        return self.pyramid.loads({owner: self.names[one].owner for owner, one in self.one_of_each.items()})

    @cached_property
    def matrix(self) -> Matrix:
        return Matrix.of(self.pyramid.seen, today=self.today)

    @property
    def positions(self) -> list[Position]:
        """Of those somebody has judged either way."""
        return self.matrix.positions((*self.matrix.placed, *self.matrix.lacking))

    @cached_property
    def drawn(self) -> list[Position]:
        """The largest with a place, as many as a picture has room for."""
        shown = (self.names.get(account) for account in self.matrix.by_revenue[:MOST_DRAWN])
        return [self.matrix.position(about) for about in shown if about]

    @cached_property
    def official(self) -> int:
        """How many of them somebody has decided to be key accounts."""
        key = KeyStatus.objects.key().order_by().values_list("account_id", flat=True)
        return sum(account in self.pyramid.owners for account in key)

    @cached_property
    def lines(self) -> Lines:
        return MatrixLines.objects.in_use()

    @property
    def in_fields(self) -> Counter[Category | None]:
        """How many have a place in each; None counts those that cannot be told apart."""
        return self.matrix.counted(self.lines)
