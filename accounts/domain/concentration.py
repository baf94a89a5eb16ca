"""Concentration: how much of the whole hangs on how few customers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil, gcd, lcm

Amount = int | Decimal | Fraction

MATERIAL_SHARE = Fraction(10, 100)  # above it, a single customer is a risk worth naming


class Band(StrEnum):
    DIVERSIFIED = "diversified"
    MODERATE = "moderate"
    CONCENTRATED = "concentrated"


class Rule(StrEnum):
    """Where the bands of the index lie: of portfolios, and of competition authorities, who count in 1/10 000."""

    PORTFOLIO = "portfolio"
    GUIDELINES_2010 = "guidelines 2010"
    GUIDELINES_2023 = "guidelines 2023"

    @property
    def cuts(self) -> tuple[Fraction, Fraction]:
        """Moderate from the first up to the second, which still is moderate; above it concentrated."""
        return CUTS[self]

    def band(self, hhi: Fraction) -> Band:
        moderate_from, concentrated_above = self.cuts
        if hhi > concentrated_above:
            return Band.CONCENTRATED
        return Band.MODERATE if hhi >= moderate_from else Band.DIVERSIFIED


CUTS = {
    Rule.PORTFOLIO: (Fraction(10, 100), Fraction(25, 100)),
    Rule.GUIDELINES_2010: (Fraction(15, 100), Fraction(25, 100)),  # 1 500 and 2 500
    Rule.GUIDELINES_2023: (Fraction(10, 100), Fraction(18, 100)),  # 1 000 and 1 800
}


@dataclass(frozen=True)
class Concentration:
    """Who has how much of the whole, largest first; what was credited or not sold has no part.

    Parts are whole numbers without a common divisor, so that ten thousand of them are squared and summed exactly in no
    time, and so that neither the currency nor the order they came in makes a difference.
    """

    parts: tuple[int, ...]

    @classmethod
    def of(cls, values: Iterable[Amount]) -> "Concentration":
        """From the value of each customer; those of nothing or less do not count."""
        ratios = [value.as_integer_ratio() for value in values if value > 0]
        common = lcm(*{below for _above, below in ratios})
        parts = sorted((above * (common // below) for above, below in ratios), reverse=True)
        divisor = gcd(*parts) or 1
        return cls(tuple(part // divisor for part in parts))

    @property
    def n(self) -> int:
        return len(self.parts)

    @cached_property
    def total(self) -> int:
        return sum(self.parts)

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """Each 0..1."""
        return tuple(Fraction(part, self.total) for part in self.parts)

    def top(self, n: int) -> Fraction:
        """The share of the n largest."""
        return Fraction(sum(self.parts[:n]), self.total) if self.parts else Fraction()

    @cached_property
    def hhi(self) -> Fraction | None:
        """Herfindahl-Hirschman index, the sum of squared shares: 1/n when all are alike, 1 when there is one."""
        return Fraction(sum(part * part for part in self.parts), self.total**2) if self.parts else None

    @property
    def effective_number(self) -> Fraction | None:
        """So many customers of one size would be as concentrated."""
        return 1 / self.hhi if self.hhi else None

    @property
    def normalised(self) -> Fraction | None:
        """The index from 0 (all alike) to 1 (all on one), whatever the number; None for fewer than two."""
        if self.hhi is None or self.n < 2:
            return None
        least = Fraction(1, self.n)
        return (self.hhi - least) / (1 - least)

    @cached_property
    def gini(self) -> Fraction | None:
        """Gini (1912): 0 when all are alike, towards 1 when few have it all."""
        if not self.parts:
            return None
        weighted = sum(place * part for place, part in enumerate(reversed(self.parts), start=1))
        return Fraction(2 * weighted, self.n * self.total) - Fraction(self.n + 1, self.n)

    @property
    def band(self) -> Band | None:
        """By the rule for portfolios."""
        return None if self.hhi is None else Rule.PORTFOLIO.band(self.hhi)

    @property
    def material(self) -> int:
        """How many customers each have more than a tenth."""
        return sum(Fraction(part, self.total) > MATERIAL_SHARE for part in self.parts[: int(1 / MATERIAL_SHARE)])

    def customers_for(self, share: Fraction) -> int:
        """How few customers give at least this share (0..1)."""
        reached = 0
        for count, part in enumerate(self.parts, start=1):
            reached += part
            if Fraction(reached, self.total) >= share:
                return count
        return self.n

    def curve(self) -> list[tuple[Fraction, Fraction]]:
        """The Pareto curve from (0, 0): (share of customers, share of the whole), largest first."""
        return _summed(self.parts, 1)

    def lorenz(self, *, most: int | None = None) -> list[tuple[Fraction, Fraction]]:
        """Lorenz (1905), the same from the smallest; with `most`, about so many of its points and always both ends."""
        return _summed(self.parts[::-1], ceil(self.n / most) if most and self.n else 1)


def _summed(parts: tuple[int, ...], step: int) -> list[tuple[Fraction, Fraction]]:
    """What is reached after every so many parts, and after all."""
    n, reached = len(parts), list(accumulate(parts))
    counts = [*range(step, n, step), n] if n else []
    return [(Fraction(), Fraction()), *((Fraction(at, n), Fraction(reached[at - 1], reached[-1])) for at in counts)]
