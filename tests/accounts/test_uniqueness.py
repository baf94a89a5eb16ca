"""Areas by uniqueness and recurring revenue: rating them, who may, where they stand, files, the picture, queries."""

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import Account, AreaUniqueness, ExchangeRate, ServiceArea
from accounts.models.revenue_sums import forget
from accounts.models.uniqueness_areas import AreaStands
from accounts.privacy.terms import USER
from kamplan.privacy import holdings
from tests.accounts.sold import sell
from tests.factories import AccountFactory
from tests.refusal import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]
RATING = {"uniqueness": "8", "critical": "yes", "evidence": "Nobody else runs it"}
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def in_november():
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        yield


@pytest.fixture
def areas(cast):
    """Operation recurs, boxes do not, advice is sold in both ways, and archives are not sold."""
    names = ("Operation", "Boxes", "Advice", "Archives")
    made = {name: ServiceArea.objects.create(name=name, order=place) for place, name in enumerate(names)}
    other = AccountFactory(unit=cast.account.unit, owner=cast.alice)
    sell(cast.account, 600, area="Operation", recurring=True)
    sell(cast.account, 250, area="Boxes")
    sell(other, 50, area="Boxes")
    sell(other, 60, area="Advice", recurring=True)
    sell(cast.account, 40, SEPTEMBER, area="Advice")
    sell(cast.account, 900, date(2025, 10, 1), area="Boxes")  # too long ago
    return made


def rate(area, uniqueness, *, critical=False, by=None):
    return AreaUniqueness.objects.create(area=area, uniqueness=uniqueness, critical=critical, rated_by=by)


def stands(accounts=None):
    return AreaStands.of(Account.objects.all() if accounts is None else accounts, until=date(2026, 10, 31))


def page(client, query=""):
    answer = client.get(f"/uniqueness/{query}")
    assert answer.status_code == 200
    return answer


def test_the_database_keeps_what_a_rating_is(areas):
    rows = AreaUniqueness.objects.filter(pk=rate(areas["Boxes"], 1).pk)
    for wrong in (0, 11):
        assert refused(lambda wrong=wrong: rows.update(uniqueness=wrong))
    for right in (1, 10):
        rows.update(uniqueness=right)


def test_where_areas_stand(areas):
    rate(areas["Operation"], 2)
    for name, uniqueness, critical in (("Operation", 9, True), ("Boxes", 2, False), ("Archives", 7, False)):
        rate(areas[name], uniqueness, critical=critical)
    found = stands()
    assert [(each.name, each.revenue, each.share, each.customers, each.field) for each in found.stands] == [
        ("Operation", 600, 1, 1, "unique and recurring"),
        ("Boxes", 300, 0, 2, "alike and sold once"),
        ("Advice", 100, Fraction(3, 5), 2, None),
        ("Archives", 0, None, 0, None),
    ]
    assert (found.recurring, found.critical) == (Fraction(66, 100), Fraction(6, 10))
    assert (found.exposed, found.unrated, found.customers) == (Fraction(3, 10), Fraction(1, 10), 2)


def test_credit_notes_are_taken_off_and_foreign_money_converted_or_said(areas, cast):
    sell(cast.account, -600, SEPTEMBER, area="Boxes")
    sell(cast.account, 70, currency="SEK", area="Boxes")
    found = {each.name: each for each in stands().stands}
    assert (found["Boxes"].revenue, found["Boxes"].share, found["Boxes"].customers) == (-300, None, 1)
    assert stands().unconverted == (("SEK", 1),)
    ExchangeRate.objects.create(currency="DKK", on=date(2025, 1, 1), rate="1.5")
    sell(cast.account, 100, SEPTEMBER, currency="DKK", area="Advice", recurring=True)
    advice = next(each for each in stands().stands if each.name == "Advice")
    assert (advice.revenue, advice.share) == (250, Fraction(210, 250))


