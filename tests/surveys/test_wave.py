"""Waves: the same questions again, side by side, with those in both marked and compared with themselves."""

import io
import math
import statistics

import pytest
from openpyxl import load_workbook

from surveys.changes.release import release_results
from surveys.domain.wave import Column, in_both
from tests import factories

EARLIER = [(9, 5), (8, 6), (9, 7), (10, 6)]
LATER = [(9, 8), (8, 8), (9, 7), (10, 9), (7, 9)]


@pytest.fixture
def waves(cast, units, ask, answer):
    """Four answered first and three of them again, with two others; the second wave asks about advice too."""
    first = ask(title="First", slug="first", unit=units.norway, created_by=cast.mona)
    for place, pair in enumerate(EARLIER):
        answer(first, {"trust": pair}, email=f"person{place}@customer.example")
    close(first)
    second = ask(title="Second", slug="second", unit=units.norway, created_by=cast.mona, repeats=first)
    for place, pair in enumerate(LATER):
        asked = f"Person{place}@customer.example" if place < 3 else f"new{place}@customer.example"
        answer(second, {"trust": pair, "advice": (5, 5)}, email=asked)
    first.survey_criteria.filter(criterion__slug="advice").delete()
    close(first)
    return first, second


def close(survey):
    survey.status = "closed"
    survey.save()
    release_results(survey=survey)


@pytest.fixture
def mona(cast, sign_in):
    return sign_in(cast.mona)


def test_the_change_of_those_in_both_is_paired():
    change = in_both(list(zip(EARLIER[:3], LATER[:3], strict=True)))[Column.PERFORMANCE]
    steps = [3, 2, 0]
    assert change.n == 3
    assert change.mean == pytest.approx(statistics.mean(steps))
    reach = 4.302652729911275 * statistics.stdev(steps) / math.sqrt(3)
    assert (change.interval.low, change.interval.high) == pytest.approx((5 / 3 - reach, 5 / 3 + reach))


def test_both_waves_and_both_changes_stand_side_by_side(mona, waves):
    page = mona.get("/surveys/second/waves/").content.decode()
    assert "3 customers answered both" in page
    assert "Change, everybody" in page
    assert "Change, those in both" in page
    assert "not asked" in page
    lines = page.count('data-label="n"')
    labels = [page.count(f'<td data-label="{name}">') for name in ("Importance", "Performance", "Gap")]
    assert labels == [lines] * 3, "on a phone each figure has its name beside it"
    assert "+2.20" in page, "8.2 after 6.0, everybody"
    assert "+1.67" in page, "each of the three by himself"


