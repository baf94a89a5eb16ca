"""Long work with progress: a row that says how far it is, and a worker that may die and be started again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

SILENCE = timedelta(minutes=2)  # a running job that has not been heard of for so long has lost its worker
TRIES = 3


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> "JobQuerySet":
        """A job is seen by who started it."""
        return self.filter(user=user)

    def abandoned(self, now: datetime) -> "JobQuerySet":
        return self.filter(state=Job.State.RUNNING, heard_at__lt=now - SILENCE)


class Job(models.Model):
    """One piece of long work."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=60)
    subject = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(
                name="job_state_known", condition=Q(state__in=["waiting", "running", "done", "failed"])
            ),
            models.CheckConstraint(name="job_not_more_than_all", condition=Q(done__lte=F("total"))),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.state in (Job.State.DONE, Job.State.FAILED)


Work = Callable[[Job], None]
_works: dict[str, Work] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Name a function as the work of a kind of job. It is called again after a crash, so it must bear repetition."""

    def named(function: Work) -> Work:
        _works[kind] = function
        return function

    return named
