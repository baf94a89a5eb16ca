"""The portfolio matrix: how attractive customers are to us against how strong we are with them."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product

from accounts.domain.strength import Span


class Category(StrEnum):
    """McDonald & Woodburn (2007). Cheverton's words for the same: key development, key, maintenance, opportunistic."""

    STAR = "star"
    STRATEGIC = "strategic"
    STATUS = "status"
    STREAMLINE = "streamline"


IN_ORDER = (Category.STRATEGIC, Category.STAR, Category.STATUS, Category.STREAMLINE)  # what to invest in first


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the matrix is cut: attractiveness in percent (0..100), relative strength in rating points (-9..9)."""

    attractiveness: Fraction = Fraction(55)
    strength: Fraction = Fraction(0)


def category(attractiveness: Fraction, relative: Fraction, lines: Lines) -> Category:
    """The field of the matrix; what lies on a line counts as high."""
    if attractiveness >= lines.attractiveness:
        return Category.STRATEGIC if relative >= lines.strength else Category.STAR
    return Category.STATUS if relative >= lines.strength else Category.STREAMLINE


def possible_categories(attractiveness: Span, relative: Span, lines: Lines) -> frozenset[Category]:
    """The fields a customer may be in while ratings are missing: each value lies between its two ends."""
    return frozenset(category(one, other, lines) for one, other in product(attractiveness, relative))
