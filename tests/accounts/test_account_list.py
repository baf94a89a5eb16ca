"""The list of accounts: what it shows to whom, narrowed, ordered, page by page, and as a file."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, Unit
from kamplan import pages
from tests import factories

LIST = "/accounts/"


def names(response):
    return [row[1] for row in response.context["rows"]]


@pytest.fixture
def some(cast, units):
    """Mona sees these and Nordvik Verft of Bergen."""
    bergen = {"unit": units.bergen, "owner": cast.alice}
    other = factories.UnitFactory(name="Årdal", kind=Unit.Kind.TEAM, parent=units.norway)
    factories.AccountFactory(name="Ærøy Shipping", region="Vestland", status="prospect", **bergen)
    factories.AccountFactory(name="Østby kommune", sector="public", region="Oslo", industry="O", **bergen)
    factories.AccountFactory(name="Ålesund Fisk", country="SE", owner=cast.alice, unit=other)
    return cast


def test_it_holds_what_the_reader_sees_in_norwegian_order(some, sign_in):
    assert names(sign_in(some.mona).get(LIST)) == ["Nordvik Verft", "Ærøy Shipping", "Østby kommune", "Ålesund Fisk"]


@pytest.mark.parametrize(("who", "sees"), [("bob", ["Nordvik Verft"]), ("dave", ["Mälarhamn Bygg"]), ("stranger", [])])
def test_others_see_their_own_alone(some, sign_in, who, sees):
    assert names(sign_in(getattr(some, who)).get(LIST)) == sees


def test_anonymous_visitors_sign_in_first(client, some):
    response = client.get(LIST)
    assert (response.status_code, response.url.split("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=verft", ["Nordvik Verft"]),
        ("q=VERFT nord", ["Nordvik Verft"]),
        ("q=verft+bygg", []),
        ("q=oslo", ["Østby kommune"]),
        ("q=ÅLESUND", ["Ålesund Fisk"]),
        ("status=prospect", ["Ærøy Shipping"]),
        ("sector=public", ["Østby kommune"]),
        ("industry=O", ["Østby kommune"]),
        ("region=Vestland", ["Ærøy Shipping"]),
        ("country=SE", ["Ålesund Fisk"]),
        ("region=Vestland&status=active", []),
    ],
)
def test_it_is_narrowed_by_the_address(some, sign_in, query, found):
    assert names(sign_in(some.mona).get(f"{LIST}?{query}")) == found


def test_a_unit_stands_for_all_below_it(some, units, sign_in):
    client = sign_in(some.mona)
    assert len(names(client.get(LIST, {"unit": units.norway.pk}))) == 4
    assert "Ålesund Fisk" not in names(client.get(LIST, {"unit": units.bergen.pk}))


def test_mine_is_what_i_own_or_serve(some, sign_in):
    assert names(sign_in(some.mona).get(f"{LIST}?mine=1")) == []
    assert names(sign_in(some.bob).get(f"{LIST}?mine=1")) == ["Nordvik Verft"]
    assert len(names(sign_in(some.alice).get(f"{LIST}?mine=1"))) == 4


@pytest.mark.parametrize(
    "query", ["owner={dave}", "unit={sweden}", "status=dead", "owner=x", "unit=9999999999999999999999"]
)
def test_what_is_unknown_or_foreign_narrows_nothing_and_is_told_alike(some, units, sign_in, query):
    response = sign_in(some.mona).get(f"{LIST}?{query.format(dave=some.dave.pk, sweden=units.sweden.pk)}&sort=name")
    (chip,) = response.context["chips"]
    assert (len(names(response)), str(chip.label).lower(), chip.value, chip.address) == (
        4,
        query.partition("=")[0],
        "not known here",
        "",
    )
    assert b"not known here" in response.content
    assert b"Dave" not in response.content


def test_too_many_words_are_told_and_a_wrong_order_is_not(some, sign_in):
    client = sign_in(some.mona)
    (chip,) = client.get(LIST, {"q": "x" * 201}).context["chips"]
    assert (chip.label, chip.value) == ("Search", "not known here")
    assert client.get(LIST, {"sort": "rubbish"}).context["chips"] == []


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "x" * 10_000, "sort=%00", "page=9" + "9" * 5000, "page=-1", "q=%ED%A0%80"]
)
def test_rubbish_in_the_address_does_no_harm(some, sign_in, query):
    assert sign_in(some.mona).get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("column", ["name", "status", "unit", "owner", "sector", "industry", "region", "country"])
def test_every_column_orders_both_ways(some, sign_in, column):
    client = sign_in(some.mona)
    upwards, downwards = (client.get(LIST, {"sort": sign + column}) for sign in ("", "-"))
    place = {"name": 1, "status": 2, "unit": 5, "owner": 6, "sector": 7, "industry": 8, "region": 9, "country": 10}[
        column
    ]
    first, last = ([row[place] for row in response.context["rows"]] for response in (upwards, downwards))
    assert first == last[::-1]
    assert b'aria-sort="ascending"' in upwards.content
    assert b'aria-sort="descending"' in downwards.content


def test_states_are_ordered_as_a_customer_passes_through_them(some, sign_in):
    rows = sign_in(some.mona).get(f"{LIST}?sort=status").context["rows"]
    assert [row[2] for row in rows] == ["prospect", "active", "active", "active"]


@pytest.mark.parametrize("sort", ["deleted_at", "owner__password", "?", "name; drop table", "--name"])
def test_only_the_columns_order(some, sign_in, sort):
    assert len(names(sign_in(some.mona).get(LIST, {"sort": sort}))) == 4


def test_chips_name_what_holds_and_lead_to_the_list_without_it(some, units, sign_in):
    response = sign_in(some.mona).get(LIST, {"unit": units.bergen.pk, "status": "active", "sort": "-owner"})
    chips = [(str(chip.label), chip.value, chip.address) for chip in response.context["chips"]]
    assert chips == [
        ("Status", "Active", f"?unit={units.bergen.pk}&sort=-owner"),
        ("Unit", "Bergen", "?status=active&sort=-owner"),
    ]


def test_the_panel_of_all_filters_offers_what_the_reader_has(some, sign_in):
    selects = {select.name: select for select in sign_in(some.mona).get(f"{LIST}?filters=1").context["selects"]}
    assert [label.strip("\u2007") for _pk, label in selects["unit"].choices] == ["Norway", "Bergen", "Årdal"]
    assert [name for _pk, name in selects["owner"].choices] == ["Alice"]
    assert selects["region"].choices == [("Oslo", "Oslo"), ("Vestland", "Vestland")]
    assert selects["country"].choices == [("NO", "Norway"), ("SE", "Sweden")]


def test_htmx_gets_the_result_alone_and_the_clean_address(some, sign_in):
    response = sign_in(some.mona, **{"HX-Request": "true"}).get(f"{LIST}?q=verft&status=&unit=")
    assert b"<html" not in response.content
    assert b"Nordvik Verft" in response.content
    assert response["HX-Push-Url"] == "/accounts/?q=verft"


def test_pages_of_fifty(cast, units, sign_in):
    for number in range(60):
        factories.AccountFactory(name=f"Z {number:03d}", unit=units.bergen, owner=cast.alice)
    client = sign_in(cast.mona)
    first, second = client.get(LIST), client.get(f"{LIST}?page=2")
    assert (len(names(first)), len(names(second))) == (50, 11)
    assert b'href="/accounts/?page=2"' in first.content
    assert names(client.get(f"{LIST}?page=77")) == names(second)


def test_of_very_many_it_says_that_they_are_more(cast, units, sign_in, monkeypatch):
    monkeypatch.setattr(pages, "MOST_COUNTED", 60)
    factories.AccountFactory.create_batch(59, unit=units.bergen, owner=cast.alice)
    client = sign_in(cast.mona)
    exact = client.get(LIST).content.decode()
    assert "60 accounts" in exact
    assert "Page 1 of 2" in exact
    factories.AccountFactory.create_batch(41, unit=units.bergen, owner=cast.alice)
    more = client.get(LIST).content.decode()
    assert "More than 60 accounts" in more
    assert "Page 1</span>" in more
    last = client.get(f"{LIST}?page=3")
    assert "101 accounts" in last.content.decode()
    assert (len(names(last)), b'rel="next"' in last.content) == (1, False)
    assert b'id="first-page" href="/accounts/"' in last.content
    assert client.get("/accounts/export.csv").content.count(b"\n") == 102  # the file holds them all, and the heading


def test_nothing_at_all_and_nothing_found_say_different_things(cast, sign_in):
    assert b"No accounts yet" in sign_in(cast.stranger).get(LIST).content
    assert b"No account matches" in sign_in(cast.mona).get(f"{LIST}?q=zzz").content


@pytest.mark.parametrize(
    ("query", "most"), [("", 6), ("?q=n&status=active&mine=", 6), ("?filters=1&q=n&country=NO&sort=-owner", 11)]
)
def test_thirty_rows_cost_as_many_queries_as_one(cast, units, sign_in, query, most):
    client = sign_in(cast.mona)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST + query)
    factories.AccountFactory.create_batch(30, unit=units.bergen, owner=cast.alice, region="Oslo")
    with CaptureQueriesContext(connection) as thirty:
        client.get(LIST + query)
    assert len(thirty) == len(one) <= most


def test_names_are_text_wherever_they_stand(cast, units, sign_in):
    factories.AccountFactory(name='<script>"x"</script>', region='"><b>', unit=units.bergen, owner=cast.alice)
    content = sign_in(cast.mona).get(f"{LIST}?filters=1").content.decode()
    assert "<script>&quot;" not in content
    assert '<script>"x"' not in content
    assert '"><b>' not in content


def test_the_bin_is_not_listed(cast, sign_in, deleted):
    assert names(sign_in(cast.mona).get(LIST)) == []


@pytest.fixture
def deleted(cast):
    Account.objects.filter(pk=cast.account.pk).update(deleted_at="2026-01-01T00:00Z")


def test_the_csv_holds_what_the_list_is_narrowed_to(some, sign_in):
    some.mona.language = "nb"
    some.mona.save()
    response = sign_in(some.mona).get("/accounts/export.csv?sector=public")
    heading, *rows = csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert [row[0] for row in rows] == ["Østby kommune"]
    assert len(heading) == len(rows[0])


def test_the_workbook_holds_all_pages_in_the_order_of_the_list(some, sign_in):
    response = sign_in(some.mona).get("/accounts/export.xlsx?sort=-name")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert [cell.value for cell in sheet["A"]][1:] == [
        "Ålesund Fisk",
        "Østby kommune",
        "Ærøy Shipping",
        "Nordvik Verft",
    ]


def test_a_parent_group_nobody_may_see_is_not_exported(cast, sign_in):
    Account.objects.filter(pk=cast.account.pk).update(parent=cast.foreign_account)
    assert "Mälarhamn" not in sign_in(cast.mona).get("/accounts/export.csv").content.decode()


@pytest.mark.parametrize("address", [LIST, "/accounts/export.csv"])
def test_it_is_only_read(cast, sign_in, address):
    assert sign_in(cast.mona).post(address).status_code == 405
