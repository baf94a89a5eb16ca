"""What the revenue is made up of: group of areas by group, beside the year before, and industry by industry."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from accounts.domain.concentration import Concentration
from accounts.models.revenue_sums import ByAccount, money


class InArea(NamedTuple):
    """A group of areas: its largest customer, how much hangs on how few there, and what the year before brought.

    None is what is not known, `before` where the figures do not go back two whole years.
    """

    area: int
    account: int | None
    revenue: Decimal | None
    found: Concentration
    before: Decimal | None

    @property
    def change(self) -> Fraction | None:
        """Relative; None where the year before gives nothing to compare with."""
        return Fraction(self.revenue) / Fraction(self.before) - 1 if self.before and self.revenue is not None else None


class InIndustry(NamedTuple):
    """What `customers` of the accounts in an industry bought; "" is where nobody has said which it is."""

    industry: str
    accounts: int
    customers: int
    revenue: Decimal | None
    share: Fraction | None
    largest: int | None


def in_area(area: int, amounts: ByAccount, before: ByAccount) -> InArea:
    found = Concentration.of(amounts.values())
    largest = next(largest_first(amounts)) if found.n else None
    return InArea(area, largest, bought(amounts), found, bought(before))


def by_industry(industries: Mapping[int, str], amounts: ByAccount) -> list[InIndustry]:
    """Each industry of the accounts, the largest first; `amounts` are of those who have figures."""
    members: dict[str, list[int]] = defaultdict(list)
    for account, industry in industries.items():
        members[industry].append(account)
    whole = bought(amounts) or Decimal()
    found = [in_industry(industry, whole, accounts, amounts) for industry, accounts in members.items()]
    return sorted(found, key=lambda each: (-(each.revenue or 0), each.industry))


def in_industry(industry: str, whole: Decimal, accounts: list[int], amounts: ByAccount) -> InIndustry:
    mine = {account: amounts[account] for account in accounts if account in amounts}
    customers, revenue = sum(amount > 0 for amount in mine.values()), bought(mine)
    if not revenue:
        return InIndustry(industry, len(accounts), customers, revenue, None, None)
    share, largest = Fraction(revenue) / Fraction(whole), next(largest_first(mine))
    return InIndustry(industry, len(accounts), customers, revenue, share, largest)


def bought(amounts: ByAccount) -> Decimal | None:
    """By those who bought more than they were credited; None where nobody has figures."""
    return money(sum(amount for amount in amounts.values() if amount > 0)) if amounts else None


def largest_first(amounts: ByAccount) -> Iterator[int]:
    """The accounts."""
    return iter(sorted(amounts, key=lambda account: (-amounts[account], account)))
