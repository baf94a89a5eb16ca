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
