"""The portfolio on one page: answers, what each reader sees, moves, the matrix; and figures are the raw sums."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.changes.strength import FactorAnswer, View, judge_strength
from accounts.changes.tier import take_back_run
from accounts.changes.weighed_set import publish_draft
from accounts.domain.concentration import Concentration
from accounts.exports.portfolio import SHEETS
from accounts.models import Account, FactorSet, Revenue, TierRun, TierSet
from tests import factories
from tests.accounts import rated
from tests.accounts.sold import DECEMBER, NOVEMBER, OCTOBER, record, sell, vector

pytestmark = pytest.mark.django_db
PORTFOLIO = "/portfolio/"


@pytest.fixture
def sold(cast):
    """Ten accounts of alice, as in the books, and one of dave's that is worth as much as the smallest."""
    cast.accounts = vector(unit=cast.account.unit, owner=cast.alice)
    cast.foreign = factories.AccountFactory(name="Elsewhere", unit=cast.foreign_account.unit, owner=cast.dave)
    sell(cast.foreign, 5)
    return cast


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


def judged_strong(account, by):
    """We are well ahead of the rival."""
    factor_set = FactorSet.objects.current() or publish_draft(FactorSet, by=None, now=timezone.now())
    answers = {factor.slug: FactorAnswer(9, 3) for factor in factor_set.ordered()}
    today = timezone.localdate()
    judge_strength(account=account, factor_set=factor_set, by=by, view=View("Havn"), answers=answers, on=today)


def words(response):
    return {answer.key: plain(answer.words) for answer in response.context["answers"]}


def plain(text):
    """Without the blanks that keep a number and its unit together."""
    return text.replace("\u00a0", " ")


def rules(response):
    return {answer.key: plain(answer.rule) for answer in response.context["answers"]}


def lines(response):
    return response.content.decode("utf-8-sig").splitlines()


# --- before there is anything -----------------------------------------------------------------------------------------
def test_without_figures_it_leads_to_them(cast, sign_in):
    page = sign_in(cast.mona).get(PORTFOLIO).content.decode()
    assert "There are no figures yet" in page
    assert reverse("import_list") in page


def test_without_a_run_it_says_so(sold, sign_in):
    assert "have not been worked out yet" in sign_in(sold.mona).get(PORTFOLIO).content.decode()


def test_who_sees_no_account_is_told_so(sold, sign_in):
    record()
    assert "No account matches" in sign_in(sold.stranger).get(PORTFOLIO).content.decode()


# --- the answers ------------------------------------------------------------------------------------------------------
def test_the_answers_with_n_and_rule(sold, sign_in):
    record()
    response = sign_in(sold.alice).get(PORTFOLIO)
    told = words(response)
    assert told["pyramid"].startswith(
        "4 of 11 accounts (36.4 %) are in classes of key accounts. Together they give 83.3 % of the revenue."
    )
    assert told["pareto"] == "20.0 % of the customers (2 of 10) give 66.7 % of the revenue. 4 customers give 83.3 %."
    assert told["concentration"] == (
        "Worth 500 alone gives 41.7 % of the revenue, the three largest give 76.7 %. "
        "The revenue is concentrated: as if it came from 3.9 customers of one size. "
        "2 customers give more than 10 % each, the share from which a single one is a risk."
    )
    assert rules(response)["concentration"].startswith("n = 10 customers with revenue. Index (HHI) 0.257:")
    assert "1 bought nothing" in rules(response)["pareto"]
    page = plain(response.content.decode())
    assert all(each in page for each in (*told.values(), *rules(response).values()))


def test_the_share_of_a_tie_at_the_material_line(sold, sign_in):
    """Of ten alike none has more than a tenth."""
    Revenue.objects.update(revenue=10)
    record()
    assert "No customer gives more than 10 %" in words(sign_in(sold.alice).get(PORTFOLIO))["concentration"]


def test_accounts_that_came_after_the_run_are_counted_as_such(sold, sign_in):
    record()
    factories.AccountFactory(unit=sold.account.unit, owner=sold.alice)
    assert "1 account has come since and has no class yet." in rules(sign_in(sold.alice).get(PORTFOLIO))["pyramid"]


