"""What an account has been worth year by year: moving years, and what serving it brought for what it cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from accounts.domain.switching import return_on_effort
from accounts.domain.value import YEAR, Fact, Rates, Sum, added, in_house_currency, shifted


@dataclass(frozen=True, slots=True)
class MovingYear:
    """The twelve months that end with `last`, a first of the month."""

    last: date
    sum: Sum


def moving_years(facts: Iterable[Fact], rates: Rates, today: date, *, count: int) -> list[MovingYear]:
    """The newest `count` of complete months, oldest first; none that begins before the first figure.

    A year that only half lies in what is known would look like growth.
    """
    by_month: dict[date, list[Fact]] = {}
    for fact in facts:
        converted = in_house_currency(fact, rates)
        if converted:
            by_month.setdefault(fact.month, []).append(converted)
    if not by_month:
        return []
    begins, found = min(by_month), []
    for ago in range(count, 0, -1):
        months = [shifted(today, -ago - before) for before in range(YEAR)]
        if months[-1] >= begins:
            found.append(MovingYear(months[0], added(fact for month in months for fact in by_month.get(month, ()))))
    return found


@dataclass(frozen=True, slots=True)
class YearServed:
    """A calendar year: its margin until month `through`, and the cost of as much of the year; None where unknown."""

    year: int
    through: int
    sum: Sum
    cost: Decimal | None

    @property
    def so_far(self) -> Decimal | None:
        """The cost in proportion to the months that have passed."""
        return None if self.cost is None else self.cost * self.through / YEAR

    @property
    def gain(self) -> Fraction | None:
        """(margin - cost) / cost."""
        margin, cost = self.sum.known_margin, self.so_far
        return None if margin is None or cost is None else return_on_effort(margin, cost)


def years_served(
    facts: Iterable[Fact], rates: Rates, today: date, costs: Mapping[int, Decimal | None]
) -> list[YearServed]:
    """This year and the two before, and each with a cost; the newest first. None is a cost without a rate."""
    converted = [fact for fact in (in_house_currency(each, rates) for each in facts) if fact]
    newest = shifted(today, -1).year
    found = []
    for year in sorted({newest, newest - 1, newest - 2, *(year for year in costs if year <= newest)}, reverse=True):
        through = YEAR if year < today.year else today.month - 1
        chosen = [fact for fact in converted if fact.month.year == year and fact.month.month <= through]
        found.append(YearServed(year, through, added(chosen), costs.get(year)))
    return found
