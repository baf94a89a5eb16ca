"""The pyramid: what each reader sees of it, Pareto's curve, moves, cuts to try, files."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Budget, ExchangeRate, Revenue, Tier, TierRun, TierSet
from accounts.models.tier_pyramid import Pyramid
from accounts.models.tier_target import Set
from tests import factories
from tests.accounts.sold import DECEMBER, NOVEMBER, OCTOBER, record, sell, vector

pytestmark = pytest.mark.django_db
PYRAMID = "/pyramid/"


@pytest.fixture
def sold(cast):
    """Ten accounts of alice, as in the books, and one of dave's that is worth as much as the smallest."""
    cast.accounts = vector(unit=cast.account.unit, owner=cast.alice)
    cast.foreign = factories.AccountFactory(name="Elsewhere", unit=cast.foreign_account.unit, owner=cast.dave)
    sell(cast.foreign, 5)
    return cast


def counts(response):
    return [(step.tier.name, step.count) for step, *_rest in response.context["steps"]]


def names(response):
    return [named.name for _stand, named, *_rest in response.context["rows"]]


def test_without_figures_it_leads_to_them(cast, sign_in):
    response = sign_in(cast.mona).get(PYRAMID)
    assert "There are no figures yet" in response.content.decode()
    assert reverse("import_list") in response.content.decode()


def test_without_a_run_it_says_so(sold, sign_in):
    page = sign_in(sold.mona).get(PYRAMID).content.decode()
    assert "have not been worked out yet" in page
    assert reverse("tier_run_record") not in page


def test_steps_shares_and_the_sentence(sold, sign_in):
    record()
    response = sign_in(sold.alice).get(PYRAMID)
    assert counts(response) == [("A", 4), ("B", 3), ("C", 4)]  # Nordvik Verft has bought nothing
    assert response.context["words"].replace("\u00a0", " ") == (
        "20.0 % of the customers (2 of 10) give 66.7 % of the revenue. 4 customers give 83.3 %."
    )
    shares = [round(step.percent_of_revenue, 3) for step, *_rest in response.context["steps"]]
    assert shares == [83.333, 12.5, 4.167]
    assert "1 without sales" in response.content.decode()


def test_each_reader_sees_own_accounts_with_the_classes_of_all(sold, sign_in):
    record()
    assert names(sign_in(sold.dave).get(PYRAMID)) == ["Elsewhere", "Mälarhamn Bygg"]
    assert counts(sign_in(sold.dave).get(PYRAMID)) == [("A", 0), ("B", 0), ("C", 2)]
    assert "Elsewhere" not in sign_in(sold.alice).get(PYRAMID).content.decode()
    assert sign_in(sold.stranger).get(PYRAMID).status_code == 200


@pytest.mark.parametrize(
    ("query", "count"), [("tier=A", 4), ("sector=public", 0), ("owner={alice}", 11), ("tier=Z", 11)]
)
def test_it_is_narrowed_by_the_address(sold, sign_in, query, count):
    record()
    response = sign_in(sold.mona).get(f"{PYRAMID}?{query.format(alice=sold.alice.pk)}")
    assert response.context["total"] == count


def test_from_every_mark_one_click_to_the_account(sold, sign_in):
    record()
    page = sign_in(sold.alice).get(PYRAMID).content.decode()
    best = reverse("account", args=[sold.accounts[0].pk])
    assert f'"{best}"' in page.split('id="pareto-figure"')[1].split("</script>")[0]


def test_a_manager_with_too_many_key_accounts_is_named(sold, sign_in):
    record()
    assert sign_in(sold.alice).get(PYRAMID).context["loads"] == []
    TierSet.objects.update(many_key_accounts=3)
    (load,) = sign_in(sold.alice).get(PYRAMID).context["loads"]
    assert (load.name, load.count, load.state) == ("Alice", 4, "many")
    TierSet.objects.update(too_many_key_accounts=3)
    assert "cannot be served as key accounts" in sign_in(sold.alice).get(PYRAMID).content.decode()


def test_what_could_not_be_counted_is_said(sold, sign_in):
    sell(sold.accounts[0], 10, currency="USD")
    record()
    assert "1 figure in USD is not counted" in sign_in(sold.alice).get(PYRAMID).content.decode()


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "9" * 50])
def test_any_page_number(sold, sign_in, number):
    record()
    assert len(names(sign_in(sold.alice).get(PYRAMID, {"page": number}))) == 11


def test_thirty_accounts_cost_as_many_queries_as_three(cast, sign_in):
    """In both cases somebody owns many key accounts, whose name is asked for."""
    TierSet.objects.update(many_key_accounts=1, too_many_key_accounts=2)
    client = sign_in(cast.mona)
    vector((3, 2, 1), unit=cast.account.unit, owner=cast.alice)
    record()
    few = queries_of(client)
    vector(range(1, 28), unit=cast.account.unit, owner=cast.alice)
    record(NOVEMBER)
    assert queries_of(client) == few <= 12


def queries_of(client):
    """In a process that has read the run."""
    client.get(PYRAMID)
    with CaptureQueriesContext(connection) as made:
        client.get(PYRAMID)
    return len(made)


# --- moves ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def moved(sold):
    """The best account falls to the bottom in December; the move has waited since November."""
    record(OCTOBER)
    Revenue.objects.all().delete()
    sell(sold.accounts[1], 500)
    sell(sold.accounts[0], 1)
    record(NOVEMBER)
    record(DECEMBER)
    return sold


