"""How much of the revenue hangs on how few accounts: now, by service area, and as it was before."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _

from accounts.domain.concentration import Concentration, Rule
from accounts.domain.value import YEAR, last_day, shifted
from accounts.models.account import AccountQuerySet
from accounts.models.concentration_parts import InArea, in_area, largest_first
from accounts.models.losing import Losing
from accounts.models.revenue_added import QUARTER, QUARTERS
from accounts.models.revenue_groups import groups_of
from accounts.models.revenue_sums import A_YEAR, Figures, Margin, figures, money, sums_of
from accounts.models.seen import Seen, seen_of
from kamplan.formats import number

CHOICES_KEPT = 4
T = TypeVar("T")


class Holder(NamedTuple):
    """An account with what it bought in the window; below zero where more was credited."""

    account: int
    revenue: Decimal


@dataclass(frozen=True)
class Concentrated:
    """Twelve months up to a day. `holders` bought or were credited something, the largest first.

    `silent` accounts have no figure in these months. `unconverted` are facts without a rate, by currency.
    """

    until: date
    holders: tuple[Holder, ...]
    silent: int
    unconverted: tuple[tuple[str, int], ...] = ()

    @property
    def since(self) -> date:
        """The first month counted."""
        return shifted(self.until, 1 - YEAR)

    @cached_property
    def found(self) -> Concentration:
        return Concentration.of(holder.revenue for holder in self.holders)

    @cached_property
    def total(self) -> Decimal:
        """What those who bought more than they were credited bought: the whole that shares are of."""
        return sum((holder.revenue for holder in self.holders if holder.revenue > 0), Decimal())

    @property
    def credited(self) -> int:
        """How many have no part in the whole, because as much or more was credited than sold."""
        return len(self.holders) - self.found.n

    @property
    def material(self) -> list[tuple[Holder, Fraction]]:
        """Those of more than a tenth each, with their shares."""
        parts = islice(self.found.parts, self.found.material)
        return [(holder, Fraction(part, self.found.total)) for holder, part in zip(self.holders, parts, strict=False)]


class Shared(NamedTuple):
    """A holder at its place, with its share of the whole and that of all larger ones; None for who has no part."""

    place: int
    holder: Holder
    share: Fraction | None
    reached: Fraction | None


def shared_out(told: Concentrated, first: int = 0, last: int | None = None) -> Iterator[Shared]:
    """Those at the places after `first`, up to `last`."""
    parts, whole = told.found.parts, told.found.total
    reached, shown = sum(parts[:first]), zip_longest(told.holders[first:last], parts[first:last])
    for place, (holder, part) in enumerate(shown, start=first + 1):
        reached += part or 0
        yield Shared(place, holder, *((Fraction(part, whole), Fraction(reached, whole)) if part else (None, None)))


class Before(NamedTuple):
    """The same twelve months up to an earlier day."""

    until: date
    found: Concentration


@dataclass(frozen=True, eq=False)
class Holdings:
    """What some accounts bought in the twelve months up to `last`, of one group of areas or of all.

    Everything is worked out when it is first asked for, and kept until a figure changes.
    """

    figures: Figures
    accounts: frozenset[int]
    last: date
    area: int | None

    @classmethod
    def of(cls, accounts: AccountQuerySet, *, until: date, area: int | None = None) -> "Holdings":
        """Two queries, and where the figures are new to the process four that add them up."""
        return _holdings(figures(), seen_of(accounts), until.replace(day=1), area)

    @cached_property
    def amounts(self) -> Mapping[int, int]:
        return self.mine(sums_of(self.figures, self.last, self.area).last_year)

    @cached_property
    def now(self) -> Concentrated:
        sums = sums_of(self.figures, self.last, self.area)
        holders = tuple(Holder(account, money(self.amounts[account])) for account in largest_first(self.amounts))
        lost: Counter[str] = sum(self.mine(sums.lost).values(), Counter())
        silent = len(self.accounts) - len(holders)
        return Concentrated(last_day(self.last), holders, silent, tuple(sorted(lost.items())))

    @cached_property
    def before(self) -> list[Before]:
        """Quarter by quarter, oldest first, as far back as whole years of figures go, and three years at most."""
        sums = sums_of(self.figures, self.last, self.area)
        begins = min(self.mine(sums.began).values(), default=self.last)
        return [
            Before(last_day(shifted(self.last, -QUARTER * ago)), Concentration.of(self.mine(sums.year(ago)).values()))
            for ago in reversed(range(QUARTERS - A_YEAR + 1))
            if shifted(self.last, 1 - YEAR - QUARTER * ago) >= begins
        ]

    @cached_property
    def by_area(self) -> list[InArea]:
        """Each group of areas in which something was sold, then or before, the largest first; of all groups."""
        groups = groups_of(self.figures, self.last)
        earlier = groups.before if self.is_compared else {}
        found = [
            in_area(area, self.mine(groups.sold.get(area, {})), self.mine(earlier.get(area, {})))
            for area in groups.sold.keys() | earlier.keys()
        ]
        told = [each for each in found if each.found.n or each.before]
        return sorted(told, key=lambda each: (-(each.revenue or 0), each.area))

    @cached_property
    def is_compared(self) -> bool:
        """Do the figures go back to the first month of the year before?"""
        began = self.mine(sums_of(self.figures, self.last).began)
        return min(began.values(), default=self.last) <= shifted(self.last, 1 - 2 * YEAR)

    @cached_property
    def margins(self) -> Mapping[int, Margin]:
        return self.mine(sums_of(self.figures, self.last, self.area).margins)

    @cached_property
    def losing(self) -> Losing:
        lost = groups_of(self.figures, self.last).lost
        here = {area: known for area, known in lost.items() if self.area in (None, area)}
        return Losing.of(self.margins, self.amounts, here)

    def mine(self, known: Mapping[int, T]) -> dict[int, T]:
        """What is known of my accounts."""
        return {account: told for account, told in known.items() if account in self.accounts}


@lru_cache(maxsize=CHOICES_KEPT)
def _holdings(now: Figures, seen: Seen, last: date, area: int | None) -> Holdings:
    return Holdings(now, frozenset(seen.owners), last, area)


# --- words ------------------------------------------------------------------------------------------------------------
def rule_name(rule: Rule) -> str:
    return {
        Rule.PORTFOLIO: _("Rule of thumb"),
        Rule.GUIDELINES_2010: _("US guidelines 2010"),
        Rule.GUIDELINES_2023: _("US guidelines 2023"),
    }[rule]


def rule_words(rule: Rule) -> str:
    """Its name, and where its bands lie."""
    low, high = (number(float(cut) * 10_000) for cut in rule.cuts)
    return _("%(name)s: %(low)s to %(high)s") % {"name": rule_name(rule), "low": low, "high": high}
