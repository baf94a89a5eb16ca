"""Concentration: how much of the whole hangs on how few customers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Amount = int | Decimal | Fraction

MODERATE_FROM, CONCENTRATED_FROM = Fraction(10, 100), Fraction(25, 100)
MATERIAL_SHARE = Fraction(10, 100)  # above it, a single customer is a risk worth naming


class Band(StrEnum):
    DIVERSIFIED = "diversified"
    MODERATE = "moderate"
    CONCENTRATED = "concentrated"


@dataclass(frozen=True)
class Concentration:
    """Shares of the whole, largest first, each 0..1; what was credited or not sold has none."""

    shares: tuple[Fraction, ...]

    @classmethod
    def of(cls, values: Iterable[Amount]) -> "Concentration":
        """From the value of each customer; those of nothing or less do not count."""
        positive = sorted((Fraction(value) for value in values if value > 0), reverse=True)
        total = sum(positive, Fraction())
        return cls(tuple(value / total for value in positive))

    @property
    def n(self) -> int:
        return len(self.shares)

    def top(self, n: int) -> Fraction:
        """The share of the n largest."""
        return sum(self.shares[:n], Fraction())

    @property
    def hhi(self) -> Fraction | None:
        """Herfindahl-Hirschman index, the sum of squared shares: 1/n when all are alike, 1 when there is one."""
        return sum((share * share for share in self.shares), Fraction()) if self.shares else None

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

    @property
    def gini(self) -> Fraction | None:
        """Gini (1912): 0 when all are alike, towards 1 when few have it all."""
        if not self.shares:
            return None
        weighted = sum((place * share for place, share in enumerate(reversed(self.shares), start=1)), Fraction())
        return 2 * weighted / self.n - Fraction(self.n + 1, self.n)

    @property
    def band(self) -> Band | None:
        if self.hhi is None:
            return None
        if self.hhi > CONCENTRATED_FROM:
            return Band.CONCENTRATED
        return Band.MODERATE if self.hhi >= MODERATE_FROM else Band.DIVERSIFIED

    @property
    def material(self) -> int:
        """How many customers each have more than a tenth."""
        return sum(share > MATERIAL_SHARE for share in self.shares)

    def customers_for(self, share: Fraction) -> int:
        """How few customers give at least this share (0..1)."""
        reached = Fraction()
        for count, each in enumerate(self.shares, start=1):
            reached += each
            if reached >= share:
                return count
        return self.n

    def curve(self) -> list[tuple[Fraction, Fraction]]:
        """The Pareto curve from (0, 0): (share of customers, share of the whole), largest first."""
        points, reached = [(Fraction(), Fraction())], Fraction()
        for count, share in enumerate(self.shares, start=1):
            reached += share
            points.append((Fraction(count, self.n), reached))
        return points
