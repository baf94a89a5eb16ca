"""What is said inside a transaction is heard at once by others, and hurts nobody who cannot hear it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection, transaction

from kamplan import aside, jobs
from kamplan.jobs import Job
from tests import factories


def running():
    return Job.objects.create(kind="test", subject=1, user=factories.UserFactory(), state=Job.State.RUNNING)


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR = tmp_path


def as_seen_by_another(job):
    """What a page would show: on PostgreSQL the row as another connection sees it; SQLite's in memory has but one."""
    if connection.vendor == "sqlite":
        seen = Job(pk=job.pk, state=job.state, heard_at=job.created_at)
    else:
        with ThreadPoolExecutor() as threads:
            seen = threads.submit(read_elsewhere, job.pk).result()
    seen.listen()
    return seen.message, seen.done, seen.total


def read_elsewhere(pk):
    with closing(connection):
        return Job.objects.get(pk=pk)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_progress_is_seen_while_the_transaction_is_open(var, monkeypatch):
    monkeypatch.setattr(jobs, "PAUSE", 0)
    job = running()
    with transaction.atomic():
        factories.UserFactory()
        for done in (3, 4):
            job.tell_aside("Halfway", done, 10)
        assert as_seen_by_another(job) == ("Halfway", 4, 10)


@pytest.mark.django_db
def test_words_are_few_and_forgotten_at_the_end(var):
    job = running()
    for done in range(5):
        job.tell_aside("Some", done, 10)
    job.listen()
    if connection.vendor == "sqlite":
        assert (job.message, job.done) == ("Some", 0)  # the others came within the pause
        assert aside.file_of(job).exists()
    job.finish(Job.State.DONE, "Done.")
    job.listen()
    assert (job.message, aside.file_of(job).exists()) == ("Done.", False)


@pytest.mark.django_db
def test_what_an_earlier_try_said_is_not_believed(var):
    job = running()
    job.tell_aside("Old", 9, 10)
    job.tell("New", 1, 10)
    job.listen()
    assert (job.message, job.done) == ("New", 1)


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_or_read_is_no_trouble(settings, tmp_path):
    (tmp_path / "aside").write_text("no folder")
    settings.VAR = tmp_path
    job = running()
    aside.say(job, message="Unheard")
    assert aside.heard(job) == {}
