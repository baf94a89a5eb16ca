"""The scale answers are given on: whole numbers from a lowest to a highest score."""

import re
from dataclasses import dataclass
from fractions import Fraction

FEWEST_POINTS = 2
MOST_POINTS = 10
HIGHEST_SCORE = 10
_WRITTEN = re.compile(r"\s*([+-]?[0-9]{1,4})\s*[-–]\s*([+-]?[0-9]{1,4})\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole scores `low`..`high`, both included, of 2 to 10 points within 0..10. ValueError for anything else.

    Scores weigh each other in the priority and satisfaction indices, and a negative weight would mean nothing.
    """

    low: int = 1
    high: int = 10

    def __post_init__(self) -> None:
        if type(self.low) is not int or type(self.high) is not int:
            raise ValueError(f"A scale runs between two whole numbers, not {self.low!r} and {self.high!r}.")
        if self.low < 0 or self.high > HIGHEST_SCORE:
            raise ValueError(f"The scores of a scale lie between 0 and {HIGHEST_SCORE}; those of {self} do not.")
        if not FEWEST_POINTS <= self.points <= MOST_POINTS:
            raise ValueError(f"A scale has {FEWEST_POINTS} to {MOST_POINTS} points; {self} has {max(self.points, 0)}.")

    @classmethod
    def parse(cls, text: str) -> "Scale":
        """Read "1-10" (also with spaces or an en dash). ValueError when it is no scale."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError(f"A scale is written like 1-10, not {text!r}.")
        return cls(int(written[1]), int(written[2]))

    @property
    def points(self) -> int:
        return self.high - self.low + 1

    @property
    def scores(self) -> range:
        return range(self.low, self.high + 1)

    @property
    def midpoint(self) -> Fraction:
        """Halfway between the ends: 11/2 on 1-10."""
        return Fraction(self.low + self.high, 2)

    def __contains__(self, score: object) -> bool:
        return isinstance(score, int) and self.low <= score <= self.high

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"
