"""The accounts in the order of their classes, in memory: no index holds it, and sorting ten thousand takes long.

Worked out again when another run is the newest, somebody decides otherwise, or other accounts are seen.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from math import inf

from accounts.models.account import AccountQuerySet
from accounts.models.seen import CHOICES_KEPT, Seen, seen_of
from accounts.models.tier_override import TierOverride
from accounts.models.tier_run import TierRun, TierStanding

RUNS_KEPT = 2
Recorded = tuple[int, datetime]
Place = tuple[int, int]  # an account, and the place of its class among the classes


def keys_by_class(accounts: AccountQuerySet, today: date, *, best_last: bool = False) -> tuple[int, ...]:
    """The order of `tier_official.by_class`, of keys alone. Three queries, one more for a run that is not known yet."""
    run: Recorded | None = TierRun.objects.order_by("-month", "-pk").values_list("pk", "recorded_at").first()
    decided = frozenset(TierOverride.objects.holding(today).order_by().values_list("account_id", "tier__order"))
    return _in_order(run, decided, seen_of(accounts), best_last)


def forget() -> None:
    """For tests, which use numbers and moments again."""
    for kept in (_in_order, _places):
        kept.cache_clear()


@lru_cache(maxsize=CHOICES_KEPT)
def _in_order(run: Recorded | None, decided: frozenset[Place], seen: Seen, best_last: bool) -> tuple[int, ...]:
    """Those seen come by name, and stay so within a class; who has none comes last either way."""
    places = {**(_places(*run) if run else {}), **dict(decided)}
    sign = -1 if best_last else 1
    return tuple(sorted(seen.owners, key=lambda account: sign * places[account] if account in places else inf))


@lru_cache(maxsize=RUNS_KEPT)
def _places(run: int, recorded_at: datetime) -> Mapping[int, int]:
    return dict(TierStanding.objects.filter(run=run).order_by().values_list("account_id", "tier__order"))
