"""Changes to who is a key account: nominations, decisions, rounds, and who reads the whole list."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.domain.key_status import Act, may_follow
from accounts.models import Account, KeyStatus, KeyStatusReach, KeyStatusRound, User
from accounts.models.key_status_figures import figures_seen
from kamplan.history import Conflict

NO_RECORD = 0


class InTheBin(Exception):
    """The account has been deleted; it can be restored."""


class FiguresMoved(Exception):
    """What is known of the account is no longer what `by` saw."""


def nominate(*, account: Account, reason: str, on: date, seen: int, by: User) -> KeyStatus:
    return _add(account=account, act=Act.NOMINATED, seen=seen, by=by, on=on, reason=reason)


def withdraw(*, account: Account, on: date, seen: int, by: User) -> KeyStatus:
    return _add(account=account, act=Act.WITHDRAWN, seen=seen, by=by, on=on, reason="")


def decide(*, account: Account, said: KeyStatus, seen: int, seen_figures: str = "", by: User) -> KeyStatus:
    """Grant, refuse, confirm or revoke, as `said` says. `seen_figures` is the mark of those on the form, if any."""
    return _add(
        account=account,
        act=Act(said.act),
        seen=seen,
        seen_figures=seen_figures,
        by=by,
        on=said.on,
        reason=said.reason,
        kind=said.kind,
        follow_up=said.follow_up,
    )


@transaction.atomic
def _add(*, account: Account, act: Act, seen: int, by: User, seen_figures: str = "", **said: Any) -> KeyStatus:
    """The next entry of the log. `seen` is the key of the entry `by` knew as the last, 0 for none; else Conflict."""
    if not Account.objects.select_for_update(of=("self",)).filter(pk=account.pk, deleted_at=None).exists():
        raise InTheBin
    last = account.key_statuses.last_word()
    if (last.pk if last else NO_RECORD) != seen or not may_follow(Act(last.act) if last else None, act):
        raise Conflict
    figures = figures_seen(account, timezone.localdate())
    if seen_figures and seen_figures != figures.mark:
        raise FiguresMoved
    KeyStatus.objects.filter(account=account, holds=True).update(holds=False)
    return KeyStatus.objects.create(
        account=account,
        act=act,
        by=by,
        since=said["on"] if act is Act.GRANTED else last.since if act is Act.CONFIRMED and last else None,
        round=KeyStatusRound.objects.newest(),
        **said,
        **figures.columns(),
    )


def open_round(*, name: str, until: date, on: date, seen: int, by: User) -> KeyStatusRound:
    """The next round, and the end of the one `seen`, the number of the newest or 0. Conflict when there is another."""
    newest = KeyStatusRound.objects.newest()
    if (newest.number if newest else NO_RECORD) != seen:
        raise Conflict
    try:
        with transaction.atomic():
            return KeyStatusRound.objects.create(number=seen + 1, name=name, until=until, opened_on=on, opened_by=by)
    except IntegrityError as error:
        raise Conflict from error


def choose_reach(*, open_to_all: bool, by: User) -> bool:
    """Say who reads the whole list; False when that holds already."""
    if KeyStatusReach.objects.is_open() == open_to_all:
        return False
    KeyStatusReach.objects.create(open_to_all=open_to_all, chosen_by=by)
    return True
