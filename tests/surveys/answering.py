"""For tests of answering: an open survey, somebody invited to it, and a browser that came by the link."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.models import Answer, Respondent, SurveyCriterion
from tests import factories


def ask(number=3, *, audience="customer", language="en", survey=None, scale=(1, 10), mode="named", **asked):
    """An invitation to an open survey about so many criteria."""
    if survey is None:
        unit = factories.UnitFactory()
        low, high = scale
        survey = factories.SurveyFactory(
            status="open", closed_at=None, unit=unit, scale_low=low, scale_high=high, mode=mode
        )
        factories.QuestionnaireFactory(survey=survey, **asked)
        for order in range(number):
            SurveyCriterion.objects.create(survey=survey, criterion=factories.CriterionFactory(), order=order)
    return factories.InvitationFactory(survey=survey, audience=audience, language=language)


def criteria_of(invitation):
    return list(invitation.survey.criteria.order_by("survey_criteria__order").values_list("pk", flat=True))


def come(invitation, **headers):
    """A browser that has opened the link."""
    client = Client(headers=headers)
    client.get(reverse("survey_link", args=[invitation.token]))
    return client


def at(name, invitation):
    return reverse(name, args=[invitation.survey_id])


def whole(invitation, score=8):
    """Everything a form of both ratings would send."""
    fields = {f"{kind}{pk}": str(score) for pk in criteria_of(invitation) for kind in "ip"}
    return {**fields, "satisfaction": "9", "recommendation": "10", "comment": "Thank you", "mark": invitation.mark}


def post(client, name, invitation, **fields):
    return client.post(at(name, invitation), {"mark": invitation.mark, **fields})


def queries(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return [each["sql"] for each in captured]


def respondent(invitation):
    return Respondent.objects.get(invitation=invitation)


def ratings(invitation):
    """As the criteria were made: by slug the tenth would stand before the ninth."""
    answers = Answer.objects.filter(respondent__invitation=invitation).order_by("criterion_id")
    return list(answers.values_list("importance", "performance", "no_experience"))


def state(invitation):
    invitation.refresh_from_db()
    return invitation.state
