"""The pyramid as a reader sees it: some accounts as the newest run left them, tier by tier."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F

from accounts.domain.pyramid import Cut, tier_at
from accounts.domain.tier import Reached, curve
from accounts.models.account import AccountQuerySet
from accounts.models.tier import Tier, TierSet
from accounts.models.tier_run import TierRun, TierStanding


class Stand(NamedTuple):
    """An account in the run, with its names."""

    account: int
    name: str
    owner_id: int
    owner: str
    unit: str
    value: Decimal
    revenue: Decimal
    before: Decimal
    place: int
    tier: int
    cause: str


@dataclass(frozen=True, slots=True)
class Step:
    """A tier: how many accounts, how many of them bought something, and their revenue."""

    tier: Tier
    count: int
    selling: int
    revenue: Decimal
    of_accounts: float
    of_revenue: float | None

    @property
    def unsold(self) -> int:
        return self.count - self.selling

    @property
    def percent_of_accounts(self) -> float:
        return 100 * self.of_accounts

    @property
    def percent_of_revenue(self) -> float | None:
        return None if self.of_revenue is None else 100 * self.of_revenue


@dataclass(frozen=True, slots=True)
class Load:
    """How many key accounts one manager owns; `state` says whether these are many or too many."""

    owner: int
    name: str
    count: int
    state: str


@dataclass(frozen=True)
class Pyramid:
    """The accounts chosen, best first, and the tiers of the run."""

    run: TierRun
    tiers: tuple[Tier, ...]
    stands: tuple[Stand, ...]

    @classmethod
    def of(cls, accounts: AccountQuerySet, run: TierRun) -> "Pyramid":
        """One query."""
        rows = TierStanding.objects.among(accounts).filter(run=run).order_by("place", "account__sort_key", "account_id")
        columns = ("account_id", "account__name", "account__owner_id", "account__owner__name", "account__unit__name")
        found = rows.values_list(*columns, "value", "revenue", "before", "place", "tier_id", "cause")
        return cls(run, tuple(run.set.ordered_tiers()), tuple(map(Stand._make, found)))

    def steps(self) -> list[Step]:
        total = sum((stand.revenue for stand in self.stands if stand.revenue > 0), Decimal())
        return [self._step(tier, total) for tier in self.tiers]

    def _step(self, tier: Tier, total: Decimal) -> Step:
        mine = [stand.revenue for stand in self.stands if stand.tier == tier.pk]
        bought = [revenue for revenue in mine if revenue > 0]
        share = float(sum(bought) / total) if total else None
        return Step(tier, len(mine), len(bought), sum(mine, Decimal()), len(mine) / max(len(self.stands), 1), share)

    @cached_property
    def curve(self) -> list[Reached]:
        return curve(stand.value for stand in self.stands)

    def loads(self) -> list[Load]:
        """Of who owns many key accounts; the most first."""
        key = {tier.pk for tier in self.tiers if tier.is_key}
        names = {stand.owner_id: stand.owner for stand in self.stands}
        return loads_of(Counter(stand.owner_id for stand in self.stands if stand.tier in key), names, self.run.set)

    def with_cuts(self, cuts: Sequence[Cut]) -> "list[tuple[Stand, Tier]]":
        """Each account with the tier the plain rule would give it at these cuts, one for each tier but the last."""
        last = len(self.tiers) - 1
        return [
            (stand, self.tiers[tier_at(stand.before, cuts) if stand.value > 0 else last])  # type: ignore[arg-type]
            for stand in self.stands
        ]


def loads_of(counted: Counter[int], names: Mapping[int, str], tier_set: TierSet) -> list[Load]:
    """Of who has more key accounts than the set of classes finds many; the most first."""
    many, too_many = tier_set.many_key_accounts, tier_set.too_many_key_accounts
    return [
        Load(owner, names[owner], count, "too many" if count > too_many else "many")
        for owner, count in counted.most_common()
        if count > many
    ]


class Move(NamedTuple):
    """An account that another class held for in a run than in the one before."""

    account: int
    name: str
    owner: str
    month: date
    before: str
    after: str
    cause: str
    is_up: bool


def moves_since(accounts: AccountQuerySet, day: date, *, most: int | None = None) -> list[Move]:
    """The newest first, of the runs whose figures end after a day. One query."""
    rows: Any = TierStanding.objects.among(accounts).filter(run__as_of__gt=day, previous__isnull=False)
    moved = rows.exclude(tier__name=F("previous__name")).order_by("-run__month", "-run_id", "place", "account_id")
    columns = ("account_id", "account__name", "account__owner__name", "run__month", "previous__name", "tier__name")
    found = moved.values_list(*columns, "cause", "previous__order", "tier__order")
    return [Move._make((*row[:7], row[8] < row[7])) for row in (found[:most] if most else found)]
