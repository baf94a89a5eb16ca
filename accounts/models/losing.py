"""Where money is lost: accounts whose known contribution margin is below zero, and the areas that lose it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from accounts.models.revenue_groups import ByGroup
from accounts.models.revenue_sums import ByAccount, Margin, money


class Loser(NamedTuple):
    """An account, and the group of areas that loses most; `unknown` of its figures have no margin."""

    account: int
    revenue: Decimal
    margin: Decimal
    area: int
    area_margin: Decimal
    figures: int
    unknown: int


@dataclass(frozen=True)
class Losing:
    """Who loses most comes first. `unknown` of all figures have no margin, `silent` accounts have none with one."""

    accounts: tuple[Loser, ...]
    figures: int
    unknown: int
    silent: int

    @classmethod
    def of(cls, margins: Mapping[int, Margin], revenue: ByAccount, lost: ByGroup) -> "Losing":
        """Of accounts with figures; `lost` has margins below zero, group of areas by group."""
        below = sorted((margin.amount, account) for account, margin in margins.items() if margin.amount < 0)
        return cls(
            accounts=tuple(loser(account, margins[account], revenue[account], lost) for _amount, account in below),
            figures=sum(margin.figures for margin in margins.values()),
            unknown=sum(margin.unknown for margin in margins.values()),
            silent=sum(not margin.is_known for margin in margins.values()),
        )

    @property
    def is_known(self) -> bool:
        """Is any margin?"""
        return self.unknown < self.figures

    @property
    def total(self) -> Decimal:
        return sum((each.margin for each in self.accounts), Decimal())


def loser(account: int, margin: Margin, revenue: int, lost: ByGroup) -> Loser:
    """A sum below zero has a part below zero."""
    most, area = min((known[account], group) for group, known in lost.items() if account in known)
    return Loser(account, money(revenue), money(margin.amount), area, money(most), margin.figures, margin.unknown)
