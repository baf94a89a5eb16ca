"""Long work with progress: a row that says how far it is, and a worker that may die and be started again.

    @work("surveys.upload")                       # in an app's jobs module
    def store(job: Job) -> str: ...               # returns the address of what it made

    job = start("surveys.upload", subject=upload.pk, by=user)       # in the transaction that makes it necessary

Work is done again after a crash, so it must bear repetition: it looks first whether it has been done.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from kamplan import aside
from kamplan.away import database_is_away

logger = logging.getLogger("kamplan")

SILENCE = timedelta(minutes=2)  # a running job that has not been heard of for so long has lost its worker
TRIES = 3
PAUSE = 0.5  # seconds between two words from inside a transaction, which cost more than others


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> "JobQuerySet":
        """A job is seen by who started it."""
        return self.filter(user=user)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])


class Job(models.Model):
    """One piece of long work."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        RUNNING = "running", gettext_lazy("Running")
        DONE = "done", gettext_lazy("Done")
        FAILED = "failed", gettext_lazy("Failed")

    kind = models.CharField(max_length=60)
    subject = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    task = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(default=timezone.now)

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

    def tell(self, message: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is. Others see it when the transaction around it, if there is one, has ended."""
        self.message, self.done, self.total, self.heard_at = message, done, total, timezone.now()
        self.save(update_fields=["message", "done", "total", "heard_at"])

    silent_until = 0.0

    def tell_aside(self, message: str, done: int, total: int) -> None:
        """The same from inside a transaction, and read before its end."""
        if monotonic() >= self.silent_until:
            self.silent_until = monotonic() + PAUSE
            aside.say(self, message=message, done=done, total=total, heard_at=timezone.now())

    def listen(self) -> None:
        """Take in what was told aside since the row was saved."""
        said = aside.heard(self) if self.state == Job.State.RUNNING else {}
        heard_at = parse_datetime(said.get("heard_at", ""))
        if heard_at and heard_at > self.heard_at:
            self.message, self.done, self.total, self.heard_at = said["message"], said["done"], said["total"], heard_at

    def finish(self, state: str, message: str, address: str = "") -> None:
        self.state, self.address = state, address
        self.done = self.total
        self.message, self.heard_at = message, timezone.now()
        self.save(update_fields=["state", "address", "done", "total", "message", "heard_at"])
        aside.forget(self)


class Refused(Exception):
    """The work cannot be done, and trying again does not help; the text says why, the address where to go on."""

    def __init__(self, reason: str, address: str = "") -> None:
        super().__init__(reason)
        self.address = address


class Stopped(BaseException):
    """The worker has been told to stop; the job is put back for the next one."""


Work = Callable[[Job], str]
_works: dict[str, Work] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Name a function as the work of a kind of job."""

    def named(function: Work) -> Work:
        _works[kind] = function
        return function

    return named


def start(kind: str, *, subject: int, by: Any) -> Job:
    """Have the work done by the worker. The job exists when, and only when, the transaction around it succeeds."""
    with transaction.atomic():
        job = Job.objects.create(kind=kind, subject=subject, user=by)
        enqueue(job)
    return job


def do_now(job: Job) -> None:
    """Do small work at once, unless the worker has been faster."""
    run_job.call(job.pk)
    job.refresh_from_db()


def enqueue(job: Job) -> None:
    """Give a waiting job to the worker."""
    job.task, job.state, job.heard_at = run_job.enqueue(job.pk).id, Job.State.WAITING, timezone.now()
    job.save(update_fields=["task", "state", "heard_at"])


@task()
def run_job(pk: int) -> None:
    """Do a waiting job, once: whoever comes second finds it taken."""
    taken = Job.objects.filter(pk=pk, state=Job.State.WAITING)
    if not taken.update(state=Job.State.RUNNING, tries=F("tries") + 1, heard_at=timezone.now()):
        return
    job = Job.objects.select_related("user").get(pk=pk)
    with translation.override(job.user.language):
        carry_out(job)


def carry_out(job: Job) -> None:
    autodiscover_modules("jobs")
    try:
        if not job.user.is_active:
            raise Refused(_("Who started this can no longer sign in."))
        job.finish(Job.State.DONE, _("Done."), _works[job.kind](job))
    except Refused as refusal:
        job.finish(Job.State.FAILED, str(refusal)[:500], refusal.address)
    except Stopped:
        Job.objects.filter(pk=job.pk).update(tries=F("tries") - 1)
        enqueue(job)
        raise
    except Exception as error:
        if database_is_away(error):
            logger.warning("The database was away during job %s", job.pk, exc_info=True)  # the reaper tries it again
            return
        logger.exception("Job %s failed", job.pk)
        job.finish(
            Job.State.FAILED, _("Something went wrong, and it has been written to the log. Nothing was changed.")
        )


def put_back_abandoned(now: datetime) -> int:
    """Jobs whose worker died are done again, or given up after some tries."""
    silent = Job.objects.unfinished().filter(heard_at__lt=now - SILENCE)
    ready = {str(pk) for pk in DBTaskResult.objects.ready().values_list("pk", flat=True)}
    abandoned = [job for job in silent if str(job.task) not in ready]
    for job in abandoned:
        with transaction.atomic():
            locked = Job.objects.unfinished().select_for_update().filter(pk=job.pk, heard_at=job.heard_at).first()
            if locked is None:
                continue
            if locked.task:
                DBTaskResult.objects.filter(pk=locked.task).delete()
            if locked.tries >= TRIES:
                locked.finish(Job.State.FAILED, _("It was interrupted %(tries)d times.") % {"tries": locked.tries})
            else:
                enqueue(locked)
    return len(abandoned)
