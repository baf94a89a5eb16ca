"""Tier sets, runs, standings and decisions: what the database keeps."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Tier, TierOverride, TierRun, TierSet, TierStanding
from tests.accounts.sold import OCTOBER
from tests.factories import AccountFactory, UserFactory
from tests.refusal import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def usual():
    return TierSet.objects.active()


def draft(**changes):
    return TierSet.objects.create(**{"name": "Trial", **changes})


def test_the_usual_division_is_there_from_the_beginning(usual):
    tiers = [(tier.name, tier.cut, tier.band, tier.is_key) for tier in usual.ordered_tiers()]
    assert tiers == [("A", 80, 5, True), ("B", 95, 2, False), ("C", None, 0, False)]
    assert (usual.basis, usual.months, usual.lasting) == ("revenue", 12, 2)


def test_one_set_is_in_use_and_one_in_preparation():
    draft()
    assert refused(draft)
    assert refused(lambda: draft(state="active", applied_at=timezone.now()))
    assert draft(state="retired", applied_at=timezone.now()).pk
    assert draft(state="retired", applied_at=timezone.now()).pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"basis": "luck"},
        {"state": "lost", "applied_at": timezone.now()},
        {"months": 0},
        {"months": 61},
        {"lasting": 0},
        {"lasting": 13},
        {"revenue_weight": 51},
        {"many_key_accounts": 36},
        {"state": "retired"},
        {"applied_at": timezone.now()},
    ],
)
def test_a_set_is_plausible(wrong):
    assert refused(lambda: draft(**wrong))


@pytest.mark.parametrize(
    "right",
    [
        {"basis": "margin", "months": 60, "lasting": 12, "many_key_accounts": 35},
        {
            "basis": "composite",
            "revenue_weight": 100,
            "margin_weight": 0,
            "growth_weight": 0,
            "months": 1,
            "lasting": 1,
        },
    ],
)
def test_the_ends_of_what_is_plausible(right):
    assert draft(**right).pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"order": 0},
        {"name": "A"},
        {"name": ""},
        {"cut": 0},
        {"cut": "100.01"},
        {"band": "-0.01"},
        {"band": "50.01"},
        {"plan": "long"},
        {"contact_ideal": 7},
        {"contact_latest": 7},
        {"contact_ideal": 8, "contact_latest": 7},
        {"contact_ideal": 0, "contact_latest": 7},
        {"contact_ideal": 7, "contact_latest": 731},
        {"review_months": 0},
        {"review_months": 61},
        {"budget": "-0.01"},
    ],
)
def test_a_tier_is_plausible(usual, wrong):
    values = {"set": usual, "order": 7, "name": "Gold"}
    assert refused(lambda: Tier.objects.create(**{**values, **wrong}))
    assert Tier.objects.create(**values).pk


def test_the_ends_of_what_a_tier_may_be(usual):
    values = {"cut": 100, "band": 50, "contact_ideal": 730, "contact_latest": 730, "review_months": 60, "budget": 0}
    assert Tier.objects.create(set=usual, order=7, name="Gold", **values).pk


def test_a_month_is_recorded_once_by_a_set(usual):
    values = {"set": usual, "month": date(2026, 10, 1), "as_of": OCTOBER}
    TierRun.objects.create(**values)
    assert refused(lambda: TierRun.objects.create(**values | {"month": date(2026, 10, 17)}))
    assert TierRun.objects.create(**values | {"month": date(2026, 11, 1)}).pk
    assert TierRun.objects.create(**values | {"set": draft()}).pk


@pytest.mark.parametrize(
    "wrong",
    [{"before": "1.1"}, {"before": "-0.1"}, {"place": 0}, {"runs": 1}, {"heading": True}, {"account": None}],
)
def test_a_standing_is_plausible(usual, wrong):
    tier = usual.ordered_tiers()[0]
    run = TierRun.objects.create(set=usual, month=OCTOBER, as_of=OCTOBER)
    account = AccountFactory()
    values = {"run": run, "account": account, "value": 1, "revenue": 1, "before": 0, "place": 1}
    values |= {"tier": tier, "rule_tier": tier, "cause": TierStanding.Cause.FIRST}
    changes = {"heading": tier} if "heading" in wrong else wrong
    assert refused(lambda: TierStanding.objects.create(**values | changes))
    assert TierStanding.objects.create(**values).pk
    assert refused(lambda: TierStanding.objects.create(**values))
    other = {"account": AccountFactory(), "heading": tier, "runs": 1, "before": 1}
    assert TierStanding.objects.create(**values | other).pk


def test_a_decision_has_a_reason_and_comes_once_for_an_account(usual):
    values = {"account": AccountFactory(), "tier": usual.ordered_tiers()[0], "owner": UserFactory()}
    values["expires"] = date(2027, 1, 1)
    assert refused(lambda: TierOverride.objects.create(**values, reason=""))
    assert TierOverride.objects.create(**values, reason="A bet").pk
    assert refused(lambda: TierOverride.objects.create(**values, reason="A second bet"))
    assert TierOverride.history.count() == 1


def test_the_last_day_of_a_decision_is_one_it_holds_on(usual):
    values = {"account": AccountFactory(), "tier": usual.ordered_tiers()[0], "owner": UserFactory(), "reason": "A bet"}
    TierOverride.objects.create(**values, expires=date(2027, 1, 1))
    assert TierOverride.objects.holding(date(2027, 1, 1)).exists()
    assert not TierOverride.objects.holding(date(2027, 1, 2)).exists()
