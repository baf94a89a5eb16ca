"""The portfolio matrix: how attractive customers are to us against how strong we are with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from accounts.domain.attractiveness import ALL_WEIGHT, HIGHEST, LOWEST


class Category(StrEnum):
    """McDonald & Woodburn (2007). Cheverton's words for the same: key development, key, maintenance, opportunistic."""

    STAR = "star"
    STRATEGIC = "strategic"
    STATUS = "status"
    STREAMLINE = "streamline"


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the matrix is cut: attractiveness in percent (0..100), relative strength in rating points (-9..9)."""

    attractiveness: Fraction = Fraction(55)
    strength: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing the customer buys by: its weight in points, and the ratings 1..10 of us and of the best rival."""

    weight: Fraction
    own: int
    rival: int


@dataclass(frozen=True, slots=True)
class Strength:
    """Weighted means, 1..10, as the customer would rate us and the best rival."""

    own: Fraction
    rival: Fraction

    @property
    def relative(self) -> Fraction:
        """Ours minus the rival's, -9..9; above 0 we are the stronger."""
        return self.own - self.rival

    @property
    def ratio(self) -> Fraction:
        """Ours over the rival's; above 1 we are the stronger."""
        return self.own / self.rival


def strength(factors: Sequence[Factor]) -> Strength:
    """Our strength against the best rival's. ValueError for weights that do not add up to 100 or ratings off 1..10."""
    if sum((each.weight for each in factors), Fraction()) != ALL_WEIGHT or any(each.weight <= 0 for each in factors):
        raise ValueError(f"Weights are above 0 and add up to {ALL_WEIGHT}.")
    if not all(LOWEST <= rating <= HIGHEST for each in factors for rating in (each.own, each.rival)):
        raise ValueError(f"Ratings are whole numbers from {LOWEST} to {HIGHEST}.")
    return Strength(
        own=sum((each.weight * each.own for each in factors), Fraction()) / ALL_WEIGHT,
        rival=sum((each.weight * each.rival for each in factors), Fraction()) / ALL_WEIGHT,
    )


def category(attractiveness: Fraction, relative: Fraction, lines: Lines) -> Category:
    """The field of the matrix; what lies on a line counts as high."""
    if attractiveness >= lines.attractiveness:
        return Category.STRATEGIC if relative >= lines.strength else Category.STAR
    return Category.STATUS if relative >= lines.strength else Category.STREAMLINE


def possible_categories(low: Fraction, high: Fraction, relative: Fraction, lines: Lines) -> frozenset[Category]:
    """The fields a customer may be in while ratings are missing: attractiveness lies between `low` and `high`."""
    return frozenset(category(end, relative, lines) for end in (low, high))
