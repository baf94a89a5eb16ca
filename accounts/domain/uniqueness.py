"""What holds customers: areas by how unique they are and how much of their revenue recurs."""

from enum import StrEnum
from fractions import Fraction

LOWEST, HIGHEST = 1, 10
UNIQUE_FROM = 6  # the upper half of the scale
RECURRING_FROM = Fraction(1, 2)


class Field(StrEnum):
    """Where an area stands; what is alike others and sold once is exposed to price pressure."""

    HOLDS = "unique and recurring"
    SOUGHT = "unique and sold once"
    RUNS = "alike and recurring"
    BOX = "alike and sold once"


def field_of(uniqueness: int | None, recurring: Fraction | None) -> Field | None:
    """By a rating 1..10 and the recurring share of the revenue; None where either is not known."""
    if uniqueness is None or recurring is None:
        return None
    if not LOWEST <= uniqueness <= HIGHEST:
        raise ValueError(f"Uniqueness is rated from {LOWEST} to {HIGHEST}.")
    if uniqueness >= UNIQUE_FROM:
        return Field.HOLDS if recurring >= RECURRING_FROM else Field.SOUGHT
    return Field.RUNS if recurring >= RECURRING_FROM else Field.BOX


def share_of(part: int, whole: int) -> Fraction | None:
    """None where the whole is not above zero: of a loss or of nothing there is no share."""
    return Fraction(part, whole) if whole > 0 else None
