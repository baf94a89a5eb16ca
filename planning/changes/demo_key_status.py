"""The demonstration's key accounts, as if each had been decided on its day; and taking the rounds out again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from accounts.changes.key_status import NO_RECORD, decide, nominate, open_round
from accounts.domain.attractiveness_raters import combined
from accounts.models import Account, CriteriaSet, KeyStatus, KeyStatusReach, KeyStatusRound, TierRun, User
from accounts.models.attractiveness_result import ratings_of
from accounts.models.key_status_figures import SeenFigures, figures_seen, rounded
from accounts.models.matrix_path import Said, sets_of, tell
from planning.domain.demo_key_status import FIRST_ROUND, ROUND_LASTS, SAYINGS, SECOND_ROUND, DemoSaying


def make_key_statuses(people: dict[str, User], now: datetime, today: date) -> None:
    """Two rounds, and what was said in them, the oldest first."""
    accounts = {
        account.name: account for account in Account.objects.filter(name__in=[each.account for each in SAYINGS])
    }
    rounds = [FIRST_ROUND, SECOND_ROUND]
    for number, saying in enumerate(SAYINGS):
        while rounds and rounds[0] > saying.ago:
            make_round(today - timedelta(days=rounds.pop(0)), by=people["ingrid"])
        entry = said(saying, accounts[saying.account], by=people[saying.by], today=today)
        on = today - timedelta(days=saying.ago)
        known = figures_on(on, entry.account)
        written = now - timedelta(days=saying.ago, minutes=len(SAYINGS) - number)
        KeyStatus.objects.filter(pk=entry.pk).update(at=written, **known.columns())


def make_round(opened: date, *, by: User) -> None:
    newest = KeyStatusRound.objects.newest()
    open_round(
        name=f"{opened.year}, {'spring' if opened.month < 7 else 'autumn'}",
        until=opened + timedelta(days=ROUND_LASTS),
        on=opened,
        seen=newest.number if newest else NO_RECORD,
        by=by,
    )


def said(saying: DemoSaying, account: Account, *, by: User, today: date) -> KeyStatus:
    on, last = today - timedelta(days=saying.ago), account.key_statuses.last_word()
    seen = last.pk if last else NO_RECORD
    if saying.act == KeyStatus.Act.NOMINATED:
        return nominate(account=account, reason=saying.reason, on=on, seen=seen, by=by)
    follow_up = None if saying.follow_up is None else today + timedelta(days=saying.follow_up)
    words = KeyStatus(act=saying.act, kind=saying.kind, reason=saying.reason, on=on, follow_up=follow_up)
    return decide(account=account, said=words, seen=seen, by=by)


def figures_on(on: date, account: Account) -> SeenFigures:
    """What was known on that day: the class of that month's run, and what had been said of the account by then."""
    known, run = figures_seen(account, on), TierRun.objects.as_of(on)
    standing = account.standings.select_related("tier").filter(run=run).first()
    month = run.month if run and standing else None
    return replace(
        known, class_name=standing.tier.name if standing else "", class_month=month, **points_on(on, account)
    )


def points_on(on: date, account: Account) -> dict[str, Any]:
    said: Said[Any] = Said(sets_of(CriteriaSet))
    tell(said, account.assessments.all(), ratings_of)
    found = combined(*said.counting(account.pk, on))
    if found is None:
        return {"points_low": None, "points_high": None, "raters": 0, "criteria": ""}
    points = {"points_low": rounded(found.low), "points_high": rounded(found.high)}
    return {**points, "raters": found.n, "criteria": str(CriteriaSet.objects.current())}


def remove_key_statuses(people: Iterable[int]) -> None:
    """Rounds that these people opened and no account was confirmed in, and their choices of who reads the list."""
    KeyStatusRound.objects.filter(opened_by__in=people, statuses=None).delete()
    KeyStatusReach.objects.filter(chosen_by__in=people).delete()