def test_figures_are_the_raw_sums(sold, sign_in):
    """What the page shows is recorded with the run; it is what adding up the facts gives."""
    for month in (date(2026, 2, 1), date(2025, 11, 1), date(2025, 10, 1), date(2026, 11, 1)):
        sell(sold.accounts[3], 1000, month)
    record()
    found = sign_in(sold.mona).get(PORTFOLIO).context["portfolio"].pyramid
    facts = Revenue.objects.filter(month__range=(date(2025, 11, 1), OCTOBER), account__in=found.owners).order_by()
    raw = dict(facts.values_list("account").annotate(Sum("revenue")))
    assert {stand.account: stand.revenue for stand in found.stands if stand.revenue} == raw
    assert sum(step.revenue for step in found.steps) == sum(raw.values()) == 3200
    assert found.chosen.concentration == Concentration.of(raw.values())
    assert found.curve.after_share(Fraction(1, 10)).of_value == Fraction(2080, 3200)


# --- who sees what ----------------------------------------------------------------------------------------------------
def test_each_reader_sees_own_accounts(sold, sign_in):
    record()
    assert "1 account" not in words(sign_in(sold.dave).get(PORTFOLIO))["pyramid"]
    assert "Elsewhere" not in sign_in(sold.alice).get(PORTFOLIO).content.decode()
    assert "Worth 500" not in sign_in(sold.dave).get(PORTFOLIO).content.decode()


@pytest.mark.parametrize(
    ("query", "count"), [("tier=A", 4), ("sector=public", 0), ("owner={alice}", 11), ("unit=x", 11)]
)
def test_it_is_narrowed_by_the_address(sold, sign_in, query, count):
    record()
    response = sign_in(sold.mona).get(f"{PORTFOLIO}?{query.format(alice=sold.alice.pk)}")
    assert len(response.context["portfolio"].pyramid.stands) == count


def test_names_and_sight_are_those_of_now(sold, sign_in):
    """The run is remembered; what an account is called, and who sees it, is not."""
    record()
    client = sign_in(sold.alice)
    assert "Worth 500" in client.get(PORTFOLIO).content.decode()
    Account.objects.filter(pk=sold.accounts[0].pk).update(name="Fjordkraft")
    page = client.get(PORTFOLIO).content.decode()
    assert "Worth 500" not in page
    assert "Fjordkraft" in page
    Account.objects.filter(pk=sold.accounts[0].pk).update(owner=sold.dave, unit=sold.foreign_account.unit)
    assert "Fjordkraft" not in client.get(PORTFOLIO).content.decode()


def test_a_run_recorded_anew_is_read_anew(sold, sign_in):
    client, run = sign_in(sold.alice), record()
    assert "41.7 %" in words(client.get(PORTFOLIO))["concentration"]
    take_back_run(run=run)
    Revenue.objects.filter(account=sold.accounts[0]).update(revenue=700)
    record()
    assert "50.0 %" in words(client.get(PORTFOLIO))["concentration"]


# --- moves ------------------------------------------------------------------------------------------------------------
def test_moves_since_a_day(moved, sign_in):
    response = sign_in(moved.alice).get(f"{PORTFOLIO}?since=2026-10-31")
    rows = [(named.name, move.before, move.after) for move, named, *_rest in response.context["moves"]]
    assert ("Worth 500", "A", "C") in rows
    assert "out of them" in words(response)["moves"]
    assert not sign_in(moved.alice).get(f"{PORTFOLIO}?since=2026-12-31").context["moves"]


def test_no_day_is_refused_and_kept(moved, sign_in):
    response = sign_in(moved.alice).get(f"{PORTFOLIO}?since=tomorrow")
    assert response.status_code == 422
    assert 'value="tomorrow"' in response.content.decode()
    assert words(response)["moves"] == "Choose a day to tell moves from."


def test_moves_of_others_are_not_told(moved, sign_in):
    assert not sign_in(moved.dave).get(f"{PORTFOLIO}?since=2020-01-01").context["moves"]


