"""Judging relative strength: several raters, whether the customer was asked, what would raise it, and its history."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import FactorRating, FactorSet, StrengthJudgement
from accounts.models.strength_result import strength_of
from accounts.privacy.terms import CONTACT
from kamplan.privacy import holdings
from tests.accounts.judged import AHEAD, BEHIND, OPEN, judge, publish, typed
from tests.factories import ContactFactory
from tests.refusal import refused

pytestmark = pytest.mark.django_db


def address(account, rest=""):
    return f"/accounts/{account.pk}/strength/{rest}"


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_database_keeps_what_a_judgement_is(cast):
    made = judge(cast.account, cast.alice, AHEAD)
    rows, today = StrengthJudgement.objects.filter(pk=made.pk), timezone.localdate()
    for values in ({"rival": ""}, {"asked": True}, {"asked_on": today}, {"asked_contact": cast.erik}):
        assert refused(lambda values=values: rows.update(**values))
    rows.update(asked=True, asked_on=today, asked_contact=cast.erik)
    rows.update(asked=True, asked_on=today, asked_contact=None)
    row = made.ratings.first()
    for values in ({"own": 0}, {"own": 11}, {"rival": 0}, {"rival": 11}):
        assert refused(lambda values=values: FactorRating.objects.filter(pk=row.pk).update(**values))
    for values in ({"own": 1}, {"own": 10}, {"own": None}, {"rival": None}):
        FactorRating.objects.filter(pk=row.pk).update(**values)
    assert refused(lambda: FactorRating.objects.create(judgement=made, factor=row.factor))
    for price in (0, 1001):
        assert refused(lambda price=price: rows.update(price=price))
    for price in (1, 1000, None):
        rows.update(price=price)


def test_of_each_rater_the_newest_judgement_counts(cast):
    judge(cast.account, cast.alice, AHEAD)
    assert judge(cast.account, cast.alice, AHEAD) is None
    judge(cast.account, cast.alice, BEHIND)
    judge(cast.account, cast.bob, AHEAD, asked=cast.erik, rival="Another")
    found = strength_of(cast.account)
    assert (found.combined.n, found.asked, found.rivals) == (2, 1, ["Rival", "Another"])
    assert [float(end) for end in found.combined.relative] == pytest.approx([-0.3, -0.3])
    assert (float(found.combined.least), float(found.combined.most)) == pytest.approx((-1.3, 0.7))
    assert StrengthJudgement.objects.count() == 3


def test_somebody_else_asked_is_another_judgement(cast):
    judge(cast.account, cast.alice, AHEAD)
    assert judge(cast.account, cast.alice, AHEAD, asked=cast.erik) is not None
    assert judge(cast.account, cast.alice, AHEAD, rival="Another", asked=cast.erik) is not None


def test_who_asked_and_lies_in_the_bin_is_not_named(cast, sign_in):
    judge(cast.account, cast.alice, AHEAD, asked=cast.erik)
    assert strength_of(cast.account).voices[0].asked_contact == cast.erik.name
    type(cast.erik).objects.filter(pk=cast.erik.pk).update(deleted_at=timezone.now())
    assert strength_of(cast.account).voices[0].asked_contact == ""
    made = StrengthJudgement.objects.get()
    page = sign_in(cast.carol).get(address(cast.account, f"{made.pk}/"))
    assert cast.erik.name not in page.content.decode()


def test_a_judgement_outlives_whom_it_rests_on(cast):
    made = judge(cast.account, cast.alice, AHEAD, asked=cast.erik)
    for held in holdings(CONTACT):
        if held.model is StrengthJudgement:
            assert list(held.rows([cast.erik.pk])) == [made]
            held.erasure.act(held.rows([cast.erik.pk]))
    made.refresh_from_db()
    assert (made.asked, made.asked_contact) == (True, None)


def test_by_earlier_weights_it_stays_and_counts_no_more(cast, sign_in):
    made = judge(cast.account, cast.alice, AHEAD)
    FactorSet.objects.filter(pk=made.set_id).update(state="retired")
    second = FactorSet.objects.create(name="Two", number=2)
    for order, slug in enumerate(("quality", "cost", "trust", "newest")):
        second.factors.create(slug=slug, name_en=slug, name_nb=slug, weight=25, order=order)
    publish()
    assert strength_of(cast.account) is None
    page = sign_in(cast.alice).get(address(cast.account))
    assert [(row.set_id, words) for row, words in page.context["past"]] == [(made.set_id, "+0.7")]
    form = sign_in(cast.alice).get(address(cast.account, "judge/")).context["form"]
    assert (form["own_quality"].value(), form["rival_trust"].value(), form["own_newest"].value()) == ("8", "7", None)


# --- judging ----------------------------------------------------------------------------------------------------------
def test_a_team_member_judges_in_their_own_name(cast, sign_in):
    current, today = publish(), timezone.localdate()
    sent = typed(OPEN, current, asked="yes", asked_contact=cast.erik.pk, asked_on=today, evidence_trust="They said so")
    assert sign_in(cast.bob).post(address(cast.account, "judge/"), sent).status_code == 302
    made = StrengthJudgement.objects.get()
    assert (made.rater, made.set, made.rival, made.asked) == (cast.bob, current, "Rival", True)
    assert (made.asked_contact, made.asked_on) == (cast.erik, today)
    assert made.ratings.get(factor__slug="renewal").own is None
    page = sign_in(cast.bob).get(address(cast.account))
    assert page.context["relative"] == "+0.1–+1.0"
    assert b"the strength is an interval" in page.content
    assert b"They said so" in page.content


def test_whom_and_when_is_kept_only_of_who_was_asked(cast, sign_in):
    sent = typed(AHEAD, publish(), asked_contact=cast.erik.pk, asked_on=timezone.localdate())
    assert sign_in(cast.alice).post(address(cast.account, "judge/"), sent).status_code == 302
    made = StrengthJudgement.objects.get()
    assert (made.asked, made.asked_contact, made.asked_on) == (False, None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("own_quality", value) for value in ("0", "11", "5.5", "seven")],
        *[("rival_quality", "0"), ("rival", ""), ("rival", "x" * 121), ("asked", ""), ("asked", "perhaps")],
        *[("price", value) for value in ("0", "1001", "99.5", "dear")],
    ],
)
def test_bad_input_is_refused_and_all_that_was_typed_kept(cast, sign_in, field, value):
    sent = typed(AHEAD, publish(), evidence_trust="Kept words") | {field: value}
    answer = sign_in(cast.alice).post(address(cast.account, "judge/"), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert b"Kept words" in answer.content
    assert not StrengthJudgement.objects.exists()


def test_who_was_asked_and_when_must_be_said_and_true(cast, sign_in):
    current, client = publish(), sign_in(cast.alice)
    elsewhere = ContactFactory(account=cast.foreign_account)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for more, wrong in (
        ({}, {"asked_contact", "asked_on"}),
        ({"asked_contact": cast.erik.pk}, {"asked_on"}),
        ({"asked_contact": cast.erik.pk, "asked_on": tomorrow}, {"asked_on"}),
        ({"asked_contact": cast.erik.pk, "asked_on": "soon"}, {"asked_on"}),
        ({"asked_contact": elsewhere.pk, "asked_on": timezone.localdate()}, {"asked_contact"}),
    ):
        answer = client.post(address(cast.account, "judge/"), typed(AHEAD, current, asked="yes", **more))
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)


def test_at_least_one_factor_is_rated_on_both_sides(cast, sign_in):
    nothing = ("- - - - - - -", "7 7 7 7 7 7 7")
    answer = sign_in(cast.alice).post(address(cast.account, "judge/"), typed(nothing, publish()))
    assert (answer.status_code, StrengthJudgement.objects.exists()) == (422, False)


def test_factors_published_meanwhile_are_said(cast, sign_in):
    sent = typed(AHEAD, publish()) | {"factor_set": 999}
    answer = sign_in(cast.alice).post(address(cast.account, "judge/"), sent)
    assert answer.status_code == 422
    assert b"published meanwhile" in answer.content


def test_without_published_factors_every_page_leads_on(cast, sign_in):
    client = sign_in(cast.alice)
    assert b"No factors are published" in client.get(address(cast.account)).content
    assert client.get(address(cast.account, "judge/")).status_code == 302
    assert rows_of(client.get(address(cast.account, "export.csv"))) == []
    assert b"Nobody has judged" in client.get(address(cast.account, "factors.svg")).content


# --- the account ------------------------------------------------------------------------------------------------------
def test_what_would_raise_it_stands_where_the_rival_leads_most(cast, sign_in):
    judge(cast.account, cast.alice, BEHIND)
    page = sign_in(cast.carol).get(address(cast.account))
    assert page.context["relative"] == "−1.3"
    told = [(factor.slug, lead, step) for factor, _own, _rival, lead, step in page.context["levers"]]
    assert told[0] == ("quality", "−0.40", "+0.20")
    assert told[-1] == ("renewal", "0.00", "+0.10")
    assert b"nobody has asked the customer" in page.content.lower()


def test_raters_stand_side_by_side_on_page_and_in_files(cast, sign_in):
    judge(cast.account, cast.alice, AHEAD, evidence="Why alice")
    made = judge(cast.account, cast.bob, BEHIND, asked=cast.erik)
    client = sign_in(cast.carol)
    page = client.get(address(cast.account))
    assert [words for _voice, words in page.context["voices"]] == ["+0.7", "−1.3"]
    assert (page.context["relative"], page.context["spread"]) == ("−0.3", "from −1.3 to +0.7")
    assert b"1 of 2 raters asked the customer" in page.content
    rows = rows_of(client.get(address(cast.account, "export.csv")))
    assert sum(float(row["Lead"]) for row in rows) == pytest.approx(-0.3)
    book = load_workbook(io.BytesIO(client.get(address(cast.account, "export.xlsx")).content))
    together, *past = book["What it comes to"].iter_rows(min_row=2, values_only=True)
    assert (together[0], together[3], together[4]) == ("2 raters", "Rival", "1 of 2 raters asked the customer")
    ratio = 6.85 / 7.15
    assert together[6:-1] == pytest.approx((-0.3, -0.3, 6.85, 6.85, 7.15, 7.15, ratio, ratio, -1.3, 0.7))
    assert [(row[0], row[4], round(row[6], 9)) for row in past] == [("Bob", "Yes", -1.3), ("Alice", "No", 0.7)]
    assert b"<svg" in client.get(address(cast.account, "factors.svg")).content
    assert cast.erik.name in client.get(address(cast.account, f"{made.pk}/")).content.decode()
    line = client.get(f"/accounts/{cast.account.pk}/judgement/")
    assert line.context["strength"].startswith("−0.3 against Rival (2 raters")


def test_our_price_beside_the_rivals_is_told_by_those_who_know_it(cast, sign_in):
    client, current = sign_in(cast.alice), publish()
    assert client.post(address(cast.account, "judge/"), typed(AHEAD, current, price="110")).status_code == 302
    judge(cast.account, cast.carol, AHEAD)
    page = client.get(address(cast.account))
    assert page.context["price"] == "our price is 110 where the rival’s is 100 (1 of 2 raters know it)"
    made = judge(cast.account, cast.bob, AHEAD, price=95)
    page = client.get(address(cast.account))
    assert page.context["price"] == "our price is 102.5 where the rival’s is 100 (2 of 3 raters know it)"
    assert [voice.price for voice, _words in page.context["voices"]] == [110, None, 95]
    assert b"Our price is 95 where" in client.get(address(cast.account, f"{made.pk}/")).content
    assert client.get(address(cast.account, "judge/")).context["form"]["price"].value() == 110
    book = load_workbook(io.BytesIO(client.get(address(cast.account, "export.xlsx")).content))
    assert [row[-1] for row in book["What it comes to"].iter_rows(min_row=2, values_only=True)] == [
        102.5,
        95,
        None,
        110,
    ]
    assert {row[-1] for row in book["Judgements"].iter_rows(min_row=2, values_only=True)} == {110, None, 95}


def test_another_price_is_another_judgement(cast):
    judge(cast.account, cast.alice, AHEAD, price=100)
    assert judge(cast.account, cast.alice, AHEAD, price=100) is None
    assert judge(cast.account, cast.alice, AHEAD, price=101) is not None


def test_a_judgement_of_another_account_is_not_found_here(cast, sign_in):
    made = judge(cast.foreign_account, cast.dave, AHEAD)
    assert sign_in(cast.alice).get(address(cast.account, f"{made.pk}/")).status_code == 404


def test_as_many_queries_with_one_judgement_as_with_many(cast, sign_in):
    client = sign_in(cast.alice)
    judge(cast.account, cast.alice, AHEAD)
    client.get(address(cast.account))
    with CaptureQueriesContext(connection) as few:
        client.get(address(cast.account))
    for rater in (cast.bob, cast.mona, cast.carol, cast.dave):
        judge(cast.account, rater, AHEAD)
        judge(cast.account, rater, BEHIND, asked=cast.erik)
    with CaptureQueriesContext(connection) as many:
        client.get(address(cast.account))
    assert len(many) == len(few)
