"""Classes on pages: the account's own, decisions against the rule, the draft of a set, and the monthly runs."""

import csv
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.changes.tier import apply_set, edit_set, record_newest_month
from accounts.jobs import record_classes, record_month
from accounts.models import Account, Role, TierOverride, TierRun, TierSet
from accounts.models.tier_official import class_name, classes_of, in_class
from kamplan.jobs import Job, Refused
from tests import factories
from tests.accounts.sold import NOVEMBER, OCTOBER, record, sell, vector

pytestmark = pytest.mark.django_db
DRAFT = "/pyramid/classes/draft/"


@pytest.fixture
def director(cast, units):
    """Of the unit at the top."""
    user = factories.UserFactory(unit=units.group)
    factories.RoleFactory(user=user, unit=units.group, kind=Role.Kind.DIRECTOR)
    return user


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def decision(**changes):
    tier = TierSet.objects.active().ordered_tiers()[1]
    return {"tier": tier.pk, "reason": "A strategic bet", "expires": tomorrow().isoformat(), "version": 0, **changes}


def decide(cast, sign_in, **changes):
    return sign_in(cast.mona).post(reverse("tier_override", args=[cast.account.pk]), decision(**changes))


def draft(**changes):
    """The form of a draft: the usual three classes, with changes."""
    data = {"name": "Gold", "basis": "margin", "months": 6, "revenue_weight": 50, "margin_weight": 30, "version": 0}
    data |= {"growth_weight": 20, "lasting": 3, "many_key_accounts": 10, "too_many_key_accounts": 20}
    data |= {"form-TOTAL_FORMS": 6, "form-INITIAL_FORMS": 0}
    for number, (name, cut) in enumerate((("Gold", "70"), ("Account", "90"), ("TRM", ""))):
        data |= {f"form-{number}-name": name, f"form-{number}-cut": cut, f"form-{number}-plan": "page"}
    return {**data, **changes}


# --- the account ------------------------------------------------------------------------------------------------------
def test_the_account_says_its_class_since_when_why_and_what_it_gets(cast, sign_in):
    sell(cast.account, 100)
    record()
    record(NOVEMBER)
    page = sign_in(cast.bob).get(reverse("account_judgement", args=[cast.account.pk])).content.decode()
    for words in ("Class A", "Since Oct 2026", "No customer is larger.", "reaches to 80.0 %", "contact every 7 days"):
        assert words in page, words


def test_its_story_says_what_would_raise_it_and_is_a_file(cast, sign_in):
    vector()
    sell(cast.account, 55)
    record()
    address = reverse("tier_story", args=[cast.account.pk])
    assert sign_in(cast.bob).get(address).context["raises"] == [
        "Revenue of 80 NOK gives class A: 25 more, all others staying as they are.",
        "It has to be so in 2 monthly runs in a row.",
    ]
    row = list(csv.reader(sign_in(cast.bob).get(f"{address}export.csv").content.decode("utf-8-sig").splitlines()))[1]
    assert row[2:7] == ["B", "B", "6", "55.00", "84.4621513900"]
    assert sign_in(cast.bob).get(f"{address}export.xlsx").status_code == 200
    sell(cast.account, 900, NOVEMBER)
    record(NOVEMBER)
    assert sign_in(cast.bob).get(address).context["raises"][0].startswith("It is worth enough for class A already")


def test_at_the_top_and_by_points_it_says_so(cast, sign_in):
    sell(cast.account, 30)
    record()
    address = reverse("tier_story", args=[cast.account.pk])
    assert sign_in(cast.bob).get(address).context["raises"] == ["By the rule no class is higher."]
    vector()
    TierSet.objects.update(basis="composite")
    record(NOVEMBER)
    record(date(2026, 12, 31))
    assert "points of all others" in sign_in(cast.bob).get(address).context["raises"][0]


def test_before_the_first_run_there_is_no_class(cast, sign_in):
    page = sign_in(cast.alice).get(reverse("account_judgement", args=[cast.account.pk])).content.decode()
    assert "It gets a class in the next monthly run" in page
    assert sign_in(cast.alice).get(reverse("tier_story", args=[cast.account.pk])).status_code == 200