def test_the_file_says_the_same_exactly(mona, waves):
    sheet = load_workbook(io.BytesIO(mona.get("/surveys/second/waves.xlsx").content)).worksheets[0]
    rows = {(row[0], row[1]): row[2:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Trust", "First"][0:2] == (4, 9)
    assert rows["Trust", "Change, everybody"][4] == pytest.approx(2.2)
    assert rows["Trust", "Change, those in both"][0] == 3
    assert rows["Trust", "Change, those in both"][4] == pytest.approx(5 / 3)
    assert rows["Advice", "First"][-1] == "not asked"


def test_an_interval_ends_in_the_file_where_it_does_on_the_page(mona, waves):
    sheet = load_workbook(io.BytesIO(mona.get("/surveys/second/waves.xlsx").content)).worksheets[0]
    second = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[:2] == ("Trust", "Second"))
    _criterion, _wave, _n, _mean, low, high, *_others = second
    assert (low > 1, high) == (True, 10), "importance, on a scale from 1 to 10"
    assert f"{low:.2f} to {high:.2f}" in mona.get("/surveys/second/waves/").content.decode()


def test_the_picture_and_the_way_there(mona, waves):
    assert "Second" in mona.get("/surveys/second/waves.svg").content.decode()
    assert "/surveys/second/waves/" in mona.get("/surveys/second/").content.decode()
    assert "There is no earlier wave" in mona.get("/surveys/first/waves/").content.decode()


def test_who_may_not_see_the_earlier_wave_does_not_meet_it(cast, sign_in, units, waves):
    first, _second = waves
    type(first).objects.filter(pk=first.pk).update(unit=units.sweden, created_by=cast.dave)
    page = sign_in(cast.mona).get("/surveys/second/waves/").content.decode()
    assert "First" not in page


def test_nobody_is_looked_for_in_a_confidential_wave(mona, waves):
    first, second = waves
    type(first).objects.update(mode="confidential")
    for survey in (first, second):
        type(survey.questionnaire).objects.filter(survey=survey).update(threshold=3)
        survey.refresh_from_db()
        release_results(survey=survey)
    page = mona.get("/surveys/second/waves/").content.decode()
    assert "Change, everybody" in page
    assert "Change, those in both" not in page


def test_a_copy_of_a_loaded_survey_is_a_wave_of_it(mona, cast, units, ask):
    loaded = factories.SurveyFactory(title="Loaded", slug="loaded", unit=units.norway, created_by=cast.mona)
    factories.RespondentFactory(survey=loaded)
    ask(title="Again", slug="again", unit=units.norway, created_by=cast.mona, repeats=loaded)
    assert "Loaded" in mona.get("/surveys/again/waves/").content.decode()


def test_who_answered_both_is_listed_and_marked(mona, waves, cast):
    first, second = waves
    for survey, satisfaction in ((first, 4), (second, 8)):
        person = survey.respondents.get(invitation__email__iexact="person0@customer.example")
        type(person).objects.filter(pk=person.pk).update(label="Kari", satisfaction=satisfaction)
    page = mona.get("/surveys/second/waves/").content.decode()
    listed = page[page.index('id="both"') :]
    assert listed.count("<tr>") == 1 + 3
    assert "4 → 8" in listed
    assert "−4.00 → −0.50" in listed, "9 and 5, then 9 and 8 beside 5 and 5"
    for survey, other in ((first, "Second"), (second, "First")):
        answers = mona.get(f"/surveys/{survey.slug}/answers/").content.decode()
        assert answers.count(f"also in {other}") == 3
        kari = survey.respondents.get(label="Kari")
        assert f"also in {other}" in mona.get(f"/surveys/{survey.slug}/answers/{kari.pk}/").content.decode()


def test_who_belongs_to_a_hidden_account_is_counted_and_not_named(mona, waves, cast):
    _first, second = waves
    hidden = second.respondents.get(invitation__email__iexact="person1@customer.example")
    type(hidden).objects.filter(pk=hidden.pk).update(account=cast.foreign_account, label="Ulla")
    page = mona.get("/surveys/second/waves/").content.decode()
    assert "Ulla" not in page
    assert "1 more belongs to an account you do not see." in page


def test_the_largest_changes_are_told_with_their_intervals(mona, waves):
    part = mona.get("/surveys/second/waves/", headers={"HX-Request": "true"}).content.decode()
    assert "Trust: performance +2.20. The 95 % interval goes from " in part
    assert "more than chance explains." in part
    assert "<html" not in part


@pytest.mark.parametrize(("threshold", "told"), [(3, True), (4, False)])
def test_of_confidential_waves_only_how_many_answered_both(mona, waves, threshold, told):
    for survey in waves:
        type(survey).objects.filter(pk=survey.pk).update(mode="confidential")
        type(survey.questionnaire).objects.filter(survey=survey).update(threshold=threshold)
        survey.refresh_from_db()
        release_results(survey=survey)
    page = mona.get("/surveys/second/waves/").content.decode()
    assert ("3 customers answered both of the last two." in page) is told
    assert 'id="both"' not in page


def test_sellers_in_both_are_counted_and_marked_but_are_no_customers(mona, waves, cast, answer):
    for survey in waves:
        answer(survey, {"trust": (5, 5)}, audience="seller", user=cast.alice, name="Alice")
    answer(waves[0], {"trust": (6, 6)}, audience="seller", email="new3@customer.example", name="Now a customer")
    page = mona.get("/surveys/second/waves/").content.decode()
    assert "3 customers answered both" in page
    assert "1 seller answered both too" in page
    assert mona.get("/surveys/second/answers/?audience=seller").content.decode().count("also in First") == 1
