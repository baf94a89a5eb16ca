"""How far a mean of few answers can be trusted: t intervals, paired and Welch tests, Holm's correction."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from surveys.domain.moments import Moments
from surveys.domain.scale import Scale

LEVEL = 0.95
ALPHA = 0.05
INDICATION_BELOW = 10  # answers; with fewer a figure is called an indication


class Interval(NamedTuple):
    """A confidence interval in scale points. What is computed may reach past the ends of the scale."""

    low: float
    high: float

    def within(self, scale: Scale) -> "Interval":
        """The part that lies on the scale: to be shown, never to be computed with."""
        return Interval(max(self.low, float(scale.low)), min(self.high, float(scale.high)))

    def contains(self, value: float) -> bool:
        return self.low <= value <= self.high


class Difference(NamedTuple):
    """A difference of two independent means with its 95 % interval, degrees of freedom and two-sided p (0..1)."""

    mean: float
    low: float
    high: float
    df: float
    p: float


@lru_cache(maxsize=1024)
def t_quantile(df: float, level: float = LEVEL) -> float:
    """The t value that leaves (1 - level) / 2 in each tail; df > 0 (Student 1908)."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.5 + level / 2))


def two_sided_p(t: float, df: float) -> float:
    """The chance (0..1) of a t at least this far from 0, in either direction; df > 0 (Student 1908)."""
    from scipy.special import stdtr

    return min(1.0, 2 * float(stdtr(df, -abs(t))))


def t_interval(answers: Moments) -> Interval | None:
    """mean ± t(.975, n - 1) · s / √n, in scale points (Student 1908).

    None for fewer than two answers and for answers without spread: a zero-width interval would claim a certainty that
    nobody has. On a bounded scale of whole numbers the t distribution is an approximation.
    """
    mean, variance = answers.mean, answers.variance
    if mean is None or not variance:
        return None
    reach = t_quantile(answers.n - 1) * math.sqrt(variance / answers.n)
    return Interval(float(mean) - reach, float(mean) + reach)


def paired_p(gap: Moments) -> float | None:
    """Two-sided p that the mean of paired differences is 0: t = mean / (s / √n), df n - 1 (Student 1908).

    None for fewer than two pairs and for differences without spread. t is taken from whole-number sums.
    """
    if gap.n < 2 or gap.all_same:
        return None
    return two_sided_p(math.sqrt((gap.n - 1) / gap.scatter) * gap.total, gap.n - 1)


def welch(first: Moments, second: Moments) -> Difference | None:
    """First mean minus second, for independent groups of unequal spread (Welch 1947).

    None when a group has fewer than two answers or when neither has any spread.
    """
    first_mean, first_variance, second_mean, second_variance = first.mean, first.variance, second.mean, second.variance
    if first_mean is None or second_mean is None or first_variance is None or second_variance is None:
        return None
    a, b = float(first_variance / first.n), float(second_variance / second.n)
    if a + b == 0:
        return None
    mean, error = float(first_mean - second_mean), math.sqrt(a + b)
    df = (a + b) ** 2 / (a**2 / (first.n - 1) + b**2 / (second.n - 1))
    reach = t_quantile(df) * error
    return Difference(mean, mean - reach, mean + reach, df, two_sided_p(mean / error, df))


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """The p values corrected for having made several tests, in their order (Holm 1979).

    The i-th smallest of m becomes the largest of (m - i + 1) · p so far, at most 1. None was not tested: it stays
    None and does not count.
    """
    tested = sorted((p, index) for index, p in enumerate(ps) if p is not None)
    corrected: list[float | None] = [None] * len(ps)
    largest = 0.0
    for rank, (p, index) in enumerate(tested):
        largest = max(largest, min(1.0, (len(tested) - rank) * p))
        corrected[index] = largest
    return corrected


def smallest_signed_rank_p(n: int) -> float:
    """The smallest two-sided p (0..1) the exact signed-rank test can give with n >= 1 pairs: 2 / 2ⁿ (Wilcoxon 1945)."""
    if n < 1:
        raise ValueError("The signed-rank test needs at least one pair.")
    return 2.0 ** (1 - n)