def test_moves_since_a_day_with_their_cause(moved, sign_in):
    response = sign_in(moved.alice).get("/pyramid/moves/?since=2026-10-01")
    (found,) = [move for move, named, *_rest in response.context["moves"] if named.name == "Worth 500"]
    assert (found.before, found.after, found.month, found.cause) == ("A", "C", date(2026, 12, 1), "moved down")
    assert not sign_in(moved.alice).get("/pyramid/moves/?since=2026-12-31").context["moves"]


def test_without_a_day_it_is_what_the_newest_run_moved(moved, sign_in):
    response = sign_in(moved.alice).get("/pyramid/moves/")
    assert {move.month for move, *_rest in response.context["moves"]} == {date(2026, 12, 1)}


def test_no_day_is_refused_and_kept(moved, sign_in):
    response = sign_in(moved.alice).get("/pyramid/moves/?since=tomorrow")
    assert response.status_code == 422
    assert 'value="tomorrow"' in response.content.decode()


def test_moves_of_others_are_not_told(moved, sign_in):
    assert not sign_in(moved.dave).get("/pyramid/moves/?since=2020-01-01").context["moves"]


# --- cuts to try ------------------------------------------------------------------------------------------------------
def test_cuts_are_tried_and_nothing_is_stored(sold, sign_in):
    record()
    response = sign_in(sold.alice).get("/pyramid/what-if/?cut0=50&cut1=60")
    assert [(tier.name, now, then) for tier, now, then in response.context["counts"]] == [
        ("A", 4, 2),
        ("B", 3, 0),
        ("C", 4, 9),
    ]
    assert response.context["changed_count"] == 5
    assert [tier.cut for tier in TierSet.objects.active().ordered_tiers()] == [80, 95, None]


def test_the_cuts_in_use_change_nothing_after_a_first_run(sold, sign_in):
    record()
    assert sign_in(sold.alice).get("/pyramid/what-if/").context["changed_count"] == 0


@pytest.mark.parametrize(
    "query", ["cut0=95&cut1=80", "cut0=80", "cut0=x&cut1=90", "cut0=0&cut1=90", "cut0=50&cut1=101"]
)
def test_nonsense_is_refused_and_kept(sold, sign_in, query):
    record()
    response = sign_in(sold.alice).get(f"/pyramid/what-if/?{query}")
    assert response.status_code == 422
    assert f'value="{query.split("=")[1].split("&")[0]}"' in response.content.decode()


def test_what_would_change_is_a_file(sold, sign_in):
    client = sign_in(sold.alice)
    assert len(client.get("/pyramid/what-if.csv").content.splitlines()) == 1  # nothing recorded yet
    record()
    query = "?cut0=50&cut1=60"
    lines = client.get(f"/pyramid/what-if.csv{query}").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith('3,"Worth 120","A","C",120.00,')
    assert len(lines) == 6
    book = load_workbook(BytesIO(client.get(f"/pyramid/what-if.xlsx{query}").content))
    assert list(book["Accounts in each class"].values)[1:] == [("A", 4, 2), ("B", 3, 0), ("C", 4, 9)]


# --- what the classes are to bring ------------------------------------------------------------------------------------
def test_budgets_and_quotas_are_summed_by_class(sold, sign_in):
    Tier.objects.filter(set__state="active", name="C").update(budget=5)
    record()
    best, second, *_others, last = sold.accounts
    year = timezone.localdate().year
    ExchangeRate.objects.create(currency="SEK", on=date(2020, 1, 1), rate="0.5")
    for account, kind, amount, currency, of in (
        *((best, "budget", 100, "NOK", year), (second, "budget", 40, "SEK", year), (best, "quota", 150, "NOK", year)),
        *((last, "quota", 7, "USD", year), (best, "budget", 999, "NOK", year - 1)),
    ):
        Budget.objects.create(account=account, kind=kind, amount=amount, currency=currency, year=of)
    client = sign_in(sold.alice)
    found = client.get("/pyramid/").context["targets"]
    assert [(each.tier.name, each.budget, each.quota, each.without_rate, each.serving) for each in found] == [
        ("A", Set(120, 2), Set(150, 1), 0, None),
        ("B", Set(), Set(), 0, None),
        ("C", Set(), Set(), 1, 20),
    ]
    sheet = load_workbook(BytesIO(client.get("/pyramid/export.xlsx").content))["Targets"]
    assert list(sheet.values)[1] == ("A", 2, 120, 1, 150, 0, None)
    assert client.get("/pyramid/?tier=B").context["targets"][0].budget == Set()


def test_without_a_budget_nothing_is_said(sold, sign_in):
    record()
    assert sign_in(sold.alice).get("/pyramid/").context["targets"] == []


# --- files ------------------------------------------------------------------------------------------------------------
def test_the_file_says_what_the_page_says(sold, sign_in):
    record()
    lines = sign_in(sold.alice).get(reverse("pyramid_csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 12
    assert lines[1].startswith('1,"Worth 500","A",500.00,500.00,0')


@pytest.mark.parametrize(
    "name", ["pyramid_csv", "pyramid_xlsx", "pyramid_svg", "pyramid_moves_csv", "pyramid_moves_xlsx"]
)
@pytest.mark.parametrize("is_recorded", [True, False])
def test_files_with_and_without_a_run(sold, sign_in, name, is_recorded):
    if is_recorded:
        record()
    response = sign_in(sold.alice).get(reverse(name))
    assert response.status_code == 200
    assert "Elsewhere" not in response.content.decode(errors="replace")


def test_a_run_without_anybody_makes_no_curve(cast):
    run = record()
    assert Pyramid.of(type(cast.account).objects.none(), TierRun.objects.get(pk=run.pk)).curve.sums == ()
