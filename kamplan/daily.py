"""What is done once a day: purges, mostly. A day on which no worker ran is made good by the next one.

@daily("surveys.uploads")                     # in an app's jobs module
def remove_old_uploads(now: datetime) -> None: ...
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from kamplan.jobs import Job

logger = logging.getLogger("kamplan")

KEPT = timedelta(days=30)

Work = Callable[[datetime], None]
_works: dict[str, Work] = {}


class DailyRun(models.Model):
    """On which day a piece of daily work was last done."""

    name = models.CharField(max_length=60, primary_key=True)
    day = models.DateField(default=date.min)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


def daily(name: str) -> Callable[[Work], Work]:
    """Name a function as work to be done once a day."""

    def named(function: Work) -> Work:
        _works[name] = function
        return function

    return named


def do_daily_work(now: datetime) -> list[str]:
    """Do what has not been done today; the names of what was. What fails is logged and tried again later."""
    autodiscover_modules("jobs")
    today = timezone.localdate(now)
    done_today = set(DailyRun.objects.filter(day__gte=today).values_list("name", flat=True))
    return [name for name in sorted(_works.keys() - done_today) if do_once(name, today, now)]


def do_once(name: str, today: date, now: datetime) -> bool:
    try:
        DailyRun.objects.get_or_create(name=name)
        with transaction.atomic():
            if not DailyRun.objects.filter(name=name, day__lt=today).update(day=today):
                return False  # another worker does it
            _works[name](now)
    except Exception:
        logger.exception("The daily work %s failed", name)
        return False
    return True


@daily("kamplan.finished")
def remove_finished(now: datetime) -> None:
    """What the worker did a month ago, and sessions that have ended."""
    Job.objects.filter(created_at__lt=now - KEPT).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()
