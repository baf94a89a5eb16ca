"""Retention: what is kept about the persons of a closed survey goes when the time they were told has passed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from surveys.changes.opening import LINKS_LAST
from surveys.models import Comment, Invitation, Survey
from surveys.models.survey import SurveyQuerySet
from surveys.privacy import made_anonymous

YEARS_KEPT = {Survey.Mode.NAMED: 2, Survey.Mode.CONFIDENTIAL: 1}


def void_links(*, now: datetime) -> None:
    """The secrets of links go, so that no old mail leads to a survey that might be opened again."""
    closed = Survey.objects.filter(status=Survey.Status.CLOSED, closed_at__lte=now - LINKS_LAST)
    Invitation.objects.filter(survey__in=closed.order_by().values("pk")).exclude(token_hash=None).update(
        token_hash=None
    )


def forget_persons(*, now: datetime) -> None:
    """Results stay as they are: they are sums. Surveys loaded from a file promised nothing and are left alone."""
    for survey in of_known_persons(Survey.Mode.NAMED, now):
        make_anonymous(survey=survey)
    for survey in of_known_persons(Survey.Mode.CONFIDENTIAL, now):
        keep_sums_alone(survey=survey)


def of_known_persons(mode: Survey.Mode, now: datetime) -> SurveyQuerySet:
    """Closed so long ago that nobody should be known any more, and somebody is."""
    past = years_before(now, YEARS_KEPT[mode])
    closed = Survey.objects.filter(mode=mode, status=Survey.Status.CLOSED, closed_at__lte=past)
    return closed.filter(Exists(Invitation.objects.filter(survey=OuterRef("pk"))))


@transaction.atomic
def make_anonymous(*, survey: Survey) -> None:
    """Of a named survey: the answers stay as numbers of nobody, without comments."""
    Comment.objects.filter(respondent__survey=survey).delete()
    made_anonymous(survey.respondents.exclude(invitation=None))
    survey.invitations.all().delete()


@transaction.atomic
def keep_sums_alone(*, survey: Survey) -> None:
    """Of a confidential survey: single answers go; what was released when it closed stays."""
    survey.respondents.all().delete()
    survey.invitations.all().delete()


def years_before(moment: datetime, years: int) -> datetime:
    """The same day years ago; for 29 February the day before."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)
