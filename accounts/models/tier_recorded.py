"""Recorded runs in memory: a run is never changed, so a process reads each once and the sums of a choice once too.

A run that is taken back and recorded anew is another run. Names and owners are not kept: those do change.
"""

from collections import Counter
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from math import ceil
from typing import Any, NamedTuple

from django.db.models import F

from accounts.domain.concentration import Concentration
from accounts.domain.tier import Curve
from accounts.models.account import AccountQuerySet
from accounts.models.rows import rows_of, statement
from accounts.models.seen import CHOICES_KEPT, Seen
from accounts.models.tier import Tier, TierSet
from accounts.models.tier_run import TierRun, TierStanding

MOST_FIRST, MOST_LATER = 40, 40  # marks on the curve
RUNS_KEPT, MOVES_KEPT = 2, 120


class Stand(NamedTuple):
    """An account in a run."""

    account: int
    value: Decimal
    revenue: Decimal
    before: Decimal
    place: int
    tier: int
    cause: str


class Moved(NamedTuple):
    """An account for which another class held in a run than in the one before."""

    account: int
    month: date
    before: str
    after: str
    cause: str
    was_key: bool
    is_key: bool
    is_up: bool


class Marked(NamedTuple):
    """A customer on Pareto's curve, the how manyeth; both shares are per cent."""

    stand: Stand
    number: int
    of_customers: float
    of_value: float


class Sum(NamedTuple):
    """Of some accounts: how many, how many of them bought something, the revenue of all, and that of those who did."""

    accounts: int
    selling: int
    revenue: Decimal
    bought: Decimal

    @classmethod
    def of(cls, stands: Collection[Stand]) -> "Sum":
        bought = [stand.revenue for stand in stands if stand.revenue > 0]
        whole = sum((stand.revenue for stand in stands), Decimal())
        return cls(len(stands), len(bought), whole, sum(bought, Decimal()))


NOBODY = Sum.of(())


@dataclass(frozen=True, eq=False)
class Chosen:
    """Some accounts as a run left them, best first. What is worked out of them is worked out once."""

    stands: tuple[Stand, ...]
    owners: Mapping[int, int]

    @cached_property
    def owned(self) -> Mapping[int, Counter[int]]:
        """By tier, how many of its accounts everybody owns."""
        return {tier: Counter(self.owners[one.account] for one in stands) for tier, stands in self.by_tier.items()}

    @cached_property
    def tiers(self) -> Mapping[int, int]:
        """The tier of each account."""
        return {stand.account: stand.tier for stand in self.stands}

    @cached_property
    def by_tier(self) -> Mapping[int, list[Stand]]:
        found: dict[int, list[Stand]] = {}
        for stand in self.stands:
            found.setdefault(stand.tier, []).append(stand)
        return found

    @cached_property
    def sums(self) -> Mapping[int, "Sum"]:
        """By tier; of those in which there is anybody."""
        return {tier: Sum.of(stands) for tier, stands in self.by_tier.items()}

    @cached_property
    def selling(self) -> tuple[Stand, ...]:
        """Those who are worth something."""
        return tuple(stand for stand in self.stands if stand.value > 0)

    @cached_property
    def curve(self) -> Curve:
        return Curve.of(stand.value for stand in self.selling)

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """Those who have a mark on the curve: the first ones all, of the others every so many."""
        step = max(ceil((len(self.selling) - MOST_FIRST) / MOST_LATER), 1)
        places = (*range(min(MOST_FIRST, len(self.selling))), *range(MOST_FIRST, len(self.selling), step))
        points = ((self.selling[place], self.curve[place]) for place in places)
        return tuple(
            Marked(stand, at.customers, float(100 * at.of_customers), float(100 * at.of_value)) for stand, at in points
        )

    @cached_property
    def largest(self) -> tuple[Stand, ...]:
        """By revenue, those who bought more than they were credited."""
        bought = [stand for stand in self.stands if stand.revenue > 0]
        return tuple(sorted(bought, key=lambda stand: (-stand.revenue, stand.account)))

    @cached_property
    def concentration(self) -> Concentration:
        return Concentration.of(stand.revenue for stand in self.stands)

    @cached_property
    def revenue(self) -> Decimal:
        """The whole that shares of the revenue are of."""
        return sum((stand.revenue for stand in self.largest), Decimal())


def chosen_in(run: TierRun, seen: Seen) -> Chosen:
    """One query, in a process that has not read the run."""
    return _chosen(run.pk, run.recorded_at, seen)


def stands_of(run: TierRun) -> tuple[Stand, ...]:
    """Of all accounts, to be worked with and not shown. One query, in a process that has not read the run."""
    return _stands(run.pk, run.recorded_at)


def moves_since(day: date, accounts: Container[int]) -> list[Moved]:
    """The newest first, of the runs whose figures end after a day. One query, and one for each run not read yet."""
    runs = TierRun.objects.order_by("-month", "-pk").filter(as_of__gt=day).values_list("pk", "recorded_at")
    return [move for run in runs for move in _moves(*run) if move.account in accounts]


def told_of(accounts: AccountQuerySet, column: str) -> dict[int, Any]:
    """A column of each, by name. One query, read as the database hands it over: ten thousand take half as long."""
    return dict(rows_of(statement(accounts.order_by("sort_key", "pk").values_list("pk", column))))


def tiers_of(tier_set: TierSet) -> tuple[Tier, ...]:
    """Best first. Those of a set that has classified stay as they are."""
    return _tiers(tier_set.pk, tier_set.applied_at)


def forget() -> None:
    """For tests, which use numbers and moments again."""
    for kept in (_stands, _chosen, _moves, _tiers):
        kept.cache_clear()


@lru_cache(maxsize=RUNS_KEPT)
def _tiers(tier_set: int, applied_at: datetime | None) -> tuple[Tier, ...]:
    return tuple(Tier.objects.filter(set=tier_set).order_by("order"))


@lru_cache(maxsize=CHOICES_KEPT)
def _chosen(run: int, recorded_at: datetime, seen: Seen) -> Chosen:
    stands = _stands(run, recorded_at)
    return Chosen(tuple(stand for stand in stands if stand.account in seen.owners), seen.owners)


@lru_cache(maxsize=RUNS_KEPT)
def _stands(run: int, recorded_at: datetime) -> tuple[Stand, ...]:
    rows = TierStanding.objects.filter(run=run).order_by("place", "account__sort_key", "account_id")
    columns = ("account_id", "value", "revenue", "before", "place", "tier_id", "cause")
    return tuple(map(Stand._make, rows.values_list(*columns)))


@lru_cache(maxsize=MOVES_KEPT)
def _moves(run: int, recorded_at: datetime) -> tuple[Moved, ...]:
    rows: Any = TierStanding.objects.filter(run=run, previous__isnull=False).exclude(tier__name=F("previous__name"))
    columns = ("account_id", "run__month", "previous__name", "tier__name", "cause", "previous__is_key", "tier__is_key")
    found = rows.order_by("place", "account_id").values_list(*columns, "previous__order", "tier__order")
    return tuple(Moved._make((*row, after < before)) for *row, before, after in found)
