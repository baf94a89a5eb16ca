"""Relative strength: how the customer sees us and our best rival, factor by factor, the weights adding up to 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from accounts.domain.attractiveness import ALL_WEIGHT, HIGHEST, LOWEST, in_parts, mean

Span: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing the customer buys by, and its weight in points."""

    slug: str
    weight: Fraction


class Pair(NamedTuple):
    """The ratings 1..10 of us and of the best rival on one factor; None is missing, which is never zero."""

    own: int | None = None
    rival: int | None = None


NOTHING = Pair()


@dataclass(frozen=True, slots=True)
class Strength:
    """Weighted means, 1..10, as the customer would rate us and the best rival.

    Each is a span from the lowest to the highest it can still be; both ends are equal when no rating is missing.
    """

    own: Span
    rival: Span

    @property
    def relative(self) -> Span:
        """Ours minus the rival's, -9..9; above 0 we are the stronger."""
        return self.own[0] - self.rival[1], self.own[1] - self.rival[0]

    @property
    def ratio(self) -> Span:
        """Ours over the rival's; above 1 we are the stronger."""
        return self.own[0] / self.rival[1], self.own[1] / self.rival[0]

    @property
    def middle(self) -> Fraction:
        """Of the relative strength: where it stands in a picture."""
        return sum(self.relative, Fraction()) / 2

    @property
    def is_whole(self) -> bool:
        """No rating is missing."""
        return self.own[0] == self.own[1] and self.rival[0] == self.rival[1]


def strength(factors: Sequence[Factor], ratings: Mapping[str, Pair]) -> Strength:
    """Our strength against the best rival's (McDonald & Woodburn 2007; Cheverton 2004).

    ValueError for weights that do not add up to 100, ratings outside 1..10, or of a factor that is not in the set.
    """
    _refuse_nonsense(factors, ratings)
    parts, weights = in_parts([each.weight for each in factors])
    pairs = [ratings.get(each.slug, NOTHING) for each in factors]
    return Strength(
        own=_weighed(parts, weights, [pair.own for pair in pairs]),
        rival=_weighed(parts, weights, [pair.rival for pair in pairs]),
    )


def _weighed(parts: int, weights: Sequence[int], ratings: Sequence[int | None]) -> Span:
    """The weighted mean at its lowest and its highest; the weights are `parts` of a point."""
    known = sum(weight * rating for weight, rating in zip(weights, ratings, strict=True) if rating is not None)
    unknown = sum(weight for weight, rating in zip(weights, ratings, strict=True) if rating is None)
    low = Fraction(known + LOWEST * unknown, parts * ALL_WEIGHT)
    return low, Fraction(known + HIGHEST * unknown, parts * ALL_WEIGHT) if unknown else low


@dataclass(frozen=True, slots=True)
class Combined(Strength):
    """What `n` raters come to, each with one voice: the means of their lowest and highest possible strengths.

    `least` and `most` are the lowest and the highest relative strength of any of them.
    """

    n: int
    least: Fraction
    most: Fraction


def combined(factors: Sequence[Factor], raters: Sequence[Mapping[str, Pair]]) -> Combined | None:
    """None without a rater."""
    found = [strength(factors, ratings) for ratings in raters]
    if not found:
        return None
    relative = [each.relative for each in found]
    return Combined(
        own=_between([each.own for each in found]),
        rival=_between([each.rival for each in found]),
        n=len(found),
        least=min(low for low, _high in relative),
        most=max(high for _low, high in relative),
    )


def _between(spans: Sequence[Span]) -> Span:
    return mean([low for low, _high in spans]), mean([high for _low, high in spans])


@dataclass(frozen=True, slots=True)
class Lever:
    """What one factor does to the relative strength, in its points, by the means of the raters who rated it.

    `lead` is weight times (own - rival): the leads of all factors add up to the relative strength when nothing is
    missing. `step` is what one more rating point of ours would add, less where the scale ends.
    """

    slug: str
    weight: Fraction
    own: Fraction | None
    rival: Fraction | None
    n: int

    @property
    def lead(self) -> Fraction | None:
        if self.own is None or self.rival is None:
            return None
        return self.weight * (self.own - self.rival) / ALL_WEIGHT

    @property
    def step(self) -> Fraction:
        room = 1 if self.own is None else min(Fraction(1), HIGHEST - self.own)
        return self.weight * room / ALL_WEIGHT


def levers(factors: Sequence[Factor], raters: Sequence[Mapping[str, Pair]]) -> list[Lever]:
    """Factor by factor, in their order."""
    return [_lever(each, [ratings.get(each.slug, Pair()) for ratings in raters]) for each in factors]


def _lever(factor: Factor, pairs: Sequence[Pair]) -> Lever:
    own = [pair.own for pair in pairs if pair.own is not None]
    rival = [pair.rival for pair in pairs if pair.rival is not None]
    return Lever(
        slug=factor.slug,
        weight=factor.weight,
        own=Fraction(sum(own), len(own)) if own else None,
        rival=Fraction(sum(rival), len(rival)) if rival else None,
        n=sum(pair.own is not None and pair.rival is not None for pair in pairs),
    )


def _refuse_nonsense(factors: Sequence[Factor], ratings: Mapping[str, Pair]) -> None:
    parts, weights = in_parts([each.weight for each in factors])
    if sum(weights) != ALL_WEIGHT * parts or any(weight <= 0 for weight in weights):
        raise ValueError(f"Weights are above 0 and add up to {ALL_WEIGHT}.")
    slugs = [each.slug for each in factors]
    if len(set(slugs)) != len(slugs) or not set(ratings) <= set(slugs):
        raise ValueError("Each factor comes once, and only factors of the set are rated.")
    numbers = [rating for pair in ratings.values() for rating in pair if rating is not None]
    if not all(type(number) is int and LOWEST <= number <= HIGHEST for number in numbers):
        raise ValueError(f"Ratings are whole numbers from {LOWEST} to {HIGHEST}.")