def test_a_manager_decides_against_the_rule_and_everybody_reads_why(cast, sign_in):
    assert decide(cast, sign_in).status_code == 302
    page = sign_in(cast.bob).get(reverse("account_judgement", args=[cast.account.pk])).content.decode()
    assert "Class B" in page
    assert "Mona decided it against the rule" in page
    assert "A strategic bet" in page
    assert TierOverride.history.get().history_user == cast.mona


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"tier": ""}, "tier"),
        ({"tier": 999999}, "tier"),
        ({"expires": "2020-01-01"}, "expires"),
        ({"expires": "2199-01-01"}, "expires"),
        ({"expires": "soon"}, "expires"),
    ],
)
def test_a_bad_decision_is_refused_and_kept(cast, sign_in, wrong, field):
    response = decide(cast, sign_in, **wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not TierOverride.objects.exists()


def test_two_who_decide_at_once(cast, sign_in):
    decide(cast, sign_in)
    assert decide(cast, sign_in, reason="Another").status_code == 409
    assert TierOverride.objects.get().reason == "A strategic bet"


def test_a_decision_is_changed_and_ended(cast, sign_in):
    decide(cast, sign_in)
    assert decide(cast, sign_in, reason="Better", version=1).status_code == 302
    assert TierOverride.objects.get().reason == "Better"
    sign_in(cast.carol).post(reverse("tier_override_end", args=[cast.account.pk]))
    assert not TierOverride.objects.exists()
    assert [row.history_type for row in TierOverride.history.order_by("history_id")] == ["+", "~", "-"]


# --- the list ---------------------------------------------------------------------------------------------------------
def test_the_list_shows_and_narrows_by_class(cast, sign_in):
    accounts = vector((90, 10), unit=cast.account.unit, owner=cast.alice)
    record()
    decide(cast, sign_in)
    client = sign_in(cast.mona)
    shown = {row[1]: row[4] for row in client.get("/accounts/").context["rows"]}
    assert shown == {"Nordvik Verft": "B", accounts[0].name: "A", accounts[1].name: "B"}
    found = [row[1] for row in client.get("/accounts/?tier=B").context["rows"]]
    assert found == ["Nordvik Verft", accounts[1].name]
    assert '"Class"' in client.get("/accounts/export.csv").content.decode("utf-8-sig").splitlines()[0]


def test_list_filter_file_and_page_agree(cast):
    accounts = vector((80, 15, 5))
    record()
    today = timezone.localdate()
    tier = TierSet.objects.active().ordered_tiers()[0]
    TierOverride.objects.create(account=accounts[2], tier=tier, owner=cast.mona, reason="A bet", expires=today)
    everybody = type(cast.account).objects.all()
    known = classes_of([account.pk for account in everybody], today)
    assert [known[account.pk] for account in accounts] == ["A", "B", "A"]
    for name in "ABC":
        assert {pk for pk, known_name in known.items() if known_name == name} == set(
            in_class(everybody, name, today).values_list("pk", flat=True)
        )
    assert dict(everybody.annotate(its_class=class_name(today)).values_list("pk", "its_class")) == known


def test_as_many_others_are_asked_about_by_the_same_words(cast):
    """And the same ones on another day."""
    accounts, today = vector((80, 15, 5)), timezone.localdate()
    record()
    tier = TierSet.objects.active().ordered_tiers()[0]
    TierOverride.objects.create(account=accounts[2], tier=tier, owner=cast.mona, reason="A bet", expires=today)
    first, second, third = (account.pk for account in accounts)
    assert classes_of([first, second], today) == {first: "A", second: "B"}
    assert classes_of([third, second], today) == {third: "A", second: "B"}
    assert classes_of([third, second], today + timedelta(days=1)) == {third: "C", second: "B"}
    assert classes_of([third, third], today) == {third: "A"}
    assert classes_of([], today) == {}


# --- the draft --------------------------------------------------------------------------------------------------------
def test_a_draft_is_saved_tried_and_applied(cast, director, sign_in):
    client = sign_in(director)
    assert client.post(DRAFT, draft()).status_code == 302
    kept = TierSet.objects.draft()
    assert [(tier.name, tier.cut, tier.plan) for tier in kept.ordered_tiers()] == [
        ("Gold", 70, "page"),
        ("Account", 90, "page"),
        ("TRM", None, "page"),
    ]
    assert TierSet.objects.active().name == "A, B, C"
    assert "cut0=70.00&amp;cut1=90.00" in client.get(reverse("tier_set")).content.decode()
    client.post(reverse("tier_set_apply"))
    assert (TierSet.objects.active().name, TierSet.objects.active().applied_by) == ("Gold", director)
    assert TierSet.objects.draft() is None
    assert client.post(reverse("tier_set_apply")).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"months": 0},
        {"revenue_weight": 51},
        {"many_key_accounts": 21},
        {"form-0-cut": ""},
        {"form-0-cut": "90"},
        {"form-0-cut": "95"},
        {"form-2-cut": "99"},
        {"form-1-name": "Gold"},
        {"form-1-name": "", "form-2-name": ""},
        {"form-0-contact_ideal": "7"},
        {"form-0-contact_ideal": "8", "form-0-contact_latest": "7"},
        {"form-0-review_months": "61"},
        {"form-0-budget": "-1"},
        {"form-0-band": "51"},
        {"form-TOTAL_FORMS": "x"},
    ],
)
def test_a_bad_draft_is_refused_and_stores_nothing(director, sign_in, wrong):
    assert sign_in(director).post(DRAFT, draft(**wrong)).status_code == 422
    assert TierSet.objects.draft() is None


def test_two_who_prepare_at_once(director, sign_in):
    client = sign_in(director)
    client.post(DRAFT, draft())
    assert client.post(DRAFT, draft(name="Mine")).status_code == 422
    assert TierSet.objects.draft().name == "Gold"
    assert client.post(DRAFT, draft(name="Mine", version=1)).status_code == 302
    assert TierSet.objects.draft().name == "Mine"


