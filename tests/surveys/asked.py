"""A survey asked by link, ready to be opened: shared by the tests of its chapters."""

from datetime import timedelta

from django.utils import timezone

from surveys.models import Criterion, Survey
from tests import factories

NOW = timezone.now()
SOON = NOW + timedelta(days=14)


def draft_of(by, unit, **terms):
    """A draft with two criteria and nobody invited."""
    mode = terms.pop("mode", Survey.Mode.NAMED)
    survey = factories.SurveyFactory(
        title="Autumn", slug="autumn", unit=unit, created_by=by, mode=mode, status="draft", closed_at=None
    )
    questionnaire = factories.QuestionnaireFactory(survey=survey, opened_at=None, **terms)
    for order, criterion in enumerate(Criterion.objects.filter(in_library=True)[:2]):
        survey.survey_criteria.create(criterion=criterion, order=order)
    return questionnaire


def invite(survey, **about):
    return factories.InvitationFactory(survey=survey, sent_at=None, **about)


def answered(invitation, *, sent=True, scores=(9, 7), counts=None):
    """What somebody who came by link has answered."""
    respondent = factories.RespondentFactory(
        survey=invitation.survey,
        audience=invitation.audience,
        invitation=invitation,
        account=invitation.account,
        counts=sent if counts is None else counts,
    )
    criterion = invitation.survey.criteria.first()
    importance, performance = scores
    respondent.answers.create(
        criterion=criterion, importance=importance, performance=performance, no_experience=performance is None
    )
    if sent or respondent.counts:
        moment = "answered_at" if sent else "counted_at"
        type(invitation).objects.filter(pk=invitation.pk).update(**{moment: NOW})
    return respondent
