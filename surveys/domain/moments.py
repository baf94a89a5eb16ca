"""Number, sum and sum of squares of whole-number ratings, from which mean and spread follow without rounding."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Moments:
    """What `n` whole numbers add up to. Two groups merge by adding, so sums can be kept instead of answers."""

    n: int = 0
    total: int = 0
    squares: int = 0

    @classmethod
    def of(cls, scores: Mapping[int, int]) -> "Moments":
        """From how often each score was given: {score: times}."""
        return cls(
            n=sum(scores.values()),
            total=sum(score * times for score, times in scores.items()),
            squares=sum(score * score * times for score, times in scores.items()),
        )

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> Fraction | None:
        """The exact mean; None without answers."""
        return Fraction(self.total, self.n) if self.n else None

    @property
    def scatter(self) -> int:
        """n times the sum of squared deviations from the mean: a whole number, 0 when all answers are the same."""
        return self.n * self.squares - self.total * self.total

    @property
    def variance(self) -> Fraction | None:
        """The exact sample variance (divisor n - 1); None for fewer than two answers."""
        return Fraction(self.scatter, self.n * (self.n - 1)) if self.n > 1 else None

    @property
    def sd(self) -> float | None:
        """The sample standard deviation (divisor n - 1); None for fewer than two answers, 0.0 without spread."""
        variance = self.variance
        return None if variance is None else math.sqrt(variance)

    @property
    def all_same(self) -> bool:
        """Two or more answers, every one of them the same: there is nothing to compute an interval from."""
        return self.n > 1 and self.scatter == 0
