"""Sums of revenue in memory by group of areas: of this year and the year before, and where the margin is below zero."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from accounts.domain.value import YEAR, shifted
from accounts.models.rate import UNKNOWN, rate_number
from accounts.models.revenue_added import facts_between, rate_of, worth
from accounts.models.revenue_sums import ByAccount, Figures
from accounts.models.rows import each_row, statement

ByGroup = Mapping[int, ByAccount]


@dataclass(frozen=True, eq=False)
class Groups:
    """Of each group of areas and account, unrounded: what was sold, what in the year before, and margins below zero."""

    sold: ByGroup
    before: ByGroup
    lost: ByGroup


def groups_of(now: Figures, last: date) -> Groups:
    """The twelve months up to `last`, and the twelve before. Two queries the first time."""
    return _groups(now, last)


@lru_cache(maxsize=1)
def _groups(now: Figures, last: date) -> Groups:
    first, newer = shifted(last, 1 - 2 * YEAR), Q(month__gte=shifted(last, 1 - YEAR))
    rates, found = now.rates_between(first, last), tuple(defaultdict[int, dict[int, int]](dict) for _ in range(3))
    rows = facts_between(first, last).annotate(rated=rate_number(rates), group=Coalesce("area__parent_id", "area_id"))
    summed = rows.values_list("group", "account_id", "rated").annotate(
        sold=Sum("revenue", filter=newer), earlier=Sum("revenue", filter=~newer), gained=Sum("margin", filter=newer)
    )
    for group, account, rated, *amounts in each_row(statement(summed)):
        if rated != UNKNOWN:
            rate = rate_of(rated, rates)
            for known, amount in zip(found, amounts, strict=True):
                if amount is not None:
                    known[group][account] = known[group].get(account, 0) + worth(amount, rate)
    sold, before, gained = found
    lost = {group: {each: margin for each, margin in known.items() if margin < 0} for group, known in gained.items()}
    return Groups(sold, before, lost)
