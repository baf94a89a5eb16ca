"""The demonstration's classes: two years of monthly runs, so that moves can be seen; and taking them out again."""

from datetime import date

from accounts.changes.tier import record_run
from accounts.domain.tier import last_full_month, month_end, months_before
from accounts.models import TierRun, TierSet, User

RUNS = 24


def make_runs(today: date, *, by: User) -> None:
    """The newest month, and those before it, as if each had been recorded when it ended."""
    tier_set, newest = TierSet.objects.active(), last_full_month(today)
    if tier_set is None:
        return
    for ago in reversed(range(RUNS)):
        record_run(tier_set=tier_set, as_of=month_end(months_before(newest, ago)), by=by)


def remove_runs() -> None:
    """Runs in which nobody stands any more."""
    TierRun.objects.filter(standings=None).delete()
