"""Relative strength: how the customer sees us and our best rival, factor by factor, the weights adding up to 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from accounts.domain.attractiveness import ALL_WEIGHT, HIGHEST, LOWEST

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
    pairs = [(each.weight, ratings.get(each.slug, Pair())) for each in factors]
    return Strength(
        own=_mean([(weight, pair.own) for weight, pair in pairs]),
        rival=_mean([(weight, pair.rival) for weight, pair in pairs]),
    )


def _mean(rated: Sequence[tuple[Fraction, int | None]]) -> Span:
    low = sum((weight * (LOWEST if rating is None else rating) for weight, rating in rated), Fraction())
    high = sum((weight * (HIGHEST if rating is None else rating) for weight, rating in rated), Fraction())
    return low / ALL_WEIGHT, high / ALL_WEIGHT


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
    return Combined(
        own=_between([each.own for each in found]),
        rival=_between([each.rival for each in found]),
        n=len(found),
        least=min(each.relative[0] for each in found),
        most=max(each.relative[1] for each in found),
    )


def _between(spans: Sequence[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    return sum(lows, Fraction()) / len(spans), sum(highs, Fraction()) / len(spans)


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
    weights = [each.weight for each in factors]
    if sum(weights, Fraction()) != ALL_WEIGHT or any(weight <= 0 for weight in weights):
        raise ValueError(f"Weights are above 0 and add up to {ALL_WEIGHT}.")
    slugs = [each.slug for each in factors]
    if len(set(slugs)) != len(slugs) or not set(ratings) <= set(slugs):
        raise ValueError("Each factor comes once, and only factors of the set are rated.")
    numbers = [rating for pair in ratings.values() for rating in pair if rating is not None]
    if not all(type(number) is int and LOWEST <= number <= HIGHEST for number in numbers):
        raise ValueError(f"Ratings are whole numbers from {LOWEST} to {HIGHEST}.")
