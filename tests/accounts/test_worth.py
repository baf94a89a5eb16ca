"""The worth of an account: its page says what it rests on, and what is missing; page, chart and file agree."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import ExchangeRate, KamEffort, Revenue, ServiceArea, SwitchingLine, WalletRank, WorthTerms

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
def in_november():
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        yield


@pytest.fixture
def cloud(db):
    return ServiceArea.objects.create(name="Cloud")


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


def earned(cast, area, revenue, *, month=(2026, 10), margin=None, currency="NOK", recurring=False):
    facts = {"revenue": revenue, "margin": margin, "currency": currency, "recurring": recurring}
    return Revenue.objects.create(account=cast.account, area=area, month=date(*month, 1), **facts)


def spends(cast, amount, *, category="Cloud", year=2026, currency="NOK"):
    about = {"kind": "category_budget", "category": category, "year": year, "source": "Their budget"}
    return cast.account.figures.create(amount=amount, currency=currency, **about)


def ranked(cast, area, **places):
    places = {"place": 1, "suppliers": 2, **places}
    return WalletRank.objects.create(account=cast.account, area=area, source="Erik", on=date(2026, 5, 1), **places)


def line(cast, **about):
    about = {"kind": "learning", "description": "Training", "once": 100_000, "currency": "NOK", **about}
    return SwitchingLine.objects.create(account=cast.account, **about)


def page(client, cast, name="worth", query=""):
    answer = client.get(reverse(name, args=[cast.account.pk]) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_nothing_known_is_said_and_never_a_zero(alice, cast):
    told = page(alice, cast)
    for missing in (
        "Missing: what the customer spends in a category in a year.",
        "Missing: nobody has written down what leaving would cost the customer.",
        "Missing: a margin, either of the last twelve months or expected.",
        "Missing: revenue in the last twelve months.",
        "Missing: what serving it cost in a year.",
    ):
        assert missing in told
    assert '<p class="score-value">0' not in told
    assert told.count('<p class="score-value">–</p>') == 7
    assert "Not known yet: Share of wallet" in page(alice, cast, "worth_panel")


# --- share of wallet --------------------------------------------------------------------------------------------------
def test_a_share_of_wallet_is_measured_against_the_budget_of_the_year(alice, cast, cloud):
    earned(cast, cloud, 50)
    spends(cast, 200)
    told = page(alice, cast)
    assert '<p class="score-value">25.0 %</p>' in told
    assert "Measured in 1 of 1 categories" in told
    assert "Their budget" in told


def test_where_spend_is_unknown_the_rule_estimates_and_says_so(alice, cast, cloud):
    earned(cast, cloud, 50)
    ranked(cast, cloud)
    told = page(alice, cast)
    assert "≈ 66.7 %" in told
    assert "estimate by rule" in told
    assert "Missing: what the customer spends" in told  # an estimate never becomes the score


def test_a_budget_two_years_old_or_of_another_name_tells_no_share(alice, cast, cloud):
    earned(cast, cloud, 50)
    spends(cast, 200, year=2024)
    spends(cast, 200, category="Paper")
    told = page(alice, cast)
    assert "also budgets for Paper" in told
    assert "Missing: what the customer spends" in told


def test_a_budget_without_a_rate_is_said_and_not_counted(alice, cast, cloud):
    earned(cast, cloud, 50)
    spends(cast, 20, currency="SEK")
    assert "The spend is in SEK, without an exchange rate." in page(alice, cast)
    ExchangeRate.objects.create(currency="SEK", on=date(2026, 1, 1), rate=10)
    assert "25.0 %" in page(alice, cast)


def test_services_count_in_their_group(alice, cast, cloud):
    earned(cast, ServiceArea.objects.create(name="Backup", parent=cloud), 50)
    earned(cast, cloud, 50)
    spends(cast, 200, category="cloud")
    assert '<p class="score-value">50.0 %</p>' in page(alice, cast)


# --- switching costs and loss -----------------------------------------------------------------------------------------
def test_switching_costs_are_summed_at_present_value_and_compared(alice, cast, cloud):
    earned(cast, cloud, 100_000, margin=33_100)
    line(cast, once=None, yearly=33_100, years=3)
    line(cast, bearer="rival", description="Discount", once=5_000, confidence="told")
    told = page(alice, cast)
    assert '<p class="score-value">82,315</p>' in told  # 33,100 a year for three years at 10 %
    assert "82.3 % of what it spends with us in a year" in told
    assert "87,315" in told
    assert told.count("82,315") >= 2  # our loss over three years is the same here
    assert "no agreement is known" in told
    assert "94 % of it is a guess" in told


def test_a_margin_that_is_partly_unknown_is_said_where_it_counts(alice, cast, cloud):
    earned(cast, cloud, 1000, margin=100)
    earned(cast, cloud, -900, month=(2026, 9))
    told = page(alice, cast)
    assert told.count("The margin of 1 of 2 figures is not known and not in it.") == 2
    assert "known of 1 of 2 figures in twelve months" in told
    WorthTerms.objects.create(account=cast.account, margin=70)
    assert "not known and not in it" not in page(alice, cast)


def test_an_agreement_sets_how_long_we_would_lose(alice, cast, cloud):
    earned(cast, cloud, 1000, margin=110)
    WorthTerms.objects.create(account=cast.account, agreed_until=date(2027, 11, 22))
    told = page(alice, cast)
    assert '<p class="score-value">100</p>' in told
    assert "Over 12 months: the agreement runs until 22 Nov 2027." in told


def test_a_line_without_a_rate_is_not_counted(alice, cast):
    line(cast, currency="USD")
    told = page(alice, cast)
    assert "no rate for USD" in told
    assert "Missing: nobody has written down" in told


# --- lifetime value ---------------------------------------------------------------------------------------------------
def test_lifetime_value_of_the_books_by_terms_of_account_house_and_standard(alice, cast, cloud):
    earned(cast, cloud, 500_000, margin=100_000)
    WorthTerms.objects.create(account=None, retention=70, interest=10, years=3, paid_now=False)
    WorthTerms.objects.create(account=cast.account, retention=80)
    told = page(alice, cast)
    assert '<p class="score-value">164,087</p>' in told
    assert "Over 3 years; without an end 266,667." in told
    assert "assumed for this account" in told
    assert "as the house has it" in told
    WorthTerms.objects.all().delete()
    assert "kamplan’s own" in page(alice, cast)


def test_an_expected_margin_stands_in_for_the_known_one(alice, cast):
    terms = {"retention": 80, "interest": 10, "years": 3, "paid_now": True, "winning": Decimal(64_087)}
    WorthTerms.objects.create(account=cast.account, margin=100_000, **terms)
    assert '<p class="score-value">200,000</p>' in page(alice, cast)


# --- return -----------------------------------------------------------------------------------------------------------
def test_return_on_what_serving_it_cost(alice, cast, cloud):
    earned(cast, cloud, 1000, margin=300)
    effort = KamEffort.objects.create(account=cast.account, year=2026, hours=12, hourly=10, currency="NOK")
    told = page(alice, cast)
    assert effort.cost == 120
    assert '<p class="score-value">+200 %</p>' in told  # ten of twelve months: a cost of 100
    assert "10 months of it" in told


# --- files ------------------------------------------------------------------------------------------------------------
def test_files_hold_what_the_page_says(alice, cast, cloud):
    earned(cast, cloud, 50, margin=10)
    spends(cast, 200)
    line(cast)
    book = load_workbook(BytesIO(alice.get(reverse("worth_xlsx", args=[cast.account.pk])).content))
    sheets = ["Scores", "Share of wallet", "Switching costs", "Lifetime value", "Twelve months at a time"]
    assert [sheet.title for sheet in book] == [*sheets, "Return on key account managemen"]  # as long as a name may be
    assert book["Share of wallet"]["E2"].value == 25
    assert '"Cloud",50.00,200.00,2026,25.0000,"measured"' in page(alice, cast, "worth_csv", "?part=wallet")
    assert '"Training",100000.00' in page(alice, cast, "worth_csv", "?part=switching")
    assert "Share of wallet" in page(alice, cast, "worth_csv", "?part=nonsense")


def test_charts_are_drawn_and_say_when_there_is_nothing(alice, cast, cloud):
    for name in ("worth_margin_svg", "worth_lifetime_svg"):
        assert "There are no figures to show." in page(alice, cast, name)
    for month in range(1, 13):
        earned(cast, cloud, 50, month=(2025, month), margin=10, recurring=True)
    earned(cast, cloud, 50, margin=10)
    for name in ("worth_margin_svg", "worth_lifetime_svg"):
        assert "There are no figures to show." not in page(alice, cast, name)


def test_the_page_costs_the_same_with_many_rows(alice, cast, cloud):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(alice, cast)
        return len(queries)

    earned(cast, cloud, 5, currency="SEK")
    few = asked()
    for number in range(1, 10):
        area = ServiceArea.objects.create(name=f"Area {number}")
        earned(cast, area, 5, month=(2026, number))
        ranked(cast, area)
        line(cast)
        spends(cast, 100, category=area.name)
        KamEffort.objects.create(account=cast.account, year=2010 + number, amount=5, currency="NOK")
    assert asked() == few <= 16


def test_the_account_page_works_nothing_out(alice, cast):
    with CaptureQueriesContext(connection) as queries:
        assert "/worth/panel/" in page(alice, cast, "account")
    assert not any("accounts_worthterms" in query["sql"] for query in queries)
