"""What an account is worth to us: the last twelve complete months against the twelve before, in one currency."""

from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")
YEAR = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """Revenue of one month, one area and one currency; margin is None where it is not known."""

    area: int
    month: date
    recurring: bool
    currency: str
    revenue: Decimal
    margin: Decimal | None


@dataclass(frozen=True)
class Rates:
    """What currencies are worth in that of the house: {currency: (day from which, rate), earliest first}."""

    house: str
    dated: Mapping[str, Sequence[tuple[date, Decimal]]]

    def on(self, currency: str, day: date) -> Decimal | None:
        """The newest rate on or before the day; None where there is none."""
        if currency == self.house:
            return Decimal(1)
        known = self.dated.get(currency, ())
        place = bisect_right([since for since, _rate in known], day)
        return known[place - 1][1] if place else None


@dataclass(frozen=True, slots=True)
class Sum:
    """Facts added up, unrounded. `margin` is that of the facts whose margin is known, `behind` their revenue."""

    n: int = 0
    revenue: Decimal = Decimal(0)
    margin: Decimal = Decimal(0)
    behind: Decimal = Decimal(0)
    with_margin: int = 0
    recurring: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal | None:
        """To the cent; None without any fact, for no figure is not a zero."""
        return cents(self.revenue) if self.n else None

    @property
    def known_margin(self) -> Decimal | None:
        return cents(self.margin) if self.with_margin else None

    @property
    def margin_share(self) -> Decimal | None:
        """Of the revenue whose margin is known; None where that is not above zero."""
        return self.margin / self.behind if self.with_margin and self.behind > 0 else None

    @property
    def recurring_share(self) -> Decimal | None:
        return self.recurring / self.revenue if self.n and self.revenue > 0 else None


@dataclass(frozen=True)
class Value:
    """`months` are 24, the earliest first, those of the year before and then those of the last; `areas` by area."""

    months: tuple[tuple[date, Sum], ...]
    latest: Sum
    before: Sum
    areas: tuple[tuple[int, Sum, Sum], ...]
    unconverted: tuple[tuple[str, int], ...]

    @property
    def change(self) -> Decimal | None:
        """Relative; None where the year before gives nothing to compare with."""
        if not (self.latest.n and self.before.n and self.before.revenue > 0):
            return None
        return self.latest.revenue / self.before.revenue - 1

    @property
    def empty_months(self) -> int:
        """Of the last twelve, those without any figure."""
        return sum(not each.n for _month, each in self.months[YEAR:])


@dataclass(frozen=True, slots=True)
class Attained:
    """A budget or quota of a year, and what the year has brought until the end of month `through`."""

    amount: Decimal
    reached: Decimal | None
    through: int

    @property
    def share(self) -> Decimal | None:
        return self.reached / self.amount if self.reached is not None and self.amount > 0 else None

    @property
    def pace(self) -> Decimal:
        """The share of the year that has passed."""
        return Decimal(self.through) / YEAR


class Bought(NamedTuple):
    """A customer buys since the month `first`, in `months` of the `all` until the newest that is told of."""

    first: date
    last: date
    months: int
    all: int


def bought(first: date, last: date, months: int, today: date) -> Bought:
    """Through the last complete month, or through this one when something was bought in it."""
    until = max(last, shifted(today, -1))
    return Bought(first, last, months, (until.year - first.year) * YEAR + until.month - first.month + 1)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def shifted(month: date, by: int) -> date:
    """The first day of the month so many months later, or earlier."""
    years, place = divmod(month.year * YEAR + month.month - 1 + by, YEAR)
    return date(years, place + 1, 1)


def window(today: date) -> list[date]:
    """The 24 complete months before this one, the earliest first."""
    return [shifted(today, by) for by in range(-2 * YEAR, 0)]


def value(facts: Iterable[Fact], rates: Rates, today: date) -> Value:
    """Facts outside the window are left out; those that cannot be converted are counted by currency, not added."""
    months = window(today)
    by_month: dict[date, list[Fact]] = {month: [] for month in months}
    left_out: Counter[str] = Counter()
    for fact in facts:
        if fact.month not in by_month:
            continue
        converted = in_house_currency(fact, rates)
        if converted is None:
            left_out[fact.currency] += 1
        else:
            by_month[fact.month].append(converted)
    before = [fact for month in months[:YEAR] for fact in by_month[month]]
    latest = [fact for month in months[YEAR:] for fact in by_month[month]]
    areas = {fact.area for fact in (*before, *latest)}
    by_area = [(area, added(latest, area), added(before, area)) for area in areas]
    return Value(
        months=tuple((month, added(by_month[month])) for month in months),
        latest=added(latest),
        before=added(before),
        areas=tuple(sorted(by_area, key=lambda row: (-row[1].revenue, -row[2].revenue, row[0]))),
        unconverted=tuple(sorted(left_out.items())),
    )


def in_house_currency(fact: Fact, rates: Rates) -> Fact | None:
    rate = rates.on(fact.currency, last_day(fact.month))
    if rate is None:
        return None
    margin = None if fact.margin is None else fact.margin * rate
    return Fact(fact.area, fact.month, fact.recurring, rates.house, fact.revenue * rate, margin)


def added(facts: Iterable[Fact], area: int | None = None) -> Sum:
    chosen = [fact for fact in facts if area is None or fact.area == area]
    known = [(fact.margin, fact.revenue) for fact in chosen if fact.margin is not None]
    return Sum(
        n=len(chosen),
        revenue=sum((fact.revenue for fact in chosen), Decimal(0)),
        margin=sum((margin for margin, _revenue in known), Decimal(0)),
        behind=sum((revenue for _margin, revenue in known), Decimal(0)),
        with_margin=len(known),
        recurring=sum((fact.revenue for fact in chosen if fact.recurring), Decimal(0)),
    )


def attained(amount: Decimal, year: int, facts: Iterable[Fact], rates: Rates, today: date) -> Attained:
    """Of the complete months of the year; `amount` is in the currency of the house."""
    through = YEAR if year < today.year else 0 if year > today.year else today.month - 1
    chosen = (fact for fact in facts if fact.month.year == year and fact.month.month <= through)
    converted = added(fact for fact in (in_house_currency(each, rates) for each in chosen) if fact)
    return Attained(amount, converted.total, through)
