"""What waits for somebody: nominations, key accounts a round has not seen yet, bets to be looked at again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.domain.key_status import NOTICE, Due, due, nearest
from accounts.models.account import Account, AccountQuerySet
from accounts.models.key_status import KEY, KeyStatus, KeyStatusQuerySet
from accounts.models.key_status_round import KeyStatusRound
from accounts.models.role import Role
from accounts.models.tier import TierSet
from accounts.models.tier_official import in_class
from accounts.models.tier_pyramid import Load, loads_of

DECIDING_ROLES = (Role.Kind.MANAGER, Role.Kind.DIRECTOR)


@dataclass(frozen=True)
class Waiting:
    """One thing to do about an account, the day it ought to be done by, and who is asked to."""

    status: KeyStatus
    day: date
    due: Due
    deciders: tuple[str, ...] = ()

    @property
    def is_overdue(self) -> bool:
        """A nomination has no last day."""
        return self.due is Due.OVERDUE and not self.status.is_nominated


@dataclass(frozen=True)
class Agenda:
    """All that waits, each part with the most urgent first."""

    round: KeyStatusRound | None
    nominated: tuple[Waiting, ...]
    unconfirmed: tuple[Waiting, ...]
    follow_ups: tuple[Waiting, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.nominated or self.unconfirmed or self.follow_ups)


def agenda(statuses: KeyStatusQuerySet, today: date, *, with_deciders: bool = False) -> Agenda:
    """Of these statuses. Two queries, and one for who decides."""
    newest = KeyStatusRound.objects.newest()
    soon = today + NOTICE
    wanted = Q(pk__in=KeyStatus.objects.nominated().values("pk")) | Q(follow_up__lte=soon, holds=True)
    wanted |= Q(pk__in=KeyStatus.objects.awaiting(newest).values("pk"))
    rows = list(statuses.filter(wanted).told().order_by("account__sort_key", "account_id"))
    deciders = deciders_by_unit() if with_deciders else []

    def waiting(status: KeyStatus, day: date) -> Waiting:
        return Waiting(status, day, due(day, today), tuple(nearest(status.account.unit.path, deciders)))

    nominated = [waiting(row, row.on) for row in rows if row.is_nominated]
    unconfirmed = [waiting(row, newest.until) for row in rows if newest and row.is_key and row.round_id != newest.pk]
    follow_ups = [waiting(row, row.follow_up) for row in rows if row.follow_up and row.follow_up <= soon]
    by_day = [tuple(sorted(part, key=lambda each: each.day)) for part in (nominated, unconfirmed, follow_ups)]
    return Agenda(newest, *by_day)


def deciders_by_unit() -> list[tuple[str, str]]:
    """(path of the unit, name) of every manager and director who has access."""
    held = Role.objects.filter(kind__in=DECIDING_ROLES, user__is_active=True).order_by("unit__path", "user__sort_key")
    return list(held.values_list("unit__path", "user__name").distinct())


def candidates(accounts: AccountQuerySet, today: date) -> AccountQuerySet:
    """In a class for key accounts, not lost, neither key nor nominated: somebody should ask whether they are key."""
    tier_set = TierSet.objects.active()
    wanted = Q(pk=None)
    for tier in tier_set.ordered_tiers() if tier_set else ():
        if tier.is_key:
            wanted |= Q(pk__in=in_class(Account.objects.all(), tier.name, today).order_by().values("pk"))
    spoken_of = KeyStatus.objects.holding().filter(act__in=["nominated", *KEY])
    known = accounts.exclude(status=Account.Status.LOST).exclude(pk__in=spoken_of.order_by().values("account_id"))
    return known.filter(wanted)


def key_loads(statuses: Iterable[KeyStatus]) -> list[Load]:
    """Of who owns many of these key accounts; what many is says the set of classes in use."""
    tier_set = TierSet.objects.active()
    owners = [status.account.owner for status in statuses]
    names = {owner.pk: owner.name for owner in owners}
    return loads_of(Counter(owner.pk for owner in owners), names, tier_set) if tier_set else []
