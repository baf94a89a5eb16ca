"""How long customers have bought, as far as the figures go back to tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from accounts.domain.value import YEAR, shifted


@dataclass(frozen=True, slots=True)
class Tenure:
    """`months` of being a customer, the first and the newest included.

    `at_least`: when it bought first, the figures did not go back a whole year yet, so it may have bought before.
    """

    months: Fraction
    at_least: bool

    @property
    def years(self) -> Fraction:
        return self.months / YEAR


def told_from(began: date) -> date:
    """Who buys first in this month or later had bought nothing for a year or more; `began` is the first of all."""
    return shifted(began, YEAR)


def tenure(first: date, *, last: date, began: date) -> Tenure:
    """From the month of the first purchase to the month `last`. ValueError unless `began` <= `first` <= `last`."""
    if not began <= first <= last:
        raise ValueError(f"{first} does not lie between {began} and {last}.")
    return Tenure(Fraction(months_between(first, last) + 1), first < told_from(began))


def longest_told(*, last: date, began: date) -> int:
    """So many months are the longest tenure that is more than a least one; 0 when there is none."""
    return max(months_between(told_from(began), last) + 1, 0)


def months_between(first: date, last: date) -> int:
    return (last.year - first.year) * YEAR + last.month - first.month


def median(tenures: Iterable[Tenure]) -> Tenure | None:
    """The middle one, or between the two in the middle; a least one where one of these is. None of nobody.

    Every tenure known is shorter than every least one, so the order holds whatever lies before the figures.
    """
    found = sorted(tenures, key=lambda each: each.months)
    if not found:
        return None
    one, other = found[(len(found) - 1) // 2], found[len(found) // 2]
    return Tenure((one.months + other.months) / 2, one.at_least or other.at_least)


def bands(tenures: Mapping[int, Tenure], *, longest: int) -> dict[int | None, list[int]]:
    """Customers by whole years, each year that could be told there, and under None those of whom only a least is."""
    found: dict[int | None, list[int]] = {years: [] for years in range(-(-longest // YEAR))}
    found[None] = []
    for customer, each in tenures.items():
        # A tenure of just 12 months is the last of the first year.
        found[None if each.at_least else int(-(-each.months // YEAR)) - 1].append(customer)
    return found
