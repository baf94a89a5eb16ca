"""The page about concentration: the vector of the books, a rule with a name, filters in the address, files."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Account, ServiceArea
from tests.accounts.sold import sell, vector
from tests.factories import AccountFactory

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
def in_november():
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        yield


@pytest.fixture
def carol(cast, sign_in):
    return sign_in(cast.carol)


@pytest.fixture
def sold(cast):
    return vector(unit=cast.account.unit, owner=cast.alice)


def page(client, query="", name="concentration"):
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_vector_on_the_page(carol, sold):
    told = page(carol)
    for words in ("10 customers", "41.7 %", "76.7 %", "88.3 %", "2,567", "3.9", "0.174", "0.586"):
        assert f"{words}<" in told or f">{words}" in told
    assert "moderately concentrated" not in told.split("Bands:")[0]
    assert "concentrated" in told
    assert "Rule of thumb: 1,000 to 2,500" in told
    assert told.count("more than a tenth</span>") == 2


def test_the_rule_is_chosen_in_the_address_and_named(carol, cast):
    vector((5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), unit=cast.account.unit)
    assert "moderately concentrated" in page(carol)
    told = page(carol, "?rule=guidelines+2010")
    assert "Bands: US guidelines 2010: 1,500 to 2,500" in told
    assert "<small>diversified</small>" in told
    assert "Bands: Rule of thumb" in page(carol, "?rule=nonsense")


def test_only_what_the_reader_sees_counts(cast, sold, sign_in):
    sell(cast.foreign_account, 10**6)
    assert "10 customers" in page(sign_in(cast.carol))
    assert "1 customer<" in page(sign_in(cast.dave))
    assert "Nobody bought anything" in page(sign_in(cast.stranger))


def test_the_address_narrows_accounts_and_areas(carol, cast, sold):
    Account.objects.filter(pk__in=[account.pk for account in sold[:2]]).update(sector="public")
    assert "2 customers" in page(carol, "?sector=public")
    cloud = ServiceArea.objects.create(name="Cloud")
    sold[9].revenues.create(area=cloud, month=date(2026, 10, 1), currency="NOK", revenue=7)
    assert "1 customer<" in page(carol, f"?area={cloud.pk}")
    assert "10 customers" in page(carol, "?area=nonsense")


def test_what_cannot_be_counted_is_said(carol, cast, sold):
    sell(cast.account, 5, currency="SEK")
    sell(sold[0], -900, date(2026, 9, 1))
    told = page(carol)
    assert "1 figures in SEK are not counted" in told
    assert "1 account was credited as much as it bought or more" in told
    assert "1 account has no figure in these months" in told


def test_files_and_pictures_hold_the_same(carol, sold):
    for month in (date(2024, 11, 1), date(2025, 11, 1)):
        sell(sold[0], 100, month)
    assert '2,"Worth 300",300.00,23.0769,69.2308,"Yes"' in page(carol, name="concentration_csv")
    book = load_workbook(BytesIO(carol.get(reverse("concentration_xlsx")).content))
    parts = ["Where we lose money", "Service areas", "Industries"]
    assert book.sheetnames == ["Accounts", "Measures", *parts, "Over time"]
    assert book["Measures"]["B2"].value == 10
    assert book["Over time"].max_row == 6
    assert "<svg" in page(carol, name="concentration_lorenz_svg")
    assert "There are no figures to show." not in page(carol, name="concentration_before_svg")
    assert "There are no figures to show." in page(carol, "?sector=public", name="concentration_lorenz_svg")


def test_where_money_is_lost(carol, sold):
    address = reverse("value", args=[sold[0].pk])
    told = page(carol)
    assert "Nobody knows: no figure of these months has a contribution margin." in told
    sell(sold[1], 10, date(2026, 9, 1), margin=4)
    told = page(carol)
    assert "At no account whose contribution margin is known." in told
    assert "10 of 11 figures have no contribution margin" in told
    assert "9 accounts have none at all" in told
    assert address not in told
    sell(sold[0], 70, date(2026, 9, 1), margin=-25, area="Cloud")
    told = page(carol)
    assert "At 1 account: as far as it is known, its contribution margin is −25 NOK." in told
    assert f'<a href="{address}">Worth 500</a></th> <td class="numeric">570</td> <td class="numeric">−25</td>' in told
    assert '<td>Cloud</td> <td class="numeric">−25</td> <td class="numeric">1 of 2</td>' in told


def test_losses_are_told_where_nobody_bought_anything(carol, cast):
    sell(cast.account, -70, margin=-25)
    told = page(carol)
    assert "Nobody bought anything" in told
    assert "At 1 account" in told


def test_only_so_many_losers_stand_on_the_page(carol, cast):
    for account in AccountFactory.create_batch(22, unit=cast.account.unit):
        sell(account, 10, margin=-1)
    told = page(carol)
    assert "At 22 accounts: as far as they are known, their contribution margins are −22 NOK together." in told
    assert told.count("/value/") == 20
    assert "2 more accounts stand in the workbook." in told
    book = load_workbook(BytesIO(carol.get(reverse("concentration_xlsx")).content))
    assert book["Where we lose money"].max_row == 23


def test_areas_and_industries_on_the_page_and_in_the_files(carol, cast):
    account = AccountFactory(name="Havn", unit=cast.account.unit, industry="H")
    sell(account, 200, date(2024, 11, 1))
    sell(account, 250, margin=-3)
    told = page(carol)
    assert '<td class="numeric">250</td> <td class="numeric">200</td> <td class="numeric">+25 %</td>' in told
    assert "Transportation and storage" not in told
    assert '<a href="/concentration/?industries=1#industries">' in told
    told = page(carol, "?industries=1")
    for name in ("Transportation and storage", "Industry not known"):
        assert f'<th scope="row">{name}</th> <td class="numeric">1</td>' in told
    assert '"Transportation and storage",-3.00,0' in page(carol, name="concentration_csv")
    book = load_workbook(BytesIO(carol.get(reverse("concentration_xlsx")).content))
    rows = {sheet: [cell.value for cell in book[sheet][2]] for sheet in book.sheetnames}
    assert rows["Where we lose money"][:7] == ["Havn", 250, -3, "Print", -3, 1, 0]
    assert rows["Service areas"][:5] == ["Print", 250, 200, 25, "Havn"]
    assert rows["Industries"] == ["Transportation and storage", 1, 1, 250, 100, "Havn"]


def test_many_accounts_stand_on_pages_and_cost_the_same(carol, cast):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(carol)
        return len(queries)

    vector((5, 4), unit=cast.account.unit)
    few = asked()
    vector(range(1, 60), unit=cast.account.unit)
    assert asked() <= few
    assert "Page 2 of 2" in page(carol, "?page=2")
    assert "Page 2 of 2" in page(carol, "?page=99")
