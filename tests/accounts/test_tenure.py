"""New and lasting customers: what is told and what cannot be, what key accounts give, sight, files, queries."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import Account
from accounts.models.revenue_sums import forget
from accounts.models.tenure import Customers
from tests.accounts.key import decided
from tests.accounts.sold import sell
from tests.factories import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]


@pytest.fixture
def in_november():
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        yield


@pytest.fixture
def sold(cast):
    """Since the first figures, since a year later, since this year; and one that has gone."""
    told = {
        "Old": {date(2023, 11, 1): 100, date(2025, 3, 1): 100, date(2026, 10, 1): 500},
        "Second": {date(2024, 11, 1): 100, date(2026, 1, 1): 300},
        "Fresh": {date(2026, 3, 1): 200},
        "Gone": {date(2023, 12, 1): 40, date(2025, 10, 1): 60},
        "Credited": {date(2026, 4, 1): 10, date(2026, 5, 1): -10},
    }
    accounts = {name: AccountFactory(name=name, unit=cast.account.unit, owner=cast.alice) for name in told}
    for name, months in told.items():
        for month, revenue in months.items():
            sell(accounts[name], revenue, month)
    return accounts


def told_of(accounts=None):
    return Customers.of(Account.objects.all() if accounts is None else accounts, until=date(2026, 10, 31))


def page(client, query=""):
    answer = client.get(f"/tenure/{query}")
    assert answer.status_code == 200
    return answer


def test_who_is_new_and_who_has_gone_year_by_year(sold):
    now, before, first = told_of().years
    assert (now.until, now.all.n, now.all.revenue) == (date(2026, 10, 31), 3, 1000)
    assert (now.new.n, now.new.revenue, now.gone) == (1, 200, 1)
    assert (before.all.n, before.new.n, before.gone) == (3, 1, 0)
    assert (first.all.n, first.new, first.gone) == (2, None, None)


def test_of_a_year_without_all_its_figures_nothing_is_told(cast):
    sell(cast.account, 100, date(2025, 1, 1))
    assert [(year.all.n, year.new, year.gone) for year in told_of().years] == [(0, None, None)]
    sell(cast.account, 100, date(2026, 10, 1))
    forget()
    assert [(year.all.n, year.new, year.gone) for year in told_of().years] == [(1, None, None)]


def test_what_is_only_a_least_is_said(sold):
    customers = told_of()
    found = {names: (int(each.months), each.at_least) for names, each in customers.tenures.items()}
    assert found == {sold["Old"].pk: (36, True), sold["Second"].pk: (24, False), sold["Fresh"].pk: (8, False)}
    assert list(found) == [sold[name].pk for name in ("Fresh", "Second", "Old")]
    assert [(band.years, band.part.n, band.part.revenue) for band in customers.bands] == [
        (0, 1, 200),
        (1, 1, 300),
        (None, 1, 500),
    ]


def test_what_key_accounts_give_of_the_revenue(cast, sold):
    decided(sold["Old"], cast.carol)
    decided(sold["Gone"], cast.carol)
    now, before, _first = told_of().years
    assert (now.key.n, now.key.share) == (1, 500 / 1000)
    assert (before.key.n, before.key.revenue) == (2, 160)


def test_the_page_says_it_in_words(cast, sign_in, sold):
    decided(sold["Old"], cast.carol)
    answer = page(sign_in(cast.carol))
    text = " ".join(answer.content.decode().split())
    assert "3 customers" in text
    assert "median</dt><dd>2.0 years<" in text
    assert "50.0 %<small>1 of 1 key accounts bought" in text
    assert [(row[1].name, row[2], row[3], row[5]) for row in answer.context["rows"]] == [
        ("Fresh", "Mar 2026", "8 months", False),
        ("Second", "Nov 2024", "2.0 years", False),
        ("Old", "Nov 2023", "at least 3.0 years", True),
    ]
    assert [row.words for row in answer.context["bands"]] == ["Up to 1 year", "1 to 2 years", "at least 2.1 years"]
    assert "nobody is called new who came before Nov 2024" in text


def test_only_what_the_reader_sees_counts_and_the_address_narrows_it(cast, sign_in, sold):
    sell(cast.foreign_account, 10**6, date(2025, 6, 1))
    assert page(sign_in(cast.carol)).context["newest"].all.n == 3
    assert b"Nobody bought anything" in page(sign_in(cast.stranger)).content
    Account.objects.filter(pk=sold["Fresh"].pk).update(sector="public")
    narrowed = page(sign_in(cast.carol), "?sector=public")
    assert (narrowed.context["newest"].all.n, narrowed.context["newest"].new.n) == (1, 1)
    assert page(sign_in(cast.carol), "?sector=nonsense&page=x").context["newest"].all.n == 3


def test_without_figures_the_page_is_empty(cast, sign_in):
    assert b"Nobody bought anything" in page(sign_in(cast.alice)).content
    rows = csv.reader(io.StringIO(sign_in(cast.alice).get("/tenure/export.csv").content.decode("utf-8-sig")))
    assert len(list(rows)) == 1


def test_figures_without_a_rate_are_said(cast, sign_in, sold):
    sell(sold["Old"], 100, date(2026, 9, 1), currency="SEK")
    assert b"1 figures in SEK are not counted" in page(sign_in(cast.carol)).content


def test_the_files_hold_the_same(cast, sign_in, sold):
    decided(sold["Old"], cast.carol)
    client = sign_in(cast.carol)
    book = load_workbook(io.BytesIO(client.get("/tenure/export.xlsx").content))
    customers, years, bands = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book)
    assert [(row[0], *row[2:7]) for row in customers] == [
        ("Fresh", 8, "No", "No", 200, 20),
        ("Second", 24, "No", "No", 300, 30),
        ("Old", 36, "Yes", "Yes", 500, 50),
    ]
    assert [row[1:] for row in years] == [
        (3, 1000, 1, 20, 1, 1, 50),
        (3, 260, 1, 38.4615, 0, 1, 38.4615),
        (2, 140, None, None, None, 1, 71.4286),
    ]
    assert [row[1:] for row in bands] == [(1, 200, 20), (1, 300, 30), (1, 500, 50)]


def test_as_many_queries_with_one_customer_as_with_many(cast, sign_in, sold):
    client = sign_in(cast.carol)
    forget()
    cold, few = queries_of(client), queries_of(client)
    for place in range(30):
        sell(AccountFactory(name=f"More {place}", unit=cast.account.unit, owner=cast.alice), 5, date(2026, 9, 1))
    assert queries_of(client) == cold
    assert queries_of(client) == few < cold <= 12


def queries_of(client):
    with CaptureQueriesContext(connection) as made:
        page(client)
    return len(made)
