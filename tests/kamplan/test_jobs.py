"""Long work: progress, refusal, crash, retry, and a worker that is killed in the middle."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kamplan import daily, jobs
from kamplan.daily import DailyRun, do_daily_work
from kamplan.jobs import SILENCE, TRIES, Job, Refused, Stopped, put_back_abandoned, run_job, start, work
from kamplan.worker import MOST_TRIES, PATIENCE, put_back_tasks
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.UserFactory(language="en")


@pytest.fixture
def done(monkeypatch):
    """Work that writes down what it was given; a test may put other work in its place."""
    seen = []
    monkeypatch.setattr(jobs, "_works", dict(jobs._works))

    @work("test")
    def write_down(job):
        seen.append(job.subject)
        job.tell("Half of it", done=1, total=2)
        return "/made/"

    return seen


def later(job, by=SILENCE + timedelta(seconds=1)):
    """As if the worker had not been heard of for a while."""
    Job.objects.filter(pk=job.pk).update(heard_at=timezone.now() - by)


def test_work_is_done_once(user, done):
    job = start("test", subject=7, by=user)
    run_job.call(job.pk)
    run_job.call(job.pk)

    job.refresh_from_db()
    assert done == [7]
    assert (job.state, job.address, job.percent, job.tries) == (Job.State.DONE, "/made/", 100, 1)


def test_refusal_is_told_and_final(user, done):
    @work("test")
    def refuse(job):
        raise Refused("No room.", "/back/")

    job = start("test", subject=7, by=user)
    run_job.call(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message, job.address) == (Job.State.FAILED, "No room.", "/back/")


def test_mistake_is_logged_and_told_calmly(user, done, caplog):
    @work("test")
    def fail(job):
        raise ZeroDivisionError("secret detail")

    job = start("test", subject=7, by=user)
    run_job.call(job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "secret detail" not in job.message
    assert "secret detail" in caplog.text


CUT_OFF = DatabaseError("server closed the connection unexpectedly")
CUT_OFF.__cause__ = Exception("of psycopg2")


@pytest.mark.parametrize("trouble", [OperationalError("database is locked"), InterfaceError("closed"), CUT_OFF])
def test_database_away_is_tried_again(user, done, trouble):
    @work("test")
    def fail(job):
        raise trouble

    job = start("test", subject=7, by=user)
    for _ in range(TRIES):
        run_job.call(job.pk)
        DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
        later(job)
        assert put_back_abandoned(timezone.now()) == 1

    job.refresh_from_db()
    assert (job.state, job.tries) == (Job.State.FAILED, TRIES)


def test_told_to_stop_puts_the_job_back_without_counting_the_try(user, done):
    @work("test")
    def stop(job):
        raise Stopped

    job = start("test", subject=7, by=user)
    with pytest.raises(Stopped):
        run_job.call(job.pk)

    job.refresh_from_db()
    assert (job.state, job.tries) == (Job.State.WAITING, 0)
    assert DBTaskResult.objects.ready().filter(pk=job.task).exists()


def test_killed_worker_is_replaced(user, done):
    job = start("test", subject=7, by=user)
    DBTaskResult.objects.filter(pk=job.task).update(status=TaskResultStatus.RUNNING)
    Job.objects.update(state=Job.State.RUNNING, tries=1)
    assert put_back_abandoned(timezone.now()) == 0

    later(job)
    assert put_back_abandoned(timezone.now()) == 1
    assert put_back_abandoned(timezone.now()) == 0

    job.refresh_from_db()
    assert job.state == Job.State.WAITING
    assert DBTaskResult.objects.get().pk == job.task


def test_long_queue_is_no_dead_worker(user, done):
    job = start("test", subject=7, by=user)
    later(job)

    assert put_back_abandoned(timezone.now()) == 0
    assert DBTaskResult.objects.count() == 1


def test_mail_of_a_dead_worker_is_sent_again_but_not_for_ever():
    task = DBTaskResult.objects.create(
        task_path="accounts.jobs.send_message",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now(),
        worker_ids=["a"],
    )
    assert put_back_tasks(timezone.now()) == 0
    assert put_back_tasks(timezone.now() + SILENCE + timedelta(seconds=1)) == 1

    task.status, task.finished_at = TaskResultStatus.FAILED, timezone.now()
    task.save()
    assert put_back_tasks(timezone.now()) == 0
    assert put_back_tasks(timezone.now() + PATIENCE + timedelta(seconds=1)) == 1

    task.worker_ids = ["a"] * MOST_TRIES
    task.save()
    assert put_back_tasks(timezone.now() + PATIENCE + timedelta(seconds=1)) == 0


def test_daily_work_is_done_once_a_day_and_again_after_a_failure(monkeypatch):
    done = []
    monkeypatch.setattr(daily, "_works", {})
    trouble = [RuntimeError()]

    @daily.daily("test")
    def purge(now):
        if trouble:
            raise trouble.pop()
        done.append(now)

    now = timezone.now()
    assert do_daily_work(now) == []
    assert do_daily_work(now) == ["test"]
    assert do_daily_work(now) == []
    assert do_daily_work(now + timedelta(days=1)) == ["test"]
    assert len(done) == 2
    assert DailyRun.objects.count() == 1


def test_every_daily_work_of_the_project_runs():
    assert "kamplan.finished" in do_daily_work(timezone.now())
    assert {"surveys.uploads", "surveys.bin"} <= set(DailyRun.objects.values_list("name", flat=True))
