"""What is kept about persons goes when its time has come: links, names, comments, single answers."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kamplan.daily import DailyRun, do_daily_work
from surveys.changes.retention import years_before
from surveys.jobs.survey import empty_bin
from surveys.models import Answer, Comment, Invitation, Message, Questionnaire, Survey
from surveys.models.invitation import hash_of
from tests import factories

CLOSED = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def closed(cast):
    """A survey by link, closed, one of whose customers has answered and written; as named or confidential as asked."""

    def made(mode):
        survey = factories.QuestionnaireFactory(
            survey__mode=mode, survey__unit=cast.account.unit, survey__invited=2, opened_at=CLOSED - timedelta(days=9)
        ).survey
        for name, contact in (("Erik Strandvik", cast.erik), ("Ivar Bedt", None)):
            invitation = factories.InvitationFactory(survey=survey, name=name, contact=contact, account=cast.account)
            Message.objects.create(invitation=invitation, kind="invitation", identifier=f"<{invitation.pk}@x.example>")
        label = name if mode == "named" else "qwerty"
        respondent = factories.RespondentFactory(
            survey=survey, label=label, invitation=invitation, account=cast.account, satisfaction=8
        )
        criterion = factories.CriterionFactory()
        Answer.objects.create(respondent=respondent, criterion=criterion, importance=9, performance=4)
        Comment.objects.create(respondent=respondent, text="Always late")
        kept = {"tallies": {"kept": 1}, "cells": {"unit": {"1": {}}}}
        Survey.objects.filter(pk=survey.pk).update(status="closed", closed_at=CLOSED, **kept)
        return survey

    return made


def after(**time):
    """What the worker does on the day reached by then."""
    DailyRun.objects.all().delete()
    with time_machine.travel(CLOSED + timedelta(**time), tick=False):
        assert "surveys.retention" in do_daily_work(timezone.now())


def counts():
    return [model.objects.count() for model in (Invitation, Message, Comment, Answer)]


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_links_lead_nowhere_ninety_days_after_closing(closed, mode):
    survey = closed(mode)
    tokens = [invitation.token for invitation in survey.invitations.all()]
    after(days=89, hours=23)
    assert all(Invitation.objects.of_token(token).exists() for token in tokens)
    after(days=90)
    assert not any(Invitation.objects.of_token(token).exists() for token in tokens)
    assert counts() == [2, 2, 1, 1]


def test_links_of_an_open_survey_live(closed):
    survey = closed("named")
    Survey.objects.update(status="open", closed_at=None)
    after(days=4000)
    assert {invitation.token_hash for invitation in survey.invitations.all()} == {
        hash_of(invitation.token) for invitation in survey.invitations.all()
    }


def test_named_answers_are_numbers_of_nobody_after_two_years(closed):
    survey = closed("named")
    after(days=730)
    assert (counts(), survey.respondents.get().label) == ([2, 2, 1, 1], "Ivar Bedt")
    after(days=731)  # 2028 is a leap year
    assert counts() == [0, 0, 0, 1]
    respondent = survey.respondents.get()
    assert (respondent.label, respondent.account) == (f"Respondent {respondent.pk}", None)
    assert (respondent.satisfaction, respondent.answers.get().importance) == (8, 9)
    survey.refresh_from_db()
    assert (survey.invited, survey.tallies) == (2, {"kept": 1})


def test_single_confidential_answers_go_after_a_year_and_sums_stay(closed):
    survey = closed("confidential")
    after(days=364)
    assert counts() == [2, 2, 1, 1]
    after(days=365)
    assert (counts(), survey.respondents.count()) == ([0, 0, 0, 0], 0)
    survey.refresh_from_db()
    assert (survey.invited, survey.tallies, survey.cells) == (2, {"kept": 1}, {"unit": {"1": {}}})


def test_a_survey_from_a_file_is_left_alone(cast):
    survey = factories.SurveyFactory(unit=cast.account.unit, closed_at=CLOSED)
    factories.RespondentFactory(survey=survey, label="C1", contact=cast.erik)
    after(days=4000)
    assert survey.respondents.get().contact == cast.erik


def test_the_day_is_counted_by_the_calendar():
    assert years_before(datetime(2028, 2, 29, tzinfo=UTC), 1) == datetime(2027, 2, 28, tzinfo=UTC)
    assert years_before(CLOSED, 2) == CLOSED.replace(year=2024)


def test_what_leaves_the_bin_leaves_no_questionnaire_behind(closed):
    survey = closed("named")
    survey.questionnaire.save()
    assert Questionnaire.history.count() > 0
    Survey.objects.update(deleted_at=CLOSED)
    empty_bin(CLOSED + timedelta(days=31))
    assert (Questionnaire.history.count(), Invitation.objects.count()) == (0, 0)
