"""Share of wallet by category: measured against what the customer spends, or estimated from where it ranks us."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from accounts.domain.switching import allocated_share, share_of_wallet


class Basis(StrEnum):
    """What a share of wallet rests on: the two are never added up."""

    SPEND = "spend"
    RULE = "rule"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rank:
    """Our place among so many suppliers; others may be level with us, and then the places are shared."""

    place: int
    suppliers: int
    level_with: int = 0

    @property
    def average(self) -> Fraction:
        """The mean of the places we share, as ranks with ties are counted."""
        return self.place + Fraction(self.level_with, 2)

    @property
    def share(self) -> Fraction:
        """By the wallet allocation rule."""
        return allocated_share(self.average, self.suppliers)


@dataclass(frozen=True, slots=True)
class Wallet:
    """One category: our revenue in twelve months, what the customer spends in a year, where it ranks us."""

    ours: Decimal | None
    spend: Decimal | None
    rank: Rank | None

    @property
    def measured(self) -> Fraction | None:
        """None where either is unknown, or more was credited than bought."""
        if self.ours is None or self.spend is None or self.ours < 0:
            return None
        return share_of_wallet(self.ours, self.spend)

    @property
    def by_rule(self) -> Fraction | None:
        return self.rank.share if self.rank else None

    @property
    def basis(self) -> Basis:
        if self.measured is not None:
            return Basis.SPEND
        return Basis.RULE if self.rank else Basis.UNKNOWN

    @property
    def share(self) -> Fraction | None:
        return self.by_rule if self.measured is None else self.measured

    @property
    def left(self) -> Decimal | None:
        """What is spent elsewhere; None where the spend is unknown or all ours."""
        if self.spend is None or self.ours is None or self.ours >= self.spend:
            return None
        return self.spend - max(self.ours, Decimal())


def measured_share(wallets: Iterable[Wallet]) -> Fraction | None:
    """Over the categories whose spend is known, and over no others."""
    known = [(wallet.ours, wallet.spend) for wallet in wallets if wallet.measured is not None]
    ours, spend = (sum((Fraction(pair[side] or 0) for pair in known), Fraction()) for side in (0, 1))
    return share_of_wallet(ours, spend) if known else None


def years_of(months: Sequence[date]) -> list[int]:
    """The calendar years the months lie in, that of most of them first, the later of two with as many."""
    counted = Counter(month.year for month in months)
    return sorted(counted, key=lambda year: (-counted[year], -year))
