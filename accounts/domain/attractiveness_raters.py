"""Several raters of one customer: the mean of their totals, how far apart they are, what criteria add and could add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from accounts.domain.attractiveness import (
    ALL_WEIGHT,
    HIGHEST,
    LOWEST,
    Gap,
    Rating,
    Weighed,
    attractiveness,
    mean,
    percent_of,
)


@dataclass(frozen=True, slots=True)
class Combined:
    """What several raters come to: each has one voice, whatever they hold.

    `low` and `high` are the means of the raters' lowest and highest possible totals, equal when nothing is missing.
    `least` and `most` are the lowest and the highest of any rater. Totals are 100..1000. `n` counts the raters who
    found something applicable. `knocked_out` holds what at least one of them rated below its minimum.
    """

    n: int
    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction
    rescaled: bool
    missing: bool
    knocked_out: tuple[str, ...]

    @property
    def total(self) -> Fraction | None:
        """None while a rating is missing."""
        return self.low if self.low == self.high else None

    @property
    def middle(self) -> Fraction:
        """By which customers are ranked: the total, or the middle of what it can still become."""
        return (self.low + self.high) / 2

    @property
    def percent(self) -> tuple[Fraction, Fraction]:
        """From 0 (all 1) to 100 (all 10), lowest and highest possible."""
        return percent_of(self.low), percent_of(self.high)

    @property
    def spread(self) -> Fraction:
        """Between the lowest and the highest rater; with something missing, at most."""
        return self.most - self.least


def combined(criteria: Sequence[Weighed], raters: Sequence[Mapping[str, Rating]]) -> Combined | None:
    """None without a rater who found something applicable."""
    totals = [attractiveness(criteria, ratings) for ratings in raters]
    spans = [(found.low, found.high, found) for found in totals if found.low is not None and found.high is not None]
    if not spans:
        return None
    lows, highs = [low for low, _high, _found in spans], [high for _low, high, _found in spans]
    out = {slug for found in totals for slug in found.knocked_out}
    return Combined(
        n=len(spans),
        low=mean(lows),
        high=mean(highs),
        least=min(lows),
        most=max(highs),
        rescaled=any(found.rescaled for _low, _high, found in spans),
        missing=any(found.missing for _low, _high, found in spans),
        knocked_out=tuple(each.slug for each in criteria if each.slug in out),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to the lowest possible total, and the mean of its ratings; `n` raters gave one."""

    slug: str
    points: Fraction
    mean: Fraction | None
    least: int | None
    most: int | None
    n: int

    @property
    def shown(self) -> float | None:
        """The mean for a reader."""
        return None if self.mean is None else float(self.mean)


def parts(criteria: Sequence[Weighed], raters: Sequence[Mapping[str, Rating]]) -> list[Part]:
    """Criterion by criterion; the points add up to `Combined.low`."""
    voices = [voice for ratings in raters if (voice := _points(criteria, ratings))]
    found = []
    for each in criteria:
        numbers = [rating for ratings in raters if isinstance(rating := ratings.get(each.slug), int)]
        points = sum((voice.get(each.slug, Fraction()) for voice in voices), Fraction())
        found.append(
            Part(
                slug=each.slug,
                points=points / len(voices) if voices else Fraction(),
                mean=Fraction(sum(numbers), len(numbers)) if numbers else None,
                least=min(numbers, default=None),
                most=max(numbers, default=None),
                n=len(numbers),
            )
        )
    return found


class Weight(NamedTuple):
    """Of a criterion that a rater found applicable: the rating, None when missing, and what it weighs for the total."""

    slug: str
    rating: int | None
    weight: Fraction


def _weights(criteria: Sequence[Weighed], ratings: Mapping[str, Rating]) -> list[Weight]:
    """The weights are scaled up where something is not applicable."""
    counted = [(each, ratings.get(each.slug)) for each in criteria if ratings.get(each.slug) is not Gap.NOT_APPLICABLE]
    whole = sum((each.weight for each, _rating in counted), Fraction())
    return [
        Weight(each.slug, rating if isinstance(rating, int) else None, each.weight * ALL_WEIGHT / whole)
        for each, rating in counted
    ]


def _points(criteria: Sequence[Weighed], ratings: Mapping[str, Rating]) -> dict[str, Fraction]:
    """Weight times rating; what is missing counts as the lowest."""
    return {
        each.slug: each.weight * (LOWEST if each.rating is None else each.rating)
        for each in _weights(criteria, ratings)
    }


@dataclass(frozen=True, slots=True)
class Lever:
    """What one criterion could still do to the total, in points.

    `step` is what one more rating point of every rater adds, less where one of them is at the top; `room` what the
    highest rating of all who rated it adds; `open` what missing ratings may add to the lowest possible total.
    """

    slug: str
    step: Fraction
    room: Fraction
    open: Fraction


def levers(criteria: Sequence[Weighed], raters: Sequence[Mapping[str, Rating]]) -> list[Lever]:
    """Criterion by criterion. All room adds up to 1000 less `Combined.high`, all that is open to `high` less `low`."""
    voices = [voice for ratings in raters if (voice := _weights(criteria, ratings))]
    heard = [weight for voice in voices for weight in voice]
    return [_lever(each.slug, [one for one in heard if one.slug == each.slug], len(voices)) for each in criteria]


def _lever(slug: str, heard: Sequence[Weight], voices: int) -> Lever:
    left = [(each.weight / voices, HIGHEST - each.rating) for each in heard if each.rating is not None]
    return Lever(
        slug=slug,
        step=sum((weight * min(1, points) for weight, points in left), Fraction()),
        room=sum((weight * points for weight, points in left), Fraction()),
        open=sum((each.weight / voices * (HIGHEST - LOWEST) for each in heard if each.rating is None), Fraction()),
    )


def apart(one: Sequence[Part], other: Sequence[Part]) -> dict[str, Fraction] | None:
    """How far apart two customers are rated on each criterion, by the means; None unless both are rated on all."""
    means = {part.slug: part.mean for part in other}
    found = {}
    for part in one:
        mean = means[part.slug]
        if part.mean is None or mean is None:
            return None
        found[part.slug] = part.mean - mean
    return found
