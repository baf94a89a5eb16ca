"""Changes to reminders: the days on which the silent are asked once more."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from surveys.changes.message import queue_reminders
from surveys.models import Reminder, Survey

BEFORE_CLOSING = (7, 3)  # days: what is suggested


@transaction.atomic
def remind_today(*, reminder: Reminder, now: datetime) -> int:
    """Owe the mails of this day, once, whoever looks; how many. A survey that takes no answers reminds nobody."""
    if not Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(sent_at=now):
        return 0
    return queue_reminders(survey=reminder.survey, now=now)


def add_reminder(*, survey: Survey, on: date) -> None:
    Reminder.objects.bulk_create([Reminder(survey=survey, on=on)], ignore_conflicts=True)


def remove_reminder(*, survey: Survey, pk: int) -> bool:
    """False when it is gone, or has been sent and therefore stays."""
    return bool(survey.reminders.filter(pk=pk, sent_at=None).delete()[0])


def suggested(survey: Survey, now: datetime) -> list[date]:
    """A week and three days before closing, as far as these days are still to come and not chosen yet."""
    closes_at = survey.questionnaire.closes_at
    if closes_at is None:
        return []
    zone = ZoneInfo(settings.TIME_ZONE)
    closes_on, today = closes_at.astimezone(zone).date(), now.astimezone(zone).date()
    days = [closes_on - timedelta(days=before) for before in BEFORE_CLOSING]
    chosen = set(survey.reminders.values_list("on", flat=True))
    return [day for day in days if day > today and day not in chosen]
