"""The start page says what to do next, and how the survey that is out is doing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.models import Survey
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(cast):
    """Alice's survey, sent to two customers, of whom one has answered."""
    survey = factories.SurveyFactory(
        title="What matters", unit=cast.account.unit, created_by=cast.alice, status=Survey.Status.OPEN
    )
    factories.QuestionnaireFactory(survey=survey, opened_at=timezone.now())
    now = timezone.now()
    factories.InvitationFactory(survey=survey, sent_at=now, answered_at=now)
    factories.InvitationFactory(survey=survey, sent_at=now)
    return survey


def start_page(client):
    return client.get("/").content.decode()


def test_the_open_survey_stands_there_with_its_response(cast, sign_in, out):
    page = start_page(sign_in(cast.alice))
    assert "Answers are arriving" in page
    assert "1 of 2 answered" in page
    assert "See what they say" in page


def test_of_a_confidential_one_it_promises_no_results(cast, sign_in, out):
    Survey.objects.update(mode=Survey.Mode.CONFIDENTIAL)
    page = start_page(sign_in(cast.alice))
    assert "1 of 2 answered" in page
    assert "See how it goes" in page


def test_before_the_first_answer_it_says_that_it_is_open(cast, sign_in, out):
    out.invitations.update(answered_at=None)
    assert "A survey is open" in start_page(sign_in(cast.alice))


@pytest.mark.parametrize("status", [Survey.Status.DRAFT, Survey.Status.CLOSED])
def test_others_are_not_out(cast, sign_in, out, status):
    Survey.objects.update(status=status, closed_at=timezone.now())
    assert "asked-now" not in start_page(sign_in(cast.alice))


def test_who_may_not_see_it_does_not(cast, sign_in, out):
    assert "What matters" not in start_page(sign_in(cast.dave))


def test_who_has_asked_nobody_yet_is_shown_the_way(cast, sign_in):
    assert 'href="/surveys/ask/"' in start_page(sign_in(cast.alice))


def test_it_asks_the_database_as_often_for_many(cast, sign_in, out, django_assert_num_queries):
    client = sign_in(cast.alice)
    start_page(client)
    with CaptureQueriesContext(connection) as few:
        start_page(client)
    for number in range(5):
        other = factories.SurveyFactory(unit=out.unit, created_by=cast.alice, status=Survey.Status.OPEN)
        factories.QuestionnaireFactory(survey=other, opened_at=timezone.now())
        factories.InvitationFactory.create_batch(number, survey=other, sent_at=timezone.now())
    with django_assert_num_queries(len(few)):
        start_page(client)
