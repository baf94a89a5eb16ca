"""Where accounts stand in the portfolio matrix: attractiveness, relative strength, and how large they are."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.domain.attractiveness_raters import Combined as Attractiveness
from accounts.domain.matrix import IN_ORDER, Category, Lines, possible_categories
from accounts.domain.strength import Combined as Strength
from accounts.domain.strength import Span
from accounts.domain.value import shifted
from accounts.models.account import Account, AccountQuerySet
from accounts.models.attractiveness_result import About, Result
from accounts.models.matrix_judged import Judged, judged
from accounts.models.potential import category_budgets
from accounts.models.revenue_sums import ByAccount, Figures, figures, money, year_of
from accounts.models.seen import Seen, seen_of
from accounts.models.strength_result import StrengthResult

CHOICES_KEPT = 8
MOST_DRAWN = 80  # of them a picture has room for


class Size(TextChoices):
    """What the area of a mark stands for."""

    REVENUE = "revenue", _("Revenue, 12 months")
    POTENTIAL = "potential", _("Potential a year")


@dataclass(frozen=True)
class Position:
    """One account. `asked` counts the judgements of strength that rest on what the customer said.

    `revenue` is that of the last twelve complete months, `budget` what the customer spends on our categories in a year,
    both in the currency of the house; None is unknown.
    """

    account: About
    attractiveness: Attractiveness | None
    strength: Strength | None
    asked: int = 0
    revenue: Decimal | None = None
    budget: Decimal | None = None

    @property
    def is_placed(self) -> bool:
        """Known on both axes, so that it has a place."""
        return self.attractiveness is not None and self.strength is not None

    @property
    def spans(self) -> tuple[Span, Span]:
        """Attractiveness in percent and relative strength, lowest and highest possible. For who is placed."""
        if self.attractiveness is None or self.strength is None:
            raise ValueError("An account has a place when it is judged both ways.")
        return self.attractiveness.percent, self.strength.relative

    @property
    def middle(self) -> tuple[Fraction, Fraction]:
        """Where the mark stands: attractiveness in percent, relative strength."""
        attractiveness, relative = self.spans
        return sum(attractiveness, Fraction()) / 2, sum(relative, Fraction()) / 2

    def possible(self, lines: Lines) -> frozenset[Category]:
        """The fields it may be in while ratings are missing."""
        return possible_categories(*self.spans, lines)

    def category(self, lines: Lines) -> Category | None:
        """None when it cannot be told apart."""
        found = self.possible(lines)
        return next(iter(found)) if len(found) == 1 else None

    @property
    def potential(self) -> Decimal | None:
        """What the customer spends on our categories and not with us; 0 when it buys more than it told."""
        return None if self.budget is None else max(self.budget - (self.revenue or 0), Decimal())

    def size(self, by: Size) -> Decimal | None:
        return self.revenue if by is Size.REVENUE else self.potential


def position_of(attractive: Result | None, strong: StrengthResult | None) -> Position | None:
    """Of one account, from what it comes to on both axes; None without a place."""
    if attractive is None or attractive.combined is None or strong is None:
        return None
    return Position(attractive.account, attractive.combined, strong.combined, strong.asked)


@dataclass(frozen=True, eq=False)
class Matrix:
    """Some accounts by name, as all judgements and figures have them; worked out once as long as these are the same."""

    accounts: tuple[int, ...]
    judged: Judged
    figures: Figures | None
    today: date

    @classmethod
    def of(cls, seen: Seen, *, today: date) -> "Matrix":
        """Two queries, and where figures or judgements are new to the process those that work them out."""
        found = judged()
        return _matrix(seen, found, figures() if found.strong else None, today)

    @cached_property
    def placed(self) -> tuple[int, ...]:
        """Judged both ways."""
        return tuple(each for each in self.accounts if each in self.judged.attractive and each in self.judged.strong)

    @cached_property
    def lacking(self) -> tuple[int, ...]:
        """Judged one way alone."""
        return tuple(each for each in self.accounts if (each in self.judged.attractive) != (each in self.judged.strong))

    @cached_property
    def asked(self) -> int:
        """Of how many with a place the customer was asked."""
        return sum(bool(self.judged.strong[each].asked) for each in self.placed)

    @cached_property
    def revenues(self) -> ByAccount:
        return year_of(self.figures, shifted(self.today, -1)) if self.figures and self.placed else {}

    @cached_property
    def by_revenue(self) -> tuple[int, ...]:
        """Those with a place, the largest first."""
        return tuple(sorted(self.placed, key=lambda each: -self.revenues.get(each, 0)))

    def categories(self, lines: Lines) -> Mapping[int, Category | None]:
        """The field of each that has a place; None when it cannot be told apart."""
        return _categories(self, lines)

    def counted(self, lines: Lines) -> Counter[Category | None]:
        """How many have a place in each field."""
        return _counted(self, lines)

    def largest(self, by: Size, most: int) -> tuple[int, ...]:
        if by is Size.REVENUE:
            return self.by_revenue[:most]
        known = {each.account.pk: each.potential or 0 for each in self.positions(self.placed)}
        return tuple(sorted(self.placed, key=lambda each: -known[each]))[:most]

    def sorted_by(self, sort: str, lines: Lines) -> tuple[int, ...]:
        """As a heading asks for, backwards after a minus; else by category, those not told apart last. Then by name."""
        return _sorted(self, sort, lines) if sort.strip("-") != "potential" else self._by_potential(sort)

    def _by_potential(self, sort: str) -> tuple[int, ...]:
        known = {each.account.pk: each.potential for each in self.positions(self.placed)}
        order = sorted(self.placed, key=lambda each: at_last(known[each]), reverse=sort.startswith("-"))
        return tuple(order)

    def positions(self, accounts: Collection[int]) -> list[Position]:
        """Of these of my accounts, in their order, with all that is shown of them. At most three queries."""
        named = named_as(accounts)
        known = Account.objects.filter(pk__in=named)
        budgets = category_budgets(known, self.today) if named and self.judged.strong else {}
        return [self.position(named[each], budgets.get(each)) for each in accounts if each in named]

    def position(self, about: About, budget: Decimal | None = None) -> Position:
        strong, revenue = self.judged.strong.get(about.pk), self.revenues.get(about.pk)
        return Position(
            account=about,
            attractiveness=self.judged.attractive.get(about.pk),
            strength=strong.found if strong else None,
            asked=strong.asked if strong else 0,
            revenue=None if revenue is None else money(revenue),
            budget=budget,
        )


def positions(accounts: AccountQuerySet, *, today: date) -> list[Position]:
    """Of those accounts somebody has judged either way, by name."""
    matrix = Matrix.of(seen_of(accounts), today=today)
    either = [each for each in matrix.accounts if each in matrix.judged.attractive or each in matrix.judged.strong]
    return matrix.positions(either)


def named_as(accounts: Collection[int]) -> dict[int, About]:
    """Of accounts the reader may see. One query."""
    rows = Account.objects.filter(pk__in=accounts).order_by() if accounts else Account.objects.none()
    columns = ("pk", "name", "sort_key", "owner__name", "unit__name")
    return {about[0]: About(*about) for about in rows.values_list(*columns)}


def at_last(amount: Decimal | int | None) -> tuple[bool, Decimal | int]:
    """For an order in which what is unknown is the least."""
    return (amount is not None, amount or 0)


# --- kept for the last choices ----------------------------------------------------------------------------------------
@lru_cache(maxsize=CHOICES_KEPT)
def _matrix(seen: Seen, found: Judged, now: Figures | None, today: date) -> Matrix:
    return Matrix(tuple(seen.owners), found, now, today)


@lru_cache(maxsize=CHOICES_KEPT)
def _categories(matrix: Matrix, lines: Lines) -> Mapping[int, Category | None]:
    attractive, strong = matrix.judged.attractive, matrix.judged.strong
    found = {
        each: possible_categories(attractive[each].percent, strong[each].found.relative, lines)
        for each in matrix.placed
    }
    return {each: next(iter(possible)) if len(possible) == 1 else None for each, possible in found.items()}


@lru_cache(maxsize=CHOICES_KEPT)
def _counted(matrix: Matrix, lines: Lines) -> Counter[Category | None]:
    return Counter(matrix.categories(lines).values())


@lru_cache(maxsize=CHOICES_KEPT)
def _sorted(matrix: Matrix, sort: str, lines: Lines) -> tuple[int, ...]:
    attractive, strong, fields = matrix.judged.attractive, matrix.judged.strong, matrix.categories(lines)
    keys: dict[str, Callable[[int], Any]] = {
        "account": lambda each: places[each],
        "category": lambda each: IN_ORDER.index(field) if (field := fields[each]) else len(IN_ORDER),
        "attractiveness": lambda each: attractive[each].middle,
        "strength": lambda each: strong[each].found.middle,
        "revenue": lambda each: at_last(matrix.revenues.get(each)),
    }
    places = {each: place for place, each in enumerate(matrix.placed)}
    key = keys.get(sort.strip("-"), keys["category"])
    return tuple(sorted(matrix.placed, key=key, reverse=sort.startswith("-")))
