"""Attractiveness of a customer by weighted criteria, each rated 1..10, the weights adding up to 100.

A low rating can be made good by high ones (a compensatory model), except where a criterion has a minimum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import TypeAlias, cast

LOWEST, HIGHEST = 1, 10
ALL_WEIGHT = 100


class Gap(StrEnum):
    """Why a criterion has no rating."""

    MISSING = "missing"
    NOT_APPLICABLE = "not applicable"


Rating: TypeAlias = int | Gap


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion of a published set: its weight in points, and the rating it must not fall below, if any."""

    slug: str
    weight: Fraction
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class Attractiveness:
    """What a set of ratings comes to, 100 (every rating 1) to 1000 (every rating 10).

    `low` and `high` are the total if all that is missing were rated 1 or 10; they are equal when nothing is missing.
    Criteria that are not applicable are left out and the total is scaled up to the full weight (`rescaled`). None when
    nothing is applicable. `knocked_out` lists the criteria rated below their minimum.
    """

    low: Fraction | None
    high: Fraction | None
    rescaled: bool
    missing: tuple[str, ...]
    knocked_out: tuple[str, ...]

    @property
    def total(self) -> Fraction | None:
        """The total when it is known, which it is not while a rating is missing."""
        return self.low if self.low == self.high else None

    @property
    def percent(self) -> tuple[Fraction, Fraction] | None:
        """From 0 (all 1) to 100 (all 10), lowest and highest possible."""
        if self.low is None or self.high is None:
            return None
        return percent_of(self.low), percent_of(self.high)


def mean(values: Sequence[Fraction]) -> Fraction:
    """Of one value, as most customers have one rater, it is that value."""
    return values[0] if len(values) == 1 else sum(values, Fraction()) / len(values)


def percent_of(total: Fraction) -> Fraction:
    return (total - ALL_WEIGHT * LOWEST) / (HIGHEST - LOWEST)


def attractiveness(criteria: Sequence[Weighed], ratings: Mapping[str, Rating]) -> Attractiveness:
    """The weighted sum of ratings (Capon 2001). A criterion without a rating is missing, which is never zero.

    ValueError for weights that do not add up to 100, a rating outside 1..10 or of a criterion not in the set.
    """
    _refuse_nonsense(criteria, ratings)
    whole = known = unknown = 0
    missing, below = list[str](), list[str]()
    for each, weight in zip(criteria, in_parts([each.weight for each in criteria])[1], strict=True):
        rating = ratings.get(each.slug, Gap.MISSING)
        if rating is Gap.NOT_APPLICABLE:
            continue
        whole += weight
        if isinstance(rating, int):
            known += weight * rating
            if each.minimum is not None and rating < each.minimum:
                below.append(each.slug)
        else:
            unknown += weight
            missing.append(each.slug)
    return Attractiveness(
        low=Fraction((known + LOWEST * unknown) * ALL_WEIGHT, whole) if whole else None,
        high=Fraction((known + HIGHEST * unknown) * ALL_WEIGHT, whole) if whole else None,
        rescaled=any(rating is Gap.NOT_APPLICABLE for rating in ratings.values()),
        missing=tuple(missing),
        knocked_out=tuple(below),
    )


def in_parts(weights: Sequence[Fraction]) -> tuple[int, list[int]]:
    """The largest part of a point that all weights are whole numbers of: how many make a point, and these numbers.

    Whole numbers are added up twenty times as fast as fractions, and as exactly.
    """
    parts = lcm(*(weight.denominator for weight in weights))
    return parts, [weight.numerator * (parts // weight.denominator) for weight in weights]


@dataclass(frozen=True, slots=True)
class Swap:
    """Two customers change places when this criterion weighs `weight` instead, the others keeping their proportions."""

    slug: str
    weight: Fraction

    def change_from(self, weight: Fraction) -> Fraction:
        return self.weight - weight


def swaps(criteria: Sequence[Weighed], one: Mapping[str, Rating], other: Mapping[str, Rating]) -> Iterator[Swap]:
    """Which single weight would have to become what, so that both customers come out alike; smallest change first.

    Only for two customers fully rated, and criteria whose weight can bring it about within 0..100. Let D be the
    difference of the totals, d that of the ratings on the criterion of weight w, and R = (D - w d) / (100 - w) what the
    others make of a point: the totals meet where x d + (100 - x) R = 0.
    """
    _refuse_nonsense(criteria, one)
    _refuse_nonsense(criteria, other)
    if all(_rated(one, each) and _rated(other, each) for each in criteria):
        apart = {each.slug: Fraction(_number(one, each) - _number(other, each)) for each in criteria}
        yield from swaps_apart(criteria, apart)


def swaps_apart(criteria: Sequence[Weighed], apart: Mapping[str, Fraction]) -> Iterator[Swap]:
    """The same, from how far apart the two are rated on each criterion; means of several raters serve as well."""
    total = sum((each.weight * apart[each.slug] for each in criteria), Fraction())
    found = []
    for each in criteria:
        if each.weight == ALL_WEIGHT:
            continue
        rest = (total - each.weight * apart[each.slug]) / (ALL_WEIGHT - each.weight)
        if rest != apart[each.slug] and 0 <= (weight := ALL_WEIGHT * rest / (rest - apart[each.slug])) <= ALL_WEIGHT:
            found.append((abs(weight - each.weight), Swap(each.slug, weight)))
    yield from (swap for _, swap in sorted(found, key=lambda pair: (pair[0], pair[1].slug)))


def _rated(ratings: Mapping[str, Rating], criterion: Weighed) -> bool:
    return isinstance(ratings.get(criterion.slug, Gap.MISSING), int)


def _number(ratings: Mapping[str, Rating], criterion: Weighed) -> int:
    return cast("int", ratings[criterion.slug])


def _refuse_nonsense(criteria: Sequence[Weighed], ratings: Mapping[str, Rating]) -> None:
    parts, weights = in_parts([each.weight for each in criteria])
    if sum(weights) != ALL_WEIGHT * parts or any(weight <= 0 for weight in weights):
        raise ValueError(f"Weights are above 0 and add up to {ALL_WEIGHT}.")
    slugs = [each.slug for each in criteria]
    if len(set(slugs)) != len(slugs) or not set(ratings) <= set(slugs):
        raise ValueError("Each criterion comes once, and only criteria of the set are rated.")
    numbers = [rating for rating in ratings.values() if not isinstance(rating, Gap)]
    if not all(type(number) is int and LOWEST <= number <= HIGHEST for number in numbers):
        raise ValueError(f"Ratings are whole numbers from {LOWEST} to {HIGHEST}.")
