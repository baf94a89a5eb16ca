"""Areas by uniqueness and recurring revenue: what some accounts bought there in twelve months, and what was said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Q, Sum

from accounts.domain.uniqueness import Field, field_of, share_of
from accounts.domain.value import YEAR, last_day, shifted
from accounts.models.account import AccountQuerySet
from accounts.models.rate import UNKNOWN, rate_number
from accounts.models.revenue import ServiceArea
from accounts.models.revenue_added import HOUSE_RATE, facts_between, rate_of, worth
from accounts.models.revenue_sums import Figures, figures, money
from accounts.models.rows import rows_of, statement
from accounts.models.seen import Seen, seen_of
from accounts.models.uniqueness import AreaUniqueness

CHOICES_KEPT = 4
ByAccountInArea = Mapping[int, dict[int, int]]


@dataclass(frozen=True, eq=False)
class AreaSums:
    """Of each area and account, unrounded: what was sold, and what of it recurs; facts no rate converts by account."""

    sold: ByAccountInArea = field(default_factory=lambda: defaultdict(dict))
    recurring: ByAccountInArea = field(default_factory=lambda: defaultdict(dict))
    lost: Mapping[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


class InArea(NamedTuple):
    """What was sold, what of it recurs, and how many bought more than they were credited."""

    sold: int
    recurring: int
    customers: int


class Bought(NamedTuple):
    """By some accounts: area by area, how many customers there are in all, and facts without a rate by currency."""

    areas: Mapping[int, InArea]
    customers: int
    lost: tuple[tuple[str, int], ...]


NOTHING = InArea(0, 0, 0)


@dataclass(frozen=True)
class AreaStand:
    """An area and where it stands. `customers` bought more there than they were credited; None is not known."""

    area: int
    name: str
    rated: AreaUniqueness | None
    sold: int
    recurring: int
    customers: int

    @property
    def revenue(self) -> Decimal:
        """Credit notes taken off."""
        return money(self.sold)

    @property
    def share(self) -> Fraction | None:
        """What recurs of it."""
        return share_of(self.recurring, self.sold)

    @property
    def field(self) -> Field | None:
        return field_of(self.rated.uniqueness if self.rated else None, self.share)


@dataclass(frozen=True, eq=False)
class AreaStands:
    """All areas in which these accounts bought something, or that somebody has rated, the largest first."""

    stands: tuple[AreaStand, ...]
    last: date
    customers: int
    unconverted: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, accounts: AccountQuerySet, *, until: date) -> "AreaStands":
        """Four queries, and where the figures are new to the process three that add them up."""
        last = until.replace(day=1)
        bought, rated = _bought(figures(), seen_of(accounts), last), AreaUniqueness.objects.by_area()
        rows = ServiceArea.objects.order_by("parent__order", "order", "sort_key", "pk")
        found = [
            AreaStand(pk, f"{group} / {name}" if group else name, rated.get(pk), *bought.areas.get(pk, NOTHING))
            for pk, name, group in rows.values_list("pk", "name", "parent__name")
            if pk in bought.areas or pk in rated
        ]
        stands = tuple(sorted(found, key=lambda each: -each.sold))
        return cls(stands, last, bought.customers, bought.lost)

    @property
    def until(self) -> date:
        return last_day(self.last)

    @cached_property
    def placed(self) -> list[AreaStand]:
        """Those of which both are known."""
        return [each for each in self.stands if each.field]

    @property
    def recurring(self) -> Fraction | None:
        return share_of(sum(each.recurring for each in self.stands), self._sold(self.stands))

    @property
    def critical(self) -> Fraction | None:
        """What of the revenue comes from areas on which customers' systems hang."""
        return self._share(each for each in self.stands if each.rated and each.rated.critical)

    @property
    def exposed(self) -> Fraction | None:
        """What of it is exposed to price pressure."""
        return self._share(each for each in self.stands if each.field is Field.BOX)

    @property
    def unrated(self) -> Fraction | None:
        return self._share(each for each in self.stands if each.rated is None)

    def _share(self, some: Iterable[AreaStand]) -> Fraction | None:
        return share_of(self._sold(some), self._sold(self.stands))

    def _sold(self, some: Iterable[AreaStand]) -> int:
        return sum(each.sold for each in some)


# --- kept for one state of the figures, which never comes again -------------------------------------------------------
@lru_cache(maxsize=CHOICES_KEPT)
def _bought(now: Figures, seen: Seen, last: date) -> Bought:
    sums, mine = _sums(now, last), seen.owners
    areas: dict[int, InArea] = {}
    whole: Counter[int] = Counter()
    for area, known in sums.sold.items():
        sold = {account: amount for account, amount in known.items() if account in mine}
        if sold:
            recurring = sum(amount for account, amount in sums.recurring[area].items() if account in mine)
            areas[area] = InArea(sum(sold.values()), recurring, sum(amount > 0 for amount in sold.values()))
            whole.update(sold)
    lost: Counter[str] = sum((count for account, count in sums.lost.items() if account in mine), Counter())
    return Bought(areas, sum(amount > 0 for amount in whole.values()), tuple(sorted(lost.items())))


@lru_cache(maxsize=1)
def _sums(now: Figures, last: date) -> AreaSums:
    """The twelve months up to `last`."""
    first, found = shifted(last, 1 - YEAR), AreaSums()
    rates, facts = now.rates_between(first, last), facts_between(first, last)
    again = Sum("revenue", filter=Q(recurring=True))
    ours = facts.filter(currency=settings.CURRENCY).values_list("area_id", "account_id")
    for area, account, *amounts in rows_of(statement(ours.annotate(Sum("revenue"), again=again))):
        add(found, area, account, amounts, HOUSE_RATE)
    foreign = facts.exclude(currency=settings.CURRENCY).annotate(rated=rate_number(rates))
    summed = foreign.values_list("area_id", "account_id", "currency", "rated")
    rows = rows_of(statement(summed.annotate(Sum("revenue"), again=again, facts=Count("pk"))))
    for area, account, currency, rated, *amounts, count in rows:
        if rated == UNKNOWN:
            found.lost[account][currency] += count
        else:
            add(found, area, account, amounts, rate_of(rated, rates))
    return found


def add(found: AreaSums, area: int, account: int, amounts: Sequence[Any], rate: int) -> None:
    for known, amount in zip((found.sold[area], found.recurring[area]), amounts, strict=True):
        known[account] = known.get(account, 0) + worth(amount, rate)
