"""The portfolio matrix: where accounts stand, how large they are, the lines that cut it, and the way they have come."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.charts.matrix import matrix_chart
from accounts.domain.matrix import Category, Lines
from accounts.models import Account, Assessment, CriteriaSet, ExchangeRate, FactorSet, MatrixLines, StrengthJudgement
from accounts.models.matrix import positions
from accounts.models.matrix_path import paths
from tests.accounts.judged import AHEAD, BEHIND, OPEN, judge
from tests.accounts.rated import ALFA, BETA, GAMMA, rate
from tests.accounts.sold import sell
from tests.factories import AccountFactory
from tests.refusal import refused

pytestmark = pytest.mark.django_db
STAR, STRATEGIC, STATUS = "Star", "Strategic", "Status"


@pytest.fixture
def three(cast):
    """Alfa 66.7 % and behind, Beta 68.3 % and ahead, Gamma 48.3 % and ahead."""
    accounts = [
        AccountFactory(name=name, unit=cast.account.unit, owner=cast.alice) for name in ("Alfa", "Beta", "Gamma")
    ]
    for account, ratings, pairs in zip(accounts, (ALFA, BETA, GAMMA), (BEHIND, AHEAD, AHEAD), strict=True):
        rate(account, cast.alice, ratings)
        judge(account, cast.alice, pairs)
    return accounts


def last_month():
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def spend(account, amount, currency="NOK", category="Cloud", year=None):
    year = year or timezone.localdate().year
    told = {"kind": "category_budget", "category": category, "source": "They said so"}
    return account.figures.create(year=year, amount=amount, currency=currency, **told)


def positions_of(cast):
    return {each.account.name: each for each in positions(Account.objects.all(), today=timezone.localdate())}


def told(page):
    return [(each.account.name, category) for each, category, *_rest in page.context["rows"]]


def rows_of(response):
    return {row["Account"]: row for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))}


# --- positions --------------------------------------------------------------------------------------------------------
def test_an_account_stands_in_the_field_of_both_axes(cast, three):
    found = positions_of(cast)
    assert {name: each.category(Lines()) for name, each in found.items()} == {
        "Alfa": Category.STAR,
        "Beta": Category.STRATEGIC,
        "Gamma": Category.STATUS,
    }
    assert float(found["Alfa"].middle[0]) == pytest.approx(66.6667, abs=1e-4)
    assert float(found["Alfa"].middle[1]) == pytest.approx(-1.3)


def test_who_is_judged_on_one_axis_alone_has_no_place(cast):
    rate(cast.account, cast.alice, ALFA)
    judge(cast.foreign_account, cast.dave, AHEAD)
    assert [each.is_placed for each in positions_of(cast).values()] == [False, False]
    with pytest.raises(ValueError, match="judged both ways"):
        _ = positions_of(cast)[cast.account.name].middle


def test_an_interval_across_a_line_is_not_told_apart(cast):
    rate(cast.account, cast.alice, ALFA)
    judge(cast.account, cast.alice, OPEN)
    found = positions_of(cast)[cast.account.name]
    assert found.category(Lines()) is Category.STRATEGIC
    assert found.category(Lines(strength=Fraction(1, 2))) is None
    assert found.possible(Lines(strength=Fraction(1, 2))) == {Category.STAR, Category.STRATEGIC}


def test_revenue_is_of_twelve_complete_months_and_unknown_without_figures(cast, three):
    sell(three[0], 700, last_month())
    sell(three[0], 99, timezone.localdate().replace(day=1))  # this month is not over
    sell(three[1], -50, last_month())
    found = positions_of(cast)
    assert [found[name].revenue for name in ("Alfa", "Beta", "Gamma")] == [700, -50, None]


def test_potential_is_what_they_spend_on_our_categories_and_not_with_us(cast, three):
    sell(three[0], 700, last_month())
    this_year = timezone.localdate().year
    spend(three[0], 1000)
    spend(three[0], 500, category="Backup")
    spend(three[0], 9999, year=this_year - 1)  # the newest year counts
    spend(three[0], 9999, category="Later", year=this_year + 1)
    sell(three[1], 700, last_month())
    spend(three[1], 100)
    found = positions_of(cast)
    assert [found[name].potential for name in ("Alfa", "Beta", "Gamma")] == [800, 0, None]


def test_a_budget_without_a_rate_leaves_the_potential_unknown(cast, three):
    spend(three[0], 1000)
    spend(three[0], 500, "SEK", category="Backup")
    assert positions_of(cast)["Alfa"].potential is None
    ExchangeRate.objects.create(currency="SEK", on=timezone.localdate() - timedelta(days=9), rate=Decimal("0.5"))
    assert positions_of(cast)["Alfa"].potential == 1250


# --- the way ----------------------------------------------------------------------------------------------------------
def days_before(model, pk, days):
    model.objects.filter(pk=pk).update(on=timezone.localdate() - timedelta(days=days))


def test_the_way_goes_by_what_counted_on_each_day(cast):
    today = timezone.localdate()
    days_before(Assessment, rate(cast.account, cast.alice, BETA).pk, 200)
    days_before(StrengthJudgement, judge(cast.account, cast.alice, BEHIND).pk, 200)
    rate(cast.account, cast.alice, ALFA)
    judge(cast.account, cast.alice, AHEAD)
    for model in (CriteriaSet, FactorSet):
        model.objects.update(published_at=timezone.now() - timedelta(days=500))
    (point,) = paths([cast.account.pk], since=today - timedelta(days=365), today=today)[cast.account.pk]
    assert point.on == today - timedelta(days=200)
    assert (float(point.attractiveness), float(point.strength)) == pytest.approx((68.3333, -1.3), abs=1e-4)
    (begun,) = paths([cast.account.pk], since=today - timedelta(days=100), today=today)[cast.account.pk]
    assert begun.on == today - timedelta(days=100)


def test_who_never_moved_has_no_way(cast, three):
    today = timezone.localdate()
    assert paths([account.pk for account in three], since=today - timedelta(days=365), today=today) == {}


# --- the page ---------------------------------------------------------------------------------------------------------
def test_the_page_names_the_field_of_each_account_and_where_to_read_on(cast, sign_in, three):
    page = sign_in(cast.carol).get("/matrix/")
    assert told(page) == [("Beta", STRATEGIC), ("Alfa", STAR), ("Gamma", STATUS)]
    assert [(field.name, field.inside) for field in page.context["fields"]] == [
        *[(STRATEGIC, "1 account"), (STAR, "1 account"), (STATUS, "1 account"), ("Streamline", "0 accounts")]
    ]
    for account in three:
        for address in (f"/accounts/{account.pk}/", f"/accounts/{account.pk}/strength/"):
            assert f'href="{address}"' in page.content.decode()
    assert b"nothing" not in sign_in(cast.carol).get("/matrix/matrix.svg").content


def test_moved_lines_make_other_fields_and_the_address_keeps_them(cast, sign_in, three):
    page = sign_in(cast.carol).get("/matrix/?attractiveness=68&strength=-2&sort=account")
    assert told(page) == [("Alfa", STATUS), ("Beta", STRATEGIC), ("Gamma", STATUS)]
    assert "attractiveness=68" in page.context["address"]
    rows = rows_of(sign_in(cast.carol).get(f"/matrix/export.csv{page.context['address']}"))
    assert rows["Alfa"]["Category"] == STATUS


@pytest.mark.parametrize("query", ["attractiveness=101", "attractiveness=many", "strength=10", "size=odd", "path=odd"])
def test_a_bad_line_is_refused_kept_and_changes_nothing(cast, sign_in, three, query):
    page = sign_in(cast.carol).get(f"/matrix/?{query}")
    name, value = query.split("=")
    assert (page.status_code, list(page.context["form"].errors)) == (422, [name])
    assert page.context["form"][name].value() == value
    assert told(page) == [("Beta", STRATEGIC), ("Alfa", STAR), ("Gamma", STATUS)]
    assert sign_in(cast.carol).get(f"/matrix/matrix.svg?{query}").status_code == 200


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        *[("account", "ABG"), ("-account", "GBA"), ("attractiveness", "GAB"), ("-attractiveness", "BAG")],
        *[("strength", "ABG"), ("revenue", "BGA"), ("-revenue", "AGB"), ("potential", "ABG"), ("odd", "BAG")],
    ],
)
def test_the_table_is_sorted_as_asked(cast, sign_in, three, sort, names):
    sell(three[0], 700, last_month())
    sell(three[2], 50, last_month())
    page = sign_in(cast.carol).get(f"/matrix/?sort={sort}")
    assert [name[0] for name, _category in told(page)] == list(names)


def test_only_visible_accounts_stand_there_and_filters_narrow(cast, sign_in, three):
    rate(cast.foreign_account, cast.dave, ALFA)
    judge(cast.foreign_account, cast.dave, AHEAD)
    assert len(told(sign_in(cast.carol).get("/matrix/"))) == 3
    assert len(told(sign_in(cast.dave).get("/matrix/"))) == 1
    assert sign_in(cast.stranger).get("/matrix/").status_code == 200
    for query, count in ((f"owner={cast.alice.pk}", 3), ("sector=public", 0), (f"unit={cast.account.unit_id}", 3)):
        assert len(told(sign_in(cast.carol).get(f"/matrix/?{query}"))) == count
        assert len(rows_of(sign_in(cast.carol).get(f"/matrix/export.csv?{query}"))) == count


def test_page_chart_and_file_say_the_same(cast, sign_in, three):
    sell(three[0], 700, last_month())
    rows = rows_of(sign_in(cast.carol).get("/matrix/export.csv"))
    assert (rows["Alfa"]["Category"], rows["Alfa"]["Revenue of 12 months (NOK)"]) == (STAR, "700.00")
    assert rows["Beta"]["Revenue of 12 months (NOK)"] == ""
    chart = matrix_chart(list(positions_of(cast).values()), Lines())
    hints = {mark.hint.split("\n")[0]: mark for series in chart.series for mark in series.marks}
    assert (hints["Alfa"].x, hints["Alfa"].y) == pytest.approx((-1.3, 66.6667), abs=1e-4)
    assert "Revenue, 12 months: 700" in hints["Alfa"].hint
    assert "unknown" in hints["Beta"].hint
    assert hints["Alfa"].address == f"/accounts/{three[0].pk}/"
    assert sign_in(cast.carol).get("/matrix/export.xlsx").status_code == 200


def test_who_lacks_a_judgement_is_named_with_what_the_reader_can_do(cast, sign_in, three):
    rate(cast.account, cast.alice, ALFA)
    page = sign_in(cast.alice).get("/matrix/").content.decode()
    assert f'href="/accounts/{cast.account.pk}/strength/judge/"' in page
    assert f'href="/accounts/{cast.account.pk}/strength/"' in sign_in(cast.carol).get("/matrix/").content.decode()


def test_without_judgements_the_page_says_what_is_needed(cast, sign_in):
    page = sign_in(cast.alice).get("/matrix/").content
    assert b"Criteria of attractiveness" in page
    assert b"Factors of strength" in page
    rate(cast.foreign_account, cast.dave, ALFA)
    judge(cast.foreign_account, cast.dave, AHEAD)
    assert b"Begin with one of these" in sign_in(cast.alice).get("/matrix/").content
    assert b"No account has a place" in sign_in(cast.alice).get("/matrix/matrix.svg").content


def test_as_many_queries_with_one_account_as_with_thirty(cast, sign_in):
    client = sign_in(cast.alice)
    make_moved(cast, cast.account)
    few = queries_of(client)
    for _number in range(29):
        make_moved(cast, AccountFactory(unit=cast.account.unit, owner=cast.alice))
    assert queries_of(client) == few


def make_moved(cast, account):
    for ratings, pairs in ((BETA, BEHIND), (ALFA, AHEAD)):
        rate(account, cast.alice, ratings)
        judge(account, cast.alice, pairs)
    sell(account, 10, last_month())
    spend(account, 100)


def queries_of(client):
    client.get("/matrix/")
    with CaptureQueriesContext(connection) as made:
        client.get("/matrix/")
    return len(made)


# --- the lines of the house -------------------------------------------------------------------------------------------
def test_the_database_keeps_lines_within_the_plane():
    for values in ({"attractiveness": 101}, {"attractiveness": -1}, {"strength": 10}, {"strength": -10}):
        assert refused(
            lambda values=values: MatrixLines.objects.create(**{"attractiveness": 50, "strength": 0} | values)
        )
    MatrixLines.objects.create(attractiveness=100, strength=-9)
    assert MatrixLines.objects.in_use() == Lines(Fraction(100), Fraction(-9))


def test_lines_set_for_all_hold_until_the_next(cast, sign_in, three):
    client = sign_in(cast.ada)
    assert client.get("/matrix/lines/?attractiveness=68").context["form"]["attractiveness"].value() == "68"
    assert client.post("/matrix/lines/", {"attractiveness": "68", "strength": "0.5"}).status_code == 302
    assert told(sign_in(cast.carol).get("/matrix/")) == [("Beta", STRATEGIC), ("Gamma", STATUS), ("Alfa", "Streamline")]
    assert MatrixLines.objects.get().set_by == cast.ada
    answer = client.post("/matrix/lines/", {"attractiveness": "101", "strength": ""})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"attractiveness", "strength"})
    assert b"Set by" in answer.content
    assert sign_in(cast.alice).post("/matrix/lines/", {"attractiveness": "1", "strength": "1"}).status_code == 403