# --- the matrix -------------------------------------------------------------------------------------------------------
def test_without_judgements_the_matrix_says_what_it_takes(sold, sign_in):
    record()
    response = sign_in(sold.alice).get(PORTFOLIO)
    assert "No account is judged both ways yet" in words(response)["matrix"]
    assert response.context["matrix"] is None


def test_accounts_have_a_place_in_the_matrix(sold, sign_in):
    record()
    rated.rate(sold.accounts[0], sold.alice, rated.ALFA)
    judged_strong(sold.accounts[0], sold.alice)
    response = sign_in(sold.alice).get(PORTFOLIO)
    assert words(response)["matrix"] == "In the matrix: Strategic 1."
    assert "1 accounts judged both ways, 10 are not" in rules(response)["matrix"]
    page = response.content.decode()
    assert f'"{reverse("account", args=[sold.accounts[0].pk])}"' in page.split('id="matrix-figure"')[1]
    assert not sign_in(sold.dave).get(PORTFOLIO).context["positions"]


def test_from_every_mark_one_click_to_the_account(sold, sign_in):
    record()
    page = sign_in(sold.alice).get(PORTFOLIO).content.decode()
    figure = page.split('id="pareto-figure"')[1].split("</script>")[0]
    for account in sold.accounts:
        assert f'"{reverse("account", args=[account.pk])}"' in figure


# --- files ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("is_recorded", [True, False])
def test_every_sheet_is_a_file(sold, sign_in, sheet, form, is_recorded):
    if is_recorded:
        record()
    response = sign_in(sold.alice).get(reverse(f"portfolio_{sheet}_{form}"))
    assert response.status_code == 200
    assert "Elsewhere" not in response.content.decode(errors="replace")


def test_files_say_what_the_page_says(sold, sign_in):
    record()
    client = sign_in(sold.alice)
    told = words(client.get(PORTFOLIO))
    answers = plain("\n".join(lines(client.get(reverse("portfolio_answers_csv")))))
    assert all(each in answers for each in told.values())
    assert lines(client.get(reverse("portfolio_pareto_csv")))[1].startswith('1,"Worth 500",10.0,41.66')
    assert lines(client.get(reverse("portfolio_shares_csv")))[2].startswith('"Worth 300",300.00,25.0')


def test_files_hold_what_the_page_is_narrowed_to(sold, sign_in):
    record()
    assert len(lines(sign_in(sold.alice).get(reverse("portfolio_accounts_csv") + "?tier=A"))) == 5


def test_the_workbook_has_a_sheet_for_each_table(sold, sign_in):
    record()
    response = sign_in(sold.alice).get(reverse("portfolio_matrix_xlsx"))
    book = openpyxl.load_workbook(BytesIO(response.content))
    assert len(book.sheetnames) == len(SHEETS)
    assert book.sheetnames[0] == "Portfolio matrix"


# --- cost -------------------------------------------------------------------------------------------------------------
def test_thirty_accounts_cost_as_many_queries_as_three(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.mona)
    vector((3, 2, 1), unit=cast.account.unit, owner=cast.alice)
    record()
    client.get(PORTFOLIO)
    with CaptureQueriesContext(connection) as few:
        client.get(PORTFOLIO)
    asked = len(few)
    take_back_run(run=TierRun.objects.get())
    vector((1000, *[1] * 26), unit=cast.account.unit, owner=cast.alice)
    record()
    client.get(PORTFOLIO)
    with django_assert_num_queries(asked):
        client.get(PORTFOLIO)


def test_who_owns_many_key_accounts_is_named_without_asking_once_more(sold, sign_in, django_assert_num_queries):
    client = sign_in(sold.mona)
    record()
    client.get(PORTFOLIO)
    with CaptureQueriesContext(connection) as before:
        assert not client.get(PORTFOLIO).context["loads"]
    TierSet.objects.update(many_key_accounts=1)
    with django_assert_num_queries(len(before)):
        assert [load.name for load in client.get(PORTFOLIO).context["loads"]] == ["Alice"]
