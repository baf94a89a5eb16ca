"""What waits for somebody: nominations, key accounts a round has not seen yet, bets to be looked at again."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.domain.key_status import NOTICE, Due, due, nearest
from accounts.models.account import Account, AccountQuerySet
from accounts.models.key_status import KEY, KeyStatus, KeyStatusQuerySet
from accounts.models.key_status_round import KeyStatusRound
from accounts.models.role import Role
from accounts.models.tier import Tier, TierSet
from accounts.models.tier_official import in_class
from accounts.models.tier_pyramid import Load, loads_of
from accounts.models.user import User

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


def agenda(
    statuses: KeyStatusQuerySet,
    today: date,
    newest: KeyStatusRound | None,
    *,
    most: int | None = None,
    with_deciders: bool = False,
) -> Agenda:
    """Of these statuses in the newest round, at most so many in each part. One query, and one for who decides."""
    rows = list(most_urgent(statuses, today, newest, most=most).told())
    deciders = deciders_by_unit() if with_deciders else []

    def waiting(day_of: Callable[[KeyStatus], date | None]) -> tuple[Waiting, ...]:
        dated = [(status, day) for status in rows if (day := day_of(status))]
        found = [Waiting(status, day, due(day, today), decided_by(status, deciders)) for status, day in dated]
        return tuple(sorted(found, key=lambda each: (each.day, each.status.account.sort_key, each.status.pk))[:most])

    return Agenda(
        newest,
        nominated=waiting(lambda status: status.on if status.is_nominated else None),
        unconfirmed=waiting(lambda status: newest.until if newest and status.is_unseen_by(newest) else None),
        follow_ups=waiting(lambda status: status.follow_up if status.is_followed_up_by(today + NOTICE) else None),
    )


def most_urgent(
    statuses: KeyStatusQuerySet, today: date, newest: KeyStatusRound | None, *, most: int | None
) -> KeyStatusQuerySet:
    """Whatever waits; at most so many of each kind, those whose day comes first."""
    nominated = statuses.nominated().order_by("on", "account__sort_key", "pk")
    unconfirmed = statuses.awaiting(newest).order_by("account__sort_key", "pk")
    follow_ups = statuses.followed_up_by(today + NOTICE).order_by("follow_up", "account__sort_key", "pk")
    first = [Q(pk__in=part.values("pk")[:most]) for part in (nominated, unconfirmed, follow_ups)]
    return KeyStatus.objects.filter(first[0] | first[1] | first[2])


def decided_by(status: KeyStatus, deciders: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(nearest(status.account.unit.path, deciders))


class Waits(NamedTuple):
    """How much waits, and how many key accounts there are."""

    nominated: int
    unconfirmed: int
    follow_ups: int
    keys: int

    @property
    def most(self) -> int:
        """Of any kind."""
        return max(self.nominated, self.unconfirmed, self.follow_ups)


def waits(statuses: KeyStatusQuerySet, today: date, newest: KeyStatusRound | None) -> Waits:
    """As many as the agenda of these statuses lists. One query."""
    unseen = Q(act__in=KEY) & ~Q(round=newest) if newest else Q(pk=None)
    found = statuses.holding().aggregate(
        nominated=Count("pk", filter=Q(act="nominated")),
        unconfirmed=Count("pk", filter=unseen),
        follow_ups=Count("pk", filter=Q(follow_up__lte=today + NOTICE)),
        keys=Count("pk", filter=Q(act__in=KEY)),
    )
    return Waits(**found)


def deciders_by_unit() -> list[tuple[str, str]]:
    """(path of the unit, name) of every manager and director who has access."""
    held = Role.objects.filter(kind__in=DECIDING_ROLES, user__is_active=True).order_by("unit__path", "user__sort_key")
    return list(held.values_list("unit__path", "user__name").distinct())


def candidates(accounts: AccountQuerySet, today: date) -> AccountQuerySet:
    """In a class for key accounts, not lost, neither key nor nominated: somebody should ask whether they are key."""
    wanted = Q(pk=None)
    for name in Tier.objects.filter(set__state=TierSet.State.ACTIVE, is_key=True).values_list("name", flat=True):
        wanted |= Q(pk__in=in_class(Account.objects.all(), name, today).order_by().values("pk"))
    spoken_of = KeyStatus.objects.holding().filter(act__in=["nominated", *KEY])
    known = accounts.exclude(status=Account.Status.LOST).exclude(pk__in=spoken_of.order_by().values("account_id"))
    return known.filter(wanted)


def key_loads(statuses: KeyStatusQuerySet) -> list[Load]:
    """Of who owns many of these key accounts; what many is says the set of classes in use. Two queries."""
    tier_set = TierSet.objects.filter(state=TierSet.State.ACTIVE).first()
    if tier_set is None:
        return []
    owned = statuses.order_by().values_list("account__owner", "account__owner__name").annotate(count=Count("pk"))
    counted, names = Counter[int](), {}
    for owner, name, count in owned:
        counted[owner], names[owner] = count, name
    return loads_of(counted, names, tier_set)


def key_load_of(owner: User, statuses: KeyStatusQuerySet) -> list[Load]:
    """The same of one owner; empty unless they own many. One query."""
    owned = statuses.filter(account__owner=owner).order_by().values("account__owner").annotate(count=Count("pk"))
    in_use = TierSet.objects.filter(state=TierSet.State.ACTIVE)
    tier_set = in_use.annotate(owned=Coalesce(Subquery(owned.values("count")), 0)).first()
    if tier_set is None:
        return []
    return loads_of(Counter({owner.pk: tier_set.owned}), {owner.pk: owner.name}, tier_set)  # type: ignore[attr-defined]