def test_an_area_is_rated_for_the_house_and_what_was_said_before_stays(areas, cast, sign_in):
    address = f"/areas/{areas['Boxes'].pk}/uniqueness/"
    client = sign_in(cast.ada)
    assert client.post(address, RATING).status_code == 302
    assert client.post(address, RATING | {"uniqueness": "3", "critical": "no"}).status_code == 302
    newest, first = AreaUniqueness.objects.all()
    assert (first.uniqueness, first.critical, first.evidence) == (8, True, "Nobody else runs it")
    assert (newest.uniqueness, newest.critical, newest.rated_by) == (3, False, cast.ada)
    shown = client.get(address)
    assert [each.pk for each in shown.context["past"]] == [newest.pk, first.pk]
    assert shown.context["form"].initial["critical"] == "no"
    assert stands().stands[1].rated == newest


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("uniqueness", value) for value in ("", "0", "11", "5.5", "x")],
        *[("critical", ""), ("critical", "perhaps"), ("evidence", "x" * 501)],
    ],
)
def test_bad_input_is_refused_and_what_was_typed_kept(areas, cast, sign_in, field, value):
    sent = {**RATING, field: value}
    answer = sign_in(cast.ada).post(f"/areas/{areas['Boxes'].pk}/uniqueness/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert sent["evidence"][:500].encode() in answer.content
    assert not AreaUniqueness.objects.exists()


def test_who_may_rate_is_led_there_and_nobody_else(areas, cast, sign_in):
    rate(areas["Boxes"], 2)
    address = f"/areas/{areas['Boxes'].pk}/uniqueness/"
    assert address in page(sign_in(cast.ada)).content.decode()
    assert address not in page(sign_in(cast.alice)).content.decode()
    assert sign_in(cast.alice).post(address, RATING).status_code == 403


def test_only_what_the_reader_sees_counts_and_the_address_narrows_it(areas, cast, sign_in):
    sell(cast.foreign_account, 10**6, area="Boxes")
    assert page(sign_in(cast.carol)).context["found"].stands[0].name == "Operation"
    assert page(sign_in(cast.dave)).context["found"].customers == 1
    Account.objects.filter(pk=cast.account.pk).update(sector="public")
    assert page(sign_in(cast.carol), "?sector=public").context["found"].customers == 1
    assert b"Nobody bought anything" in page(sign_in(cast.stranger)).content


def test_the_page_says_what_it_comes_to(areas, cast, sign_in):
    assert b"No area is rated yet" in page(sign_in(cast.carol)).content
    rate(areas["Operation"], 9, critical=True)
    answer = page(sign_in(cast.carol))
    assert [row[1:] for row in answer.context["rows"]] == [("yes", "Holds customers"), ("–", "–"), ("–", "–")]
    text = answer.content.decode()
    assert "66.0 %" in text
    assert "60.0 %" in text
    marks = [mark for series in answer.context["picture"].chart.series for mark in series.marks]
    assert [(mark.x, mark.y, mark.count) for mark in marks] == [(9, 100, 600)]


def test_the_files_and_the_picture_hold_the_same(areas, cast, sign_in):
    client = sign_in(cast.carol)
    assert b"No area is rated yet" in client.get("/uniqueness/areas.svg").content
    rate(areas["Operation"], 2)
    rate(areas["Operation"], 9, critical=True, by=cast.ada)
    assert b"Operation" in client.get("/uniqueness/areas.svg").content
    book = load_workbook(io.BytesIO(client.get("/uniqueness/export.xlsx").content))
    areas_sheet, ratings = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book)
    assert areas_sheet[0][:7] == ("Operation", 9, "Yes", 600, 100, 1, "Holds customers")
    assert areas_sheet[1][:7] == ("Boxes", None, None, 300, 0, 2, None)
    assert [(row[1], row[4]) for row in ratings] == [(9, "Ada"), (2, None)]
    lines = client.get("/uniqueness/export.csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(lines)))) == 4


def test_a_rating_outlives_who_gave_it_and_goes_with_its_area(areas, cast):
    rate(areas["Archives"], 5, by=cast.ada)
    assert any(held.model is AreaUniqueness for held in holdings(USER))
    areas["Archives"].delete()
    assert not AreaUniqueness.objects.exists()


def test_as_many_queries_with_one_area_as_with_many(areas, cast, sign_in):
    client = sign_in(cast.carol)
    rate(areas["Operation"], 9, by=cast.ada)
    forget()
    cold, few = queries_of(client), queries_of(client)
    for place in range(20):
        sell(cast.account, 5, area=f"More {place}")
        rate(ServiceArea.objects.get(name=f"More {place}"), 4, by=cast.ada)
    assert queries_of(client) == cold
    assert queries_of(client) == few < cold <= 12


def queries_of(client):
    with CaptureQueriesContext(connection) as made:
        page(client)
    return len(made)
