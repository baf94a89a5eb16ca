"""Pages of a list: every row on one of them, no link that leads nowhere, and a number only where it is exact."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from kamplan import pages
from kamplan.pages import page_of
from tests import factories

pytestmark = pytest.mark.django_db
SIZE = 3


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    """So that a few rows are many."""
    monkeypatch.setattr(pages, "MOST_COUNTED", 6)


def rows(many):
    Unit.objects.all().delete()
    for number in range(many):
        factories.UnitFactory(name=f"Unit {number}")
    return Unit.objects.order_by("name")


def walked(found):
    """All rows, by following the links to the next page."""
    page = page_of(found, None, size=SIZE)
    yield from page
    while page.has_next:
        page = page_of(found, str(page.next_number), size=SIZE)
        assert page.object_list
        yield from page


@pytest.mark.parametrize("many", range(12))
def test_the_next_pages_lead_to_every_row_once(many):
    found = rows(many)
    assert list(walked(found)) == list(found)


@pytest.mark.parametrize(
    ("many", "number", "total", "place"),
    [
        (0, None, 0, "Page 1 of 1"),
        (3, "1", 3, "Page 1 of 1"),
        (4, "1", 4, "Page 1 of 2"),
        (6, "1", 6, "Page 1 of 2"),
        (7, "1", None, "Page 1"),
        (8, "2", None, "Page 2"),
        (8, "3", 8, "Page 3 of 3"),
    ],
)
def test_it_says_how_many_only_when_it_knows(many, number, total, place):
    page = page_of(rows(many), number, size=SIZE)
    assert (page.total, page.place) == (total, place)


@pytest.mark.parametrize("many", [0, 1, 3, 5, 8, 9])
def test_a_number_beyond_the_end_means_the_last_page(many):
    found = rows(many)
    last = page_of(found, "99", size=SIZE)
    assert last.number == max(1, -(-many // SIZE))
    assert (last.has_next, last.total) == (False, many)


@pytest.mark.parametrize("number", [None, "", "0", "-1", "x", "1.5", "²", "9" * 5000])
def test_what_is_no_number_means_the_first_page(number):
    page = page_of(rows(4), number, size=SIZE)
    assert (page.number, page.has_previous, page.has_next) == (1, False, True)


def test_what_fits_one_page_is_not_counted():
    found = rows(SIZE)
    with CaptureQueriesContext(connection) as asked:
        page_of(found, None, size=SIZE)
    assert len(asked) == 1


def test_columns_come_as_tuples_and_cost_the_count_no_table():
    found = rows(4)
    with CaptureQueriesContext(connection) as asked:
        page = page_of(found, None, columns=("name", "parent__name"), size=SIZE)
    assert page.object_list[0] == ("Unit 0", None)
    assert ["JOIN" in query["sql"] for query in asked] == [True, False]


@pytest.mark.parametrize("number", [None, "2", "99"])
def test_by_their_keys_come_the_same_rows_in_the_same_order(number):
    found = rows(5).order_by("-name")
    columns = {"columns": ("name", "parent__name"), "size": SIZE}
    assert page_of(found, number, **columns, keys_first=True) == page_of(found, number, **columns)


def test_by_their_keys_all_are_sorted_without_other_tables():
    found = rows(2).order_by("-name")
    with CaptureQueriesContext(connection) as asked:
        page_of(found, None, columns=("name", "parent__name"), size=SIZE, keys_first=True)
    assert [("JOIN" in query["sql"], "ORDER BY" in query["sql"]) for query in asked] == [(False, True), (True, False)]
