"""How long accounts have been customers, who is new and who has gone, and what key accounts give of the revenue."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from accounts.domain.tenure import Tenure, bands, longest_told, median, tenure, told_from
from accounts.domain.value import YEAR, last_day, shifted
from accounts.models.account import Account, AccountQuerySet
from accounts.models.concentration import Holdings
from accounts.models.concentration_parts import bought, largest_first
from accounts.models.key_status import KeyStatus
from accounts.models.revenue import Revenue
from accounts.models.revenue_added import QUARTERS
from accounts.models.revenue_sums import A_YEAR, ByAccount, Figures, sums_of

CHOICES_KEPT = 4


class Part(NamedTuple):
    """So many of the customers, and what they bought of the whole."""

    n: int
    revenue: Decimal
    share: Fraction | None


class CustomerYear(NamedTuple):
    """Twelve months up to a day. `new` and `gone` are None where the figures do not go back far enough to tell."""

    until: date
    all: Part
    new: Part | None
    gone: int | None
    key: Part


class Band(NamedTuple):
    """Who has been a customer for more than so many whole years; None for those of whom only a least is known."""

    years: int | None
    part: Part


@dataclass(frozen=True, eq=False)
class Customers:
    """Of some accounts those who bought more than they were credited. `key` are key accounts of today.

    Everything is worked out when it is first asked for, and kept until a figure or a key account changes.
    """

    holdings: Holdings
    firsts: Mapping[int, date]
    key: frozenset[int]

    @classmethod
    def of(cls, accounts: AccountQuerySet, *, until: date) -> "Customers":
        """Three queries, and where the figures are new to the process three that read them."""
        holdings = Holdings.of(accounts, until=until)
        key = KeyStatus.objects.key().order_by().values_list("account_id", flat=True)
        return _customers(holdings, holdings.accounts.intersection(key))

    @property
    def last(self) -> date:
        return self.holdings.last

    @cached_property
    def began(self) -> date:
        """The first month in which anybody bought anything of the house."""
        return min(self.firsts.values(), default=self.last)

    @property
    def told_from(self) -> date:
        """The first month in which somebody can be told to be new."""
        return told_from(self.began)

    @property
    def longest(self) -> int:
        """The months of the longest tenure that is more than a least one."""
        return longest_told(last=self.last, began=self.began)

    @property
    def least(self) -> Fraction:
        """The shortest that a least tenure can be."""
        return Fraction(self.longest + 1)

    @cached_property
    def amounts(self) -> ByAccount:
        """Of the newest year, the largest first."""
        known = self.holdings.amounts
        return {account: known[account] for account in largest_first(known) if known[account] > 0}

    @cached_property
    def tenures(self) -> dict[int, Tenure]:
        """The newest first, and the largest first among those who came in one month."""
        found = {each: tenure(self.firsts[each], last=self.last, began=self.began) for each in self.amounts}
        return dict(sorted(found.items(), key=lambda pair: pair[1].months))

    @property
    def median(self) -> Tenure | None:
        return median(self.tenures.values())

    @cached_property
    def years(self) -> list[CustomerYear]:
        """The newest first, then those of which the figures know every month, three at most."""
        agos = range(0, QUARTERS, A_YEAR)
        amounts = [self.year(ago) for ago in agos]
        found = []
        for ago, here, before in zip(agos, amounts, (*amounts[1:], None), strict=True):
            last = shifted(self.last, -ago * YEAR // A_YEAR)
            since = shifted(last, 1 - YEAR)
            if ago and since < self.began:
                break
            told = self.told_from <= since
            new = [each for each in here if self.firsts[each] >= since]
            found.append(
                CustomerYear(
                    until=last_day(last),
                    all=part(here, here),
                    new=part(new, here) if told else None,
                    gone=len(before.keys() - here.keys()) if told and before is not None else None,
                    key=part(self.key & here.keys(), here),
                )
            )
        return found

    def year(self, ago: int) -> ByAccount:
        """Of who were customers in the year that ended so many quarters ago."""
        known = self.holdings.mine(sums_of(self.holdings.figures, self.last).year(ago))
        return {account: amount for account, amount in known.items() if amount > 0}

    @cached_property
    def bands(self) -> list[Band]:
        """The shortest first."""
        found = bands(self.tenures, longest=self.longest)
        return [Band(years, part(customers, self.amounts)) for years, customers in found.items()]

    def share(self, account: int) -> Part:
        return part((account,), self.amounts)


def part(some: Collection[int], amounts: ByAccount) -> Part:
    whole, mine = bought(amounts) or Decimal(), bought({each: amounts[each] for each in some}) or Decimal()
    return Part(len(some), mine, Fraction(mine) / Fraction(whole) if whole else None)


@lru_cache(maxsize=CHOICES_KEPT)
def _customers(holdings: Holdings, key: frozenset[int]) -> Customers:
    return Customers(holdings, firsts_of(holdings.figures), key)


@lru_cache(maxsize=1)
def firsts_of(now: Figures) -> Mapping[int, date]:
    """The month in which each account bought first, credit notes aside. One query, which an index answers."""
    first = Revenue.objects.filter(account=OuterRef("pk"), revenue__gt=0).order_by("month").values("month")[:1]
    rows = Account.objects.order_by().annotate(first=Subquery(first)).values_list("pk", "first")
    return {account: month for account, month in rows if month}
