"""Key accounts for tests: saying something about one as somebody, on a day."""

from datetime import timedelta

from django.utils import timezone

from accounts.changes.key_status import NO_RECORD, decide, nominate, open_round
from accounts.models import KeyStatus, KeyStatusRound


def days(count):
    return timezone.localdate() + timedelta(days=count)


def last_of(account):
    last = account.key_statuses.last_word()
    return last.pk if last else NO_RECORD


def nominated(account, by, reason="They grow"):
    return nominate(account=account, reason=reason, on=days(0), seen=last_of(account), by=by)


def decided(account, by, act="granted", *, kind="figures", reason="Class A for years", on=None, follow_up=None):
    kind = kind if act in ("granted", "confirmed") else ""
    said = KeyStatus(act=act, kind=kind, reason=reason, on=on or days(0), follow_up=follow_up)
    return decide(account=account, said=said, seen=last_of(account), by=by)


def bet(account, by, *, follow_up, kind="bet", on=None):
    return decided(account, by, kind=kind, follow_up=follow_up, on=on or follow_up - timedelta(days=400))


def round_opened(by, name="2026", until=None):
    newest = KeyStatusRound.objects.newest()
    seen = newest.number if newest else NO_RECORD
    return open_round(name=name, until=until or days(30), on=days(-1), seen=seen, by=by)
