"""Recorded runs in memory: a run is never changed, so a process reads each once and the sums of a choice once too.

A run that is taken back and recorded anew is another run. Names and owners are not kept: those do change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import F

from accounts.domain.concentration import Concentration
from accounts.domain.tier import Curve
from accounts.models.account import AccountQuerySet
from accounts.models.tier_run import TierRun, TierStanding

RUNS_KEPT, MOVES_KEPT, CHOICES_KEPT = 2, 120, 16


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


@dataclass(frozen=True)
class Chosen:
    """Some accounts as a run left them, best first. What is worked out of them is worked out once."""

    stands: tuple[Stand, ...]

    @cached_property
    def by_tier(self) -> Mapping[int, list[Stand]]:
        found: dict[int, list[Stand]] = {}
        for stand in self.stands:
            found.setdefault(stand.tier, []).append(stand)
        return found

    @cached_property
    def selling(self) -> tuple[Stand, ...]:
        """Those who are worth something."""
        return tuple(stand for stand in self.stands if stand.value > 0)

    @cached_property
    def curve(self) -> Curve:
        return Curve.of(stand.value for stand in self.selling)

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


def chosen_in(run: TierRun, accounts: frozenset[int]) -> Chosen:
    """One query, in a process that has not read the run."""
    return _chosen(run.pk, run.recorded_at, accounts)


def moved_in(runs: Iterable[TierRun], accounts: frozenset[int]) -> list[Moved]:
    """Run by run as they are given, best first. One query for each run this process has not read."""
    return [move for run in runs for move in _moves(run.pk, run.recorded_at) if move.account in accounts]


def keys_of(accounts: AccountQuerySet) -> frozenset[int]:
    """One query."""
    return frozenset(accounts.order_by().values_list("pk", flat=True))


def forget() -> None:
    """For tests, which use numbers and moments again."""
    for kept in (_stands, _chosen, _moves):
        kept.cache_clear()


@lru_cache(maxsize=CHOICES_KEPT)
def _chosen(run: int, recorded_at: datetime, accounts: frozenset[int]) -> Chosen:
    return Chosen(tuple(stand for stand in _stands(run, recorded_at) if stand.account in accounts))


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
