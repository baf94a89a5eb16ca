"""Work on surveys: emptying the bin, closing those whose time has come."""

import logging
from datetime import datetime, timedelta

from kamplan.daily import daily
from kamplan.often import often
from surveys.changes.opening import NotNow, close_survey
from surveys.models import Questionnaire, Survey

logger = logging.getLogger("kamplan")

IN_THE_BIN = timedelta(days=30)


@daily("surveys.bin")
def empty_bin(now: datetime) -> None:
    """Surveys that have lain in the bin for a month go for ever, with their answers and their history."""
    gone = Survey.objects.filter(deleted_at__lt=now - IN_THE_BIN)
    pks = list(gone.values_list("pk", flat=True))
    gone.delete()
    Questionnaire.history.filter(survey_id__in=pks).delete()
    Survey.history.filter(id__in=pks).delete()  # last, for the deletion is written there too


@often("surveys.closing")
def close_due(now: datetime) -> None:
    """Answers are refused from the closing time on, whoever looks; this counts them and lets the results out."""
    due = Survey.objects.kept().filter(status=Survey.Status.OPEN, questionnaire__closes_at__lte=now)
    for survey in due.order_by("questionnaire__closes_at", "pk"):
        try:
            close_survey(survey=survey, by=None, now=now)
        except NotNow:
            continue  # somebody was faster
        except Exception:  # one that cannot be closed keeps none of the others open
            logger.exception("Survey %s could not be closed", survey.pk)