def test_a_draft_is_discarded(director, sign_in):
    client = sign_in(director)
    client.post(DRAFT, draft())
    client.post(reverse("tier_set_discard"))
    assert TierSet.objects.draft() is None


def test_a_director_below_the_top_does_not_arrange_the_classes(cast, sign_in):
    assert sign_in(cast.carol).get(DRAFT).status_code == 403
    assert reverse("tier_set_edit") not in sign_in(cast.carol).get(reverse("tier_set")).content.decode()


def test_decisions_go_on_under_the_name_of_their_class(cast, director):
    usual = TierSet.objects.active().ordered_tiers()
    kept = {"owner": cast.mona, "reason": "A bet", "expires": tomorrow()}
    override = TierOverride.objects.create(account=cast.account, tier=usual[1], **kept)
    draft = edit_set(values={"name": "Again"}, tiers=usual, seen=0)
    apply_set(draft=draft, by=director, now=timezone.now())
    override.refresh_from_db()
    assert (override.tier.name, override.tier.set) == ("B", draft)


# --- runs -------------------------------------------------------------------------------------------------------------
def test_the_month_that_has_ended_is_recorded_once_its_figures_are_there(cast):
    sell(cast.account, 1, date(2026, 9, 1))
    with time_machine.travel("2026-11-03"):
        record_month(timezone.now())
        record_month(timezone.now())
        assert [run.as_of for run in TierRun.objects.all()] == [date(2026, 9, 30)]
        sell(cast.account, 1, OCTOBER)
        sell(cast.account, 1, NOVEMBER)
        record_month(timezone.now())
        assert [run.as_of for run in TierRun.objects.all()] == [date(2026, 9, 30), OCTOBER]


def test_without_figures_nothing_is_recorded(cast):
    assert record_newest_month(today=date(2026, 11, 3), by=None) is None


def test_who_asks_for_a_run_is_told_why_there_is_none(cast, director):
    sell(cast.account, 1, date(2026, 9, 1))
    job = Job.objects.create(kind="accounts.tier_run", subject=0, user=director)
    assert record_classes(job) == reverse("pyramid")
    with pytest.raises(Refused, match="not recorded yet"):
        record_classes(job)
    job.user = cast.mona
    with pytest.raises(Refused, match="no longer"):
        record_classes(job)


def test_only_the_newest_run_is_taken_back(director, sign_in):
    old, new = record(), record(NOVEMBER)
    client = sign_in(director)
    client.post(reverse("tier_run_take_back", args=[old.pk]))
    assert TierRun.objects.count() == 2
    client.post(reverse("tier_run_take_back", args=[new.pk]))
    assert TierRun.objects.get() == old
    assert record(NOVEMBER)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("tier", ["Worth 300", "Worth 500", "Worth 120", "Worth 5", "Worth 15", "Nordvik Verft"]),
        ("-tier", ["Worth 15", "Worth 120", "Worth 5", "Worth 300", "Worth 500", "Nordvik Verft"]),
    ],
)
def test_the_list_is_ordered_by_class_decisions_included(cast, sign_in, sort, order):
    """Who has no class comes last either way."""
    *_others, smallest = vector((500, 300, 120, 15, 5), unit=cast.account.unit, owner=cast.alice)
    Account.objects.filter(pk=cast.account.pk).update(deleted_at=timezone.now())
    record()
    Account.objects.filter(pk=cast.account.pk).update(deleted_at=None)
    sign_in(cast.mona).post(reverse("tier_override", args=[smallest.pk]), decision())
    client = sign_in(cast.alice)
    response = client.get("/accounts/", {"sort": sort})
    assert [row[1] for row in response.context["rows"]] == order
    file = client.get("/accounts/export.csv", {"sort": sort}).content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(file.splitlines())][1:] == order


def test_the_order_by_class_is_that_of_now(cast, sign_in):
    """It is kept in memory; a decision, a new name and a filter each make it another one."""
    *_others, smallest = vector((500, 300, 120, 15, 5), unit=cast.account.unit, owner=cast.alice)
    cast.account.delete()
    record()
    client = sign_in(cast.mona)

    def names(**filters):
        return [row[1] for row in client.get("/accounts/", {"sort": "tier", **filters}).context["rows"]]

    assert names() == ["Worth 300", "Worth 500", "Worth 120", "Worth 15", "Worth 5"]
    client.post(reverse("tier_override", args=[smallest.pk]), decision())
    assert names() == ["Worth 300", "Worth 500", "Worth 120", "Worth 5", "Worth 15"]
    Account.objects.filter(name="Worth 500").update(sort_key="a")
    assert names() == ["Worth 500", "Worth 300", "Worth 120", "Worth 5", "Worth 15"]
    assert names(q="worth 00") == ["Worth 500", "Worth 300"]
    TierOverride.objects.all().delete()
    assert names() == ["Worth 500", "Worth 300", "Worth 120", "Worth 15", "Worth 5"]
