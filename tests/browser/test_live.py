"""The page of an open survey in a real browser: it moves while answers come, and leaves the reader where he is."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from surveys.models import Criterion
from surveys.models.survey import live_tallies
from tests import factories
from tests.surveys.conftest import rate

pytestmark = pytest.mark.browser

LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"  # what also happens every ten seconds


@pytest.fixture
def survey(live_server, units, cast):
    live_tallies.cache_clear()
    found = factories.SurveyFactory(
        title="Now", slug="now", unit=units.norway, created_by=cast.mona, status="open", closed_at=None
    )
    factories.QuestionnaireFactory(survey=found)
    for slug in ("trust", "advice", "availability", "accuracy"):
        criterion, _made = Criterion.objects.get_or_create(slug=slug, defaults={"name_en": slug, "name_nb": slug})
        found.survey_criteria.create(criterion=criterion)
    answered(found, "First")
    return found


def answered(survey, name):
    respondent = factories.RespondentFactory(survey=survey, label=name, version=1, changed_at=timezone.now())
    rate(respondent, dict.fromkeys(survey.slugs().values(), (9, 7)))


def test_answers_come_in_and_nothing_jumps(page, visit, cast, sign_in, survey):
    visit("/surveys/now/", sign_in(cast.mona))
    page.wait_for_selector(".main-svg")
    page.click("details.counts summary")
    page.evaluate("document.querySelector('#sort-2').focus({ preventScroll: true })")
    page.evaluate("window.scrollTo(0, 600)")
    answered(survey, "Second")
    answered(survey, "Third")

    with page.expect_response(lambda response: "/news/" in response.url and response.status == 200):
        page.evaluate(LOOK_AGAIN)
    expect(page.locator("#news")).to_have_text("2 new answers.")

    assert page.get_attribute("#news", "role") == "status"
    assert page.inner_text(".key-figures b >> nth=0") == "3"
    assert page.evaluate("scrollY") == 600
    assert page.evaluate("document.activeElement.id") == "sort-2"
    assert page.evaluate("document.querySelector('details.counts').open")
    with page.expect_response(lambda response: "/news/" in response.url) as nothing_new:
        page.evaluate(LOOK_AGAIN)
    assert nothing_new.value.status == 204
    assert page.complaints == []
