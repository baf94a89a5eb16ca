"""Rating accounts, raters side by side, and the ranking."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import Assessment, CriteriaSet, Rating
from accounts.models.attractiveness_result import attractiveness_of
from tests.accounts.rated import ALFA, BETA, example, publish, rate, typed
from tests.factories import AccountFactory, UserFactory
from tests.refusal import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(cast):
    return example(cast)


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_database_keeps_what_a_rating_is(cast):
    assessment = rate(cast.account, cast.alice, ALFA)
    row = assessment.ratings.first()
    for values in ({"rating": 0}, {"rating": 11}, {"rating": 5, "not_applicable": True}):
        assert refused(lambda values=values: Rating.objects.filter(pk=row.pk).update(**values))
    for values in ({"rating": 1}, {"rating": 10}, {"rating": None, "not_applicable": True}, {"not_applicable": False}):
        Rating.objects.filter(pk=row.pk).update(**values)
    assert refused(lambda: Rating.objects.create(assessment=assessment, criterion=row.criterion))


def test_a_change_of_mind_is_another_assessment(cast):
    rate(cast.account, cast.alice, ALFA)
    assert rate(cast.account, cast.alice, ALFA) is None
    rate(cast.account, cast.alice, BETA)
    rate(cast.account, cast.bob, ALFA)
    found = attractiveness_of(cast.account).combined
    assert (found.n, float(found.total)) == (2, 707.5)
    assert Assessment.objects.count() == 3


def test_what_was_rated_by_earlier_weights_stays_and_counts_no_more(cast, sign_in):
    rate(cast.account, cast.alice, ALFA)
    first = CriteriaSet.objects.current()
    CriteriaSet.objects.filter(pk=first.pk).update(state="retired")
    second = CriteriaSet.objects.create(name="Two", number=2)
    second.criteria.create(slug="current_revenue", category="direct", name_en="R", name_nb="R", weight=100)
    publish()
    assert attractiveness_of(cast.account) is None
    page = sign_in(cast.alice).get(f"/accounts/{cast.account.pk}/attractiveness/")
    assert [(row.set, words) for row, words in page.context["past"]] == [(first, "700.0")]
    book = load_workbook(
        io.BytesIO(sign_in(cast.alice).get(f"/accounts/{cast.account.pk}/attractiveness/export.xlsx").content)
    )
    assert [row[2:4] for row in book["What it comes to"].iter_rows(min_row=2, values_only=True)] == [(str(first), 700)]
    form = sign_in(cast.alice).get(f"/accounts/{cast.account.pk}/attractiveness/rate/").context["form"]
    assert form["rating_current_revenue"].value() == "9"


# --- rating -----------------------------------------------------------------------------------------------------------
def test_a_team_member_rates_in_their_own_name(cast, sign_in):
    current, address = publish(), f"/accounts/{cast.account.pk}/attractiveness/rate/"
    assert sign_in(cast.bob).get(address).status_code == 200
    assert sign_in(cast.bob).post(address, typed("9 6 - n 6 9 4 10", current, "Because")).status_code == 302
    made = Assessment.objects.get()
    assert (made.rater, made.set, made.account) == (cast.bob, current, cast.account)
    assert made.ratings.filter(evidence="Because").count() == 8
    assert made.ratings.filter(rating=None, not_applicable=False).count() == 1
    page = sign_in(cast.bob).get(f"/accounts/{cast.account.pk}/attractiveness/")
    assert page.context["flags"][0].startswith("ratings missing")
    assert page.context["flags"][1].startswith("rescaled")


@pytest.mark.parametrize("bad", ["0", "11", "5.5", "seven"])
def test_a_bad_rating_is_refused_and_all_that_was_typed_kept(cast, sign_in, bad):
    sent = typed(ALFA, publish(), "Kept words") | {"rating_current_revenue": bad}
    answer = sign_in(cast.alice).post(f"/accounts/{cast.account.pk}/attractiveness/rate/", sent)
    assert answer.status_code == 422
    assert "rating_current_revenue" in answer.context["form"].errors
    assert answer.content.count(b"Kept words") == 8
    assert not Assessment.objects.exists()


def test_nothing_rated_is_refused(cast, sign_in):
    sent = typed("- - - - - - - -", publish(), "Only words")
    answer = sign_in(cast.alice).post(f"/accounts/{cast.account.pk}/attractiveness/rate/", sent)
    assert (answer.status_code, Assessment.objects.exists()) == (422, False)


def test_criteria_published_meanwhile_are_said(cast, sign_in):
    publish()
    sent = typed(ALFA, CriteriaSet.objects.current()) | {"criteria_set": 999}
    address = f"/accounts/{cast.account.pk}/attractiveness/rate/"
    answer = sign_in(cast.alice).post(address, sent)
    assert answer.status_code == 422
    assert b"published meanwhile" in answer.content
    assert answer.context["form"]["criteria_set"].value() == str(CriteriaSet.objects.current().pk)


def test_without_published_criteria_every_page_leads_on(cast, sign_in):
    client = sign_in(cast.alice)
    assert b"No criteria are published" in client.get("/attractiveness/").content
    assert client.get("/attractiveness/compare/").status_code == 200
    assert client.get(f"/accounts/{cast.account.pk}/attractiveness/").status_code == 200
    assert client.get(f"/accounts/{cast.account.pk}/attractiveness/rate/").status_code == 302
    assert rows_of(client.get("/attractiveness/export.csv")) == []
    assert b"No account is rated" in client.get("/attractiveness/bars.svg").content


# --- ranking ----------------------------------------------------------------------------------------------------------
def test_the_ranking_of_the_example(cast, sign_in, three):
    page = sign_in(cast.alice).get("/attractiveness/")
    assert [
        (each.place, each.account.name, total, percent) for each, total, percent, *_rest in page.context["rows"]
    ] == [
        (1, "Beta", "715.0", "68.3 %"),
        (2, "Alfa", "700.0", "66.7 %"),
        (3, "Gamma", "535.0", "48.3 %"),
    ]
    exported = rows_of(sign_in(cast.alice).get("/attractiveness/export.csv"))
    assert [(row["Account"], row["Total, lowest possible"]) for row in exported] == [
        *(("Beta", "715.0"), ("Alfa", "700.0"), ("Gamma", "535.0"))
    ]
    assert sign_in(cast.alice).get("/attractiveness/export.xlsx").status_code == 200
    assert b"Beta" in sign_in(cast.alice).get("/attractiveness/bars.svg").content


def test_equals_share_a_place(cast, sign_in, three):
    rate(AccountFactory(name="Second", unit=cast.account.unit, owner=cast.alice), cast.alice, BETA)
    page = sign_in(cast.alice).get("/attractiveness/")
    assert [each.place for each, *_rest in page.context["rows"]] == [1, 1, 3, 4]


def test_only_visible_accounts_are_ranked_and_filters_narrow(cast, sign_in, three):
    rate(cast.foreign_account, cast.dave, BETA)
    page = sign_in(cast.carol).get("/attractiveness/")
    assert len(page.context["rows"]) == 3
    AccountFactory(unit=cast.account.unit, owner=cast.mona)
    assert len(sign_in(cast.carol).get(f"/attractiveness/?owner={cast.mona.pk}").context["rows"]) == 0
    assert len(sign_in(cast.carol).get("/attractiveness/?sector=private").context["rows"]) == 3
    assert len(sign_in(cast.carol).get("/attractiveness/?sector=public").context["rows"]) == 0
    assert len(sign_in(cast.dave).get("/attractiveness/").context["rows"]) == 1


def test_an_account_below_a_minimum_is_said_to_be_knocked_out(cast, sign_in, three):
    CriteriaSet.objects.current().criteria.filter(slug="valuation_of_us").update(minimum=3)
    rows = sign_in(cast.alice).get("/attractiveness/").context["rows"]
    assert [flags for *_rest, flags in rows] == [
        [],
        [],
        ["knocked out: below the minimum on Customer's valuation of us"],
    ]


def test_as_many_queries_with_one_account_as_with_thirty(cast, sign_in):
    client = sign_in(cast.alice)
    rate(cast.account, cast.alice, ALFA)
    client.get("/attractiveness/")
    few = queries_of(client)
    for _number in range(29):
        account = AccountFactory(unit=cast.account.unit, owner=cast.alice)
        rate(account, cast.alice, ALFA)
        rate(account, UserFactory(), BETA)
    client.get("/attractiveness/")
    assert queries_of(client) == few


def queries_of(client):
    with CaptureQueriesContext(connection) as made:
        client.get("/attractiveness/")
    return len(made)


# --- the account ------------------------------------------------------------------------------------------------------
def test_raters_side_by_side(cast, sign_in):
    rate(cast.account, cast.alice, ALFA, "Why alice")
    made = rate(cast.account, cast.bob, BETA, "Why bob")
    page = sign_in(cast.carol).get(f"/accounts/{cast.account.pk}/attractiveness/")
    assert [words for _voice, words in page.context["voices"]] == ["700.0", "715.0"]
    assert (page.context["total"], page.context["spread"]) == ("707.5", "from 700.0 to 715.0")
    assert b"Why alice" in page.content
    one = sign_in(cast.carol).get(f"/accounts/{cast.account.pk}/attractiveness/{made.pk}/")
    assert (one.context["total"], one.content.count(b"Why bob")) == ("715.0", 8)
    line = sign_in(cast.carol).get(f"/accounts/{cast.account.pk}/judgement/")
    assert line.context["attractiveness"] == "707.5 (67.5 %), 2 raters"


def test_the_account_says_what_would_raise_it_and_its_files_say_the_same(cast, sign_in):
    rate(cast.account, cast.alice, "9 6 - 5 6 9 4 10")
    client, address = sign_in(cast.carol), f"/accounts/{cast.account.pk}/attractiveness/"
    levers = client.get(address).context["levers"]
    assert [(criterion.slug, *words) for criterion, _part, _lever, *words in levers][:3] == [
        ("revenue_potential", "+25.0", "+100.0", "–"),
        ("willingness_to_innovate", "+10.0", "+60.0", "–"),
        ("goal_and_culture_fit", "+10.0", "+50.0", "–"),
    ]
    assert [words for *_row, words in levers[-2:]] == ["+90.0", "–"]
    rows = {row["Criterion"]: row for row in rows_of(client.get(f"{address}export.csv"))}
    assert rows["Future revenue and profit potential"]["All the way up gives"] == "100.0"
    assert rows["Financial stability"]["Missing ratings leave open"] == "90.0"
    book = load_workbook(io.BytesIO(client.get(f"{address}export.xlsx").content))
    assert [sheet.max_row for sheet in book] == [9, 9, 3]


def test_every_total_of_the_page_stands_in_the_workbook(cast, sign_in):
    rate(cast.account, cast.alice, BETA)
    rate(cast.account, cast.alice, ALFA)
    rate(cast.account, cast.bob, "9 6 - 5 6 9 4 10")
    client, address = sign_in(cast.carol), f"/accounts/{cast.account.pk}/attractiveness/"
    page = client.get(address).context
    assert (page["total"], page["spread"]) == ("665.0–710.0", "from 630.0 to 720.0")
    book = load_workbook(io.BytesIO(client.get(f"{address}export.xlsx").content))
    head, together, *past = book["What it comes to"].iter_rows(values_only=True)
    assert head[3:9:2] == ("Total, lowest possible", "Percent, lowest possible", "Lowest rater")
    assert together[0] == "2 raters"
    assert together[3:9] == pytest.approx((665, 710, 565 / 9, 610 / 9, 630, 720))
    assert together[9] == "ratings missing: the total is an interval"
    assert [(row[0], *row[3:5]) for row in past] == [("Bob", 630, 720), ("Alice", 700, 700), ("Alice", 715, 715)]
    assert [words for _row, words in page["past"]] == ["630.0–720.0", "700.0", "715.0"]


def test_before_anybody_rated_the_files_are_empty(cast, sign_in):
    address = f"/accounts/{cast.account.pk}/attractiveness/export.csv"
    assert rows_of(sign_in(cast.carol).get(address)) == []
    publish()
    assert rows_of(sign_in(cast.carol).get(address)) == []


def test_an_assessment_of_another_account_is_not_found_here(cast, sign_in):
    made = rate(cast.foreign_account, cast.dave, ALFA)
    assert sign_in(cast.alice).get(f"/accounts/{cast.account.pk}/attractiveness/{made.pk}/").status_code == 404
