"""What the pyramid is built of: a window of months, one value out of several criteria, Pareto's curve, the way up.

Everything is exact, as in the pyramid: fractions of sums, no floats.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor
from typing import TypeVar, overload

from accounts.domain.concentration import Concentration
from accounts.domain.pyramid import Amount

Customer = TypeVar("Customer", bound=Hashable)

POINTS = 100
CENT = Fraction(1, 100)


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before that of a day. ValueError before the year 1."""
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, 1)


def last_full_month(today: date) -> date:
    """The last day of the month before this one."""
    return today.replace(day=1) - timedelta(days=1)


def window(as_of: date, months: int) -> tuple[date, date]:
    """The first days of the first and of the last month looked at; the month of `as_of` is the last one."""
    return months_before(as_of, months - 1), as_of.replace(day=1)


def composite(
    criteria: Mapping[str, Mapping[Customer, Amount]], weights: Mapping[str, Amount]
) -> dict[Customer, Fraction]:
    """One score of 0..100 points out of several criteria, as a weighted sum of x' = (x - min) / (max - min).

    Each criterion holds the same customers. Where all are equal, x' is 0: the criterion tells nobody apart.
    ValueError when the weights do not sum to 100 or the customers differ. Usual multi-criteria ABC; a good criterion
    can hide a bad one (Liu et al., 2015), which is why a decision may set a class against the rule.
    """
    if sum(weights.values()) != POINTS:
        raise ValueError("Weights sum to 100.")
    if len({frozenset(values) for values in criteria.values()}) > 1:
        raise ValueError("Every criterion knows the same customers.")
    scores: dict[Customer, Fraction] = {}
    for name, weight in weights.items():
        for customer, value in _normalised(criteria[name]).items():
            scores[customer] = scores.get(customer, Fraction()) + Fraction(weight) * value
    return scores


def _normalised(values: Mapping[Customer, Amount]) -> dict[Customer, Fraction]:
    exact = {customer: Fraction(value) for customer, value in values.items()}
    low, high = min(exact.values(), default=Fraction()), max(exact.values(), default=Fraction())
    span = high - low
    return {customer: (value - low) / span if span else Fraction() for customer, value in exact.items()}


def lowest_value(others: Iterable[Amount], below: Fraction, unit: Fraction = CENT) -> Fraction | None:
    """From which value on a customer is one of those before whom less than the share `below` is reached.

    A multiple of `unit` above zero, or the value of another customer, who shares the place; all others stay as they
    are. None at a share of 0, for which no value is enough. More value leaves fewer above and makes the whole larger,
    so among the others, the smallest first, there is one from whom on it is enough.
    """
    if below <= 0:
        return None
    known = sorted(value for value in others if value > 0)
    sums = [0, *accumulate(known)]
    whole = Fraction(sums[-1])

    def is_enough(value: Amount) -> bool:
        above = whole - Fraction(sums[bisect_right(known, value)])
        return above < below * (whole + Fraction(value))

    place = bisect_left(known, True, key=is_enough)
    above = whole - Fraction(sums[place])  # those from there on, for whoever is worth a little less
    least = max((floor((above / below - whole) / unit) + 1) * unit, unit)
    return min(least, Fraction(known[place])) if known else least


@dataclass(frozen=True, slots=True)
class Reached:
    """After so many customers, best first, so much of all value is reached: both as shares 0..1."""

    customers: int
    of_customers: Fraction
    of_value: Fraction


@dataclass(frozen=True, slots=True)
class Curve(Sequence[Reached]):
    """Pareto's curve (1906), a point for each customer who is worth something, best first.

    It holds whole numbers, and works a point out when it is asked for: few of ten thousand are.
    """

    sums: tuple[int, ...]

    @classmethod
    def of(cls, values: Iterable[Amount]) -> "Curve":
        """From the value of each customer; those of nothing or less are not on it."""
        return cls(tuple(accumulate(Concentration.of(values).parts)))

    def __len__(self) -> int:
        return len(self.sums)

    @overload
    def __getitem__(self, place: int) -> Reached: ...
    @overload
    def __getitem__(self, place: slice) -> list[Reached]: ...
    def __getitem__(self, place: int | slice) -> Reached | list[Reached]:
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        number = range(1, len(self) + 1)[place]
        return Reached(number, Fraction(number, len(self)), Fraction(self.sums[place], self.sums[-1]))

    def after_share(self, share: Fraction) -> Reached | None:
        """Where this share of the customers, rounded up to a whole one, is reached; None without customers."""
        return self[max(ceil(share * len(self)), 1) - 1] if self.sums else None

    def with_value(self, share: Fraction) -> Reached | None:
        """The fewest customers that give this share of the value."""
        return self[bisect_left(self.sums, share * self.sums[-1])] if self.sums else None
