"""The published survey for all tests of surveys, and surveys asked by link with answers to count."""

import pytest
from django.utils import timezone

from surveys.models import Answer, Criterion, Respondent
from surveys.models.survey import live_tallies
from tests import factories
from tests.surveys.domain.conftest import analyse, answer_rows, answers, published, reference

__all__ = ["analyse", "answer_rows", "answers", "published", "reference"]


@pytest.fixture(autouse=True)
def nothing_counted_before():
    """Each test has its own database, but all share a process."""
    live_tallies.cache_clear()


@pytest.fixture
def ask(db):
    """A survey asked by link, of trust and advice."""

    def asked(**about):
        terms = {name: about.pop(name) for name in ("threshold", "asks_belief", "repeats") if name in about}
        survey = factories.SurveyFactory(**{"status": "open", "closed_at": None, **about})
        factories.QuestionnaireFactory(survey=survey, **terms)
        for order, slug in enumerate(("trust", "advice")):
            survey.survey_criteria.create(criterion=Criterion.objects.get(slug=slug), order=order)
        return survey

    return asked


@pytest.fixture
def answer(db):
    """Somebody's answers, sent: {criterion: (importance, performance)}."""

    def answered(survey, pairs, *, sent=True, overall=None, comment="", **about):
        is_named = survey.mode == "named"
        attributes = {name: about.pop(name) for name in ("unit", "sector", "region", "email", "name") if name in about}
        tied = {name: about.get(name) for name in ("account", "contact", "user")}
        now = timezone.now()
        invitation = factories.InvitationFactory(
            survey=survey,
            audience=about.get("audience", "customer"),
            answered_at=now if sent else None,
            **attributes,
            **tied,
        )
        respondent = factories.RespondentFactory(
            survey=survey,
            audience=invitation.audience,
            label=invitation.name if is_named else f"Q{invitation.pk}",
            invitation=invitation,
            counts=sent,
            version=1,
            changed_at=now,
            **(tied if is_named else {}),
            **(overall or {}),
        )
        rate(respondent, pairs)
        if comment:
            respondent.comments.create(text=comment)
        return respondent

    return answered


def rate(respondent: Respondent, pairs) -> None:
    """Store ratings; "none" in place of a performance says that there is no experience."""
    criteria = {criterion.slug: criterion for criterion in Criterion.objects.filter(slug__in=pairs)}
    Answer.objects.bulk_create(
        Answer(
            respondent=respondent,
            criterion=criteria[slug],
            importance=importance,
            performance=None if performance == "none" else performance,
            no_experience=performance == "none",
        )
        for slug, (importance, performance) in pairs.items()
    )
