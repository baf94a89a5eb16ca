"""The log of key accounts: what the database keeps, what is frozen, and two who act at once."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.changes.account import delete_account
from accounts.changes.key_status import (
    FiguresMoved,
    InTheBin,
    choose_reach,
    decide,
    nominate,
    open_round,
    withdraw,
)
from accounts.models import Account, KeyStatus, KeyStatusReach, KeyStatusRound, TierOverride, TierSet
from accounts.models.key_status_due import agenda, candidates, key_load_of, key_loads, waits
from accounts.models.key_status_figures import figures_seen
from accounts.models.tier_official import class_and_month, class_of
from kamplan.history import Conflict
from tests import factories
from tests.accounts import rated
from tests.accounts.key import bet, days, decided, last_of, nominated, round_opened
from tests.accounts.sold import record, sell

pytestmark = pytest.mark.django_db


def row(account, **changes):
    """A decision as it is kept."""
    facts = {"act": "granted", "kind": "figures", "reason": "Because", "on": days(0), "since": days(0)}
    return KeyStatus.objects.create(account=account, through=date(2026, 10, 1), **{**facts, **changes})


# --- what the database keeps ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("key_status_act_known", {"act": "blessed", "kind": "", "since": None}),
        ("key_status_reasoned", {"reason": ""}),
        ("key_status_reasoned", {"reason": " \n "}),
        ("key_status_key_has_kind_and_day", {"kind": ""}),
        ("key_status_key_has_kind_and_day", {"kind": "feeling"}),
        ("key_status_key_has_kind_and_day", {"since": None}),
        ("key_status_key_has_kind_and_day", {"since": days(1)}),
        ("key_status_key_has_kind_and_day", {"act": "nominated"}),
        ("key_status_bet_is_followed_up", {"kind": "bet"}),
        ("key_status_bet_is_followed_up", {"kind": "status"}),
        ("key_status_followed_up_later", {"follow_up": days(0)}),
        ("key_status_points_both_or_none", {"points_low": 500}),
        ("key_status_points_both_or_none", {"points_low": 500, "raters": 1}),
        ("key_status_points_both_or_none", {"points_low": 500, "points_high": 500}),
        ("key_status_points_both_or_none", {"points_low": 500, "points_high": 499, "raters": 1}),
        ("key_status_revenue_of_facts", {"revenue": 0}),
        ("key_status_revenue_of_facts", {"facts": 1}),
    ],
)
def test_what_the_database_refuses(cast, constraint, wrong):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(cast.account, **wrong)


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"kind": "bet", "follow_up": days(1)},
        {"follow_up": days(1)},
        {"act": "withdrawn", "reason": "", "kind": "", "since": None},
        {"points_low": 500, "points_high": 500, "raters": 1, "facts": 1, "revenue": 0},
    ],
)
def test_what_the_database_takes(cast, right):
    assert row(cast.account, **right).pk


def test_one_entry_of_an_account_holds(cast):
    row(cast.account)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(cast.account)
    assert row(cast.account, holds=False).pk
    assert row(cast.foreign_account).pk


@pytest.mark.parametrize(("name", "until"), [(" ", days(9)), ("2026", days(0))])
def test_a_round_has_a_name_and_time(cast, name, until):
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyStatusRound.objects.create(number=1, name=name, opened_on=days(0), until=until)


# --- what is kept -----------------------------------------------------------------------------------------------------
@time_machine.travel("2026-11-22")
def test_the_figures_of_the_day_are_kept_and_never_worked_out_anew(cast):
    sell(cast.account, 1000)
    record()
    rated.rate(cast.account, cast.alice, rated.ALFA)
    decided(cast.account, cast.mona)
    sell(cast.account, 5000, date(2026, 9, 1))
    rated.rate(cast.account, cast.alice, rated.GAMMA)
    kept = KeyStatus.objects.get()
    assert (kept.class_name, kept.class_month, kept.revenue, kept.facts) == ("A", date(2026, 10, 1), 1000, 1)
    assert (kept.points_low, kept.points_high, kept.raters) == (700, 700, 1)
    assert (kept.currency, kept.through, kept.by) == ("NOK", date(2026, 10, 1), cast.mona)
    assert figures_seen(cast.account, days(0)).revenue == 6000


@pytest.mark.parametrize("left", [-1, 0])
def test_the_class_kept_is_the_one_on_its_page(cast, left):
    sell(cast.account, 1000)
    record()
    tier = TierSet.objects.active().ordered_tiers()[1]
    terms = {"reason": "A bet", "owner": cast.mona, "expires": days(left)}
    TierOverride.objects.create(account=cast.account, tier=tier, **terms)
    known = class_of(cast.account, days(0))
    assert class_and_month(cast.account, days(0)) == (known.tier.name, known.standing.run.month)
    assert (known.tier == tier) is (left == 0)


def test_of_an_unknown_customer_no_figure_is_a_zero(cast):
    kept = decided(cast.account, cast.mona)
    assert (kept.class_name, kept.class_month, kept.points_low, kept.revenue) == ("", None, None, None)


@time_machine.travel("2026-11-22")
def test_while_a_rating_is_missing_the_interval_is_kept(cast):
    rated.rate(cast.account, cast.alice, "9 - 8 5 6 9 4 10")
    kept = decided(cast.account, cast.mona)
    assert (kept.points_low, kept.points_high) == (Decimal(575), Decimal(800))


@time_machine.travel("2026-11-22")
def test_figures_that_could_not_be_counted_are_counted(cast):
    sell(cast.account, 10, currency="USD")
    kept = decided(cast.account, cast.mona)
    assert (kept.revenue, kept.facts, kept.facts_left_out) == (None, 0, 1)


def test_the_day_it_became_key_is_carried_on_until_it_is_revoked(cast):
    decided(cast.account, cast.mona, on=days(-90))
    assert decided(cast.account, cast.carol, "confirmed", on=days(-30)).since == days(-90)
    assert decided(cast.account, cast.carol, "confirmed").since == days(-90)
    assert decided(cast.account, cast.carol, "revoked").since is None
    assert decided(cast.account, cast.carol).since == days(0)
    acts = [entry.act for entry in cast.account.key_statuses.story()]
    assert acts == ["granted", "revoked", "confirmed", "confirmed", "granted"]
    assert KeyStatus.objects.key().get().act == "granted"


# --- two at once ------------------------------------------------------------------------------------------------------
def test_who_decides_on_something_else_than_they_saw_is_stopped(cast):
    seen = nominated(cast.account, cast.bob).pk
    decided(cast.account, cast.carol, "refused")
    said = KeyStatus(act="granted", kind="figures", reason="Yes", on=days(0))
    with pytest.raises(Conflict):
        decide(account=cast.account, said=said, seen=seen, by=cast.mona)
    with pytest.raises(Conflict):
        withdraw(account=cast.account, on=days(0), seen=seen, by=cast.bob)
    assert KeyStatus.objects.count() == 2


def test_a_key_account_is_not_nominated(cast):
    decided(cast.account, cast.mona)
    with pytest.raises(Conflict):
        nominate(account=cast.account, reason="Again", on=days(0), seen=last_of(cast.account), by=cast.bob)


def test_of_a_deleted_account_nothing_is_said(cast):
    delete_account(account=cast.account, by=cast.alice, now=timezone.now())
    with pytest.raises(InTheBin):
        nominated(cast.account, cast.bob)
    assert not KeyStatus.objects.exists()


@time_machine.travel("2026-11-22")
def test_who_saw_other_figures_is_stopped(cast):
    mark = figures_seen(cast.account, days(0)).mark
    sell(cast.account, 10)
    said = KeyStatus(act="granted", kind="figures", reason="Yes", on=days(0))
    with pytest.raises(FiguresMoved):
        decide(account=cast.account, said=said, seen=0, seen_figures=mark, by=cast.mona)
    now = figures_seen(cast.account, days(0)).mark
    assert decide(account=cast.account, said=said, seen=0, seen_figures=now, by=cast.mona).pk


def test_two_who_open_a_round_at_once(cast):
    round_opened(cast.carol)
    with pytest.raises(Conflict):
        open_round(name="Mine", until=days(30), on=days(0), seen=0, by=cast.mona)
    assert KeyStatusRound.objects.get().name == "2026"


# --- what is due ------------------------------------------------------------------------------------------------------
def test_a_round_waits_for_every_key_account_it_has_not_seen(cast):
    decided(cast.account, cast.mona)
    assert not KeyStatus.objects.awaiting(None).exists()
    first = round_opened(cast.carol)
    assert [each.account for each in KeyStatus.objects.awaiting(first)] == [cast.account]
    decided(cast.account, cast.carol, "confirmed")
    assert not KeyStatus.objects.awaiting(first).exists()
    second = round_opened(cast.carol, "2027")
    assert KeyStatus.objects.awaiting(second).count() == 1
    decided(cast.account, cast.carol, "revoked")
    assert not KeyStatus.objects.awaiting(second).exists()


def test_the_agenda_has_what_waits_and_who_decides(cast, django_assert_num_queries):
    bet(cast.account, cast.mona, follow_up=days(-3))
    nominated(cast.foreign_account, cast.dave)
    opened = round_opened(cast.carol, until=days(9))
    with django_assert_num_queries(2):
        found = agenda(KeyStatus.objects.all(), days(0), opened, with_deciders=True)
    assert [(each.status.account, each.due, each.deciders) for each in found.follow_ups] == [
        (cast.account, "overdue", ("Carol", "Mona"))
    ]
    assert [(each.status.account, each.day) for each in found.unconfirmed] == [(cast.account, opened.until)]
    assert [(each.status.account, each.deciders) for each in found.nominated] == [(cast.foreign_account, ())]
    assert waits(KeyStatus.objects.all(), days(0), opened) == (1, 1, 1, 1)


def test_of_each_kind_the_agenda_has_what_is_most_urgent(cast):
    """What is among the first of one kind is not by that among the first of another."""
    accounts = [factories.AccountFactory(name=f"{letter} Bygg") for letter in "CBA"]
    for number, account in enumerate(accounts):
        bet(account, cast.mona, follow_up=days(number - 9))
    opened = round_opened(cast.carol)
    found = agenda(KeyStatus.objects.all(), days(0), opened, most=2)
    assert [each.status.account for each in found.follow_ups] == [accounts[0], accounts[1]]
    assert [each.status.account for each in found.unconfirmed] == [accounts[2], accounts[1]]
    assert found.nominated == ()
    assert waits(KeyStatus.objects.all(), days(0), opened) == (0, 3, 3, 3)


def test_what_is_in_a_class_for_key_accounts_ought_to_be_considered(cast):
    lost = factories.AccountFactory(status="lost", status_reason="Price", status_date=days(0), unit=cast.account.unit)
    for account in (cast.account, cast.foreign_account, lost):
        sell(account, 100)
    record()
    everything = Account.objects.all()
    assert set(candidates(everything, days(0))) == {cast.account, cast.foreign_account}
    nominated(cast.account, cast.bob)
    decided(cast.foreign_account, cast.dave)
    assert not candidates(everything, days(0)).exists()
    decided(cast.account, cast.mona, "refused")
    assert set(candidates(everything, days(0))) == {cast.account}


def test_who_owns_too_many_is_named(cast):
    for _number in range(16):
        decided(factories.AccountFactory(owner=cast.alice), cast.mona)
    loads = key_loads(KeyStatus.objects.key())
    assert [(load.name, load.count, load.state, load.most) for load in loads] == [("Alice", 16, "many", 15)]
    assert key_load_of(cast.alice, KeyStatus.objects.key()) == loads
    assert key_load_of(cast.bob, KeyStatus.objects.key()) == []


# --- who reads the list -----------------------------------------------------------------------------------------------
def test_the_whole_list_is_shut_until_somebody_opens_it(cast):
    decided(cast.account, cast.mona)
    assert not KeyStatus.objects.served_by_others(cast.dave).exists()
    assert choose_reach(open_to_all=True, by=cast.carol)
    assert [each.account for each in KeyStatus.objects.served_by_others(cast.dave)] == [cast.account]
    assert not KeyStatus.objects.served_by_others(cast.bob).exists()
    assert not choose_reach(open_to_all=True, by=cast.carol)
    assert choose_reach(open_to_all=False, by=cast.mona)
    assert not KeyStatus.objects.served_by_others(cast.dave).exists()
    assert [row.chosen_by for row in KeyStatusReach.objects.all()] == [cast.mona, cast.carol]


def test_a_deleted_account_is_on_no_list(cast):
    decided(cast.account, cast.mona)
    choose_reach(open_to_all=True, by=cast.carol)
    delete_account(account=cast.account, by=cast.alice, now=timezone.now())
    assert not KeyStatus.objects.served_by_others(cast.dave).exists()
    assert not KeyStatus.objects.visible_to(cast.bob).exists()
    assert KeyStatus.objects.count() == 1
