"""The value panel, its page, its chart and its files; and the budgets it is compared with."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Budget, ExchangeRate, Revenue, ServiceArea

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
def in_november():
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        yield


@pytest.fixture
def cloud(db):
    return ServiceArea.objects.create(name="Backup", parent=ServiceArea.objects.create(name="Cloud"))


@pytest.fixture
def alice(cast, cloud, sign_in):
    return sign_in(cast.alice)


def earned(account, area, month, revenue, currency="NOK", margin=None):
    return Revenue.objects.create(
        account=account, area=area, month=date(*month, 1), revenue=revenue, currency=currency, margin=margin
    )


def page(client, account, name="value"):
    answer = client.get(reverse(name, args=[account.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_account_without_figures_leads_to_the_import(alice, cast, sign_in):
    assert "No revenue is known yet" in page(alice, cast.account)
    assert "/imports/new/?kind=revenue" in page(alice, cast.account, "value_panel")
    assert "/imports/new/" not in page(sign_in(cast.carol), cast.account, "value_panel")


def test_the_panel_tells_the_year_and_the_one_before(alice, cast, cloud):
    earned(cast.account, cloud, (2026, 10), 120000, margin=30000)
    earned(cast.account, cloud, (2025, 10), 100000)
    panel = page(alice, cast.account, "value_panel")
    assert "120,000" in panel
    assert "+20.0 %" in panel
    assert "25.0 %" in panel
    assert "Cloud / Backup" in panel
    assert "n = 1 figures" in panel
    assert "11 of the 12 months have no figure" in panel


def test_since_when_and_how_often_it_buys(alice, cast, cloud):
    for month in ((2026, 8), (2026, 5), (2023, 11)):
        earned(cast.account, cloud, month, 10, "USD")
        earned(cast.account, cloud, month, 10)
    earned(cast.account, cloud, (2026, 9), -10)  # a credit note is no purchase
    earned(cast.account, cloud, (2027, 1), 10)  # nor is what lies ahead
    assert "Buys since Nov 2023: in 3 of 36 months, last in Aug 2026." in page(alice, cast.account, "value_panel")
    book = load_workbook(BytesIO(alice.get(reverse("value_xlsx", args=[cast.account.pk])).content))
    assert [cell.value for cell in book["Since when"][2]][2:] == [3, 36]
    earned(cast.account, cloud, (2026, 11), 10)
    assert "in 4 of 37 months, last in Nov 2026" in page(alice, cast.account)


def test_who_bought_long_ago_is_no_stranger(alice, cast, cloud):
    earned(cast.account, cloud, (2024, 9), 10)
    panel = page(alice, cast.account, "value_panel")
    assert "Nothing is known of the last 24 months." in panel
    assert "Buys since Sep 2024: in 1 of 26 months, last in Sep 2024." in panel
    assert "No revenue is known yet" not in panel


def test_what_cannot_be_converted_is_told(alice, cast, cloud):
    earned(cast.account, cloud, (2026, 10), 100, "USD")
    assert "1 figures in USD are not counted" in page(alice, cast.account, "value_panel")
    ExchangeRate.objects.create(currency="USD", on=date(2026, 10, 31), rate=Decimal("10.5"))
    panel = page(alice, cast.account, "value_panel")
    assert "not counted" not in panel
    assert "1,050" in panel


def test_page_chart_and_files_hold_the_same_values(alice, cast, cloud):
    earned(cast.account, cloud, (2026, 10), Decimal("1234.50"), margin=400)
    earned(cast.account, cloud, (2026, 9), -200)
    assert "1,035" in page(alice, cast.account)  # 1034.50
    assert "<svg" in alice.get(reverse("value_svg", args=[cast.account.pk])).content.decode()
    assert "2026-10-01,1234.50,400.00,1" in alice.get(reverse("value_csv", args=[cast.account.pk])).content.decode()
    book = load_workbook(BytesIO(alice.get(reverse("value_xlsx", args=[cast.account.pk])).content))
    assert [sheet.title for sheet in book] == ["Months", "Areas", "Facts", "Since when"]
    assert book["Areas"]["B2"].value == 1034.5


def test_the_account_page_adds_up_nothing(alice, cast, cloud):
    with CaptureQueriesContext(connection) as queries:
        assert 'hx-get="/accounts/' in page(alice, cast.account, "account")
    assert len(queries) <= 12
    assert not any("accounts_revenue" in query["sql"] for query in queries)


def test_the_panel_costs_the_same_with_many_figures(alice, cast, cloud):
    page(alice, cast.account, "value_panel")
    with CaptureQueriesContext(connection) as few:
        page(alice, cast.account, "value_panel")
    for month in range(1, 11):
        earned(cast.account, cloud, (2026, month), 5, "USD")
        earned(cast.account, cloud, (2026, month), 5)
    with CaptureQueriesContext(connection) as many:
        page(alice, cast.account, "value_panel")
    assert len(many) <= len(few) + 2 <= 10  # the names of areas and the rates


def test_a_budget_is_kept_compared_and_removed(alice, cast, cloud):
    earned(cast.account, cloud, (2026, 1), 500)
    address = reverse("budget_add", args=[cast.account.pk])
    assert alice.get(address).status_code == 200
    body = {"year": 2026, "kind": "budget", "amount": "1000", "currency": "NOK"}
    assert alice.post(address, body).status_code == 302
    assert alice.post(address, body).status_code == 422  # once a year
    assert "500 of 1,000: 50.0 %" in page(alice, cast.account, "value_panel")
    assert "83.3 %" in page(alice, cast.account, "value_panel")

    budget = Budget.objects.get()
    edit = reverse("budget_edit", args=[cast.account.pk, budget.pk])
    assert alice.post(edit, {**body, "amount": "-1"}).status_code == 422
    assert alice.post(edit, {**body, "amount": "2000"}).status_code == 302
    alice.post(reverse("budget_remove", args=[cast.account.pk, budget.pk]))
    assert not Budget.objects.exists()


def test_a_budget_without_a_rate_is_not_compared(alice, cast, cloud):
    Budget.objects.create(account=cast.account, year=2026, amount=5, currency="USD")
    assert "no exchange rate for USD" in page(alice, cast.account, "value_panel")


def test_only_who_may_edit_sets_budgets(cast, cloud, sign_in):
    address = reverse("budget_add", args=[cast.account.pk])
    assert sign_in(cast.carol).get(address).status_code == 403
    assert sign_in(cast.dave).get(address).status_code == 404
    assert address not in page(sign_in(cast.carol), cast.account)
