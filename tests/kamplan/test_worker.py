"""A real worker, killed in the middle of a real import: nothing or everything, and exactly once."""

import random
import signal
import time

import pytest

from tests.kamplan.site import Site

RESPONDENTS, CRITERIA = 5000, 6
PREPARE = (
    f"respondents, criteria = {RESPONDENTS}, {CRITERIA}"
    + """
from accounts.changes.unit import add_unit
from accounts.models import Role, Unit, User
from kamplan.jobs import start
from surveys.models import Upload
unit = add_unit(unit=Unit(name="Group", kind="group"), by=None)
user = User.objects.create_user("alice@supplier.example", name="Alice")
Role.objects.create(user=user, unit=unit, kind="kam")
rows = [f"customer,C{n},criterion {c},{d},{n % 10 + 1}" for n in range(respondents) for c in range(criteria)
        for d in ("importance", "performance")]
content = "\\n".join(["audience,respondent,criterion,dimension,rating", *rows]).encode()
upload = Upload.objects.create(user=user, unit=unit, file_name="a.csv", content=content, title="Killed")
start("surveys.upload", subject=upload.pk, by=user)
"""
)


ALL = [1, CRITERIA, RESPONDENTS, RESPONDENTS * CRITERIA, 1]
NOTHING = [0, 0, 0, 0, 0]
STORING = "select count(*) from kamplan_job where state = 'running' and done = 1"
DONE = "select count(*) from kamplan_job where state = 'done'"


@pytest.fixture
def site(tmp_path, migrated_once):
    made = Site(tmp_path, migrated_once, PREPARE)
    yield made
    made.end()


def kill_and_start_again(site, wait):
    """Kill the worker some time after it began to store; then let another finish."""
    worker = site.worker()
    site.wait_for(STORING)
    site.wait_until_it_writes()
    time.sleep(wait)
    worker.kill()
    worker.wait(timeout=10)
    after_the_kill = site.stored()
    site.forget_the_worker()
    site.worker()
    site.wait_for(DONE)
    return after_the_kill


def test_killed_in_the_middle_of_storing(site):
    assert kill_and_start_again(site, wait=0.3) == NOTHING
    assert site.stored() == ALL
    assert site.ask("select tries from kamplan_job") == 2


def test_told_to_stop_it_goes_at_once_and_the_job_goes_back(site):
    worker = site.worker()
    site.wait_for(STORING)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0

    assert site.stored() == NOTHING
    assert site.ask("select state from kamplan_job") == "waiting"
    site.worker()
    site.wait_for(DONE)
    assert site.stored() == ALL


@pytest.mark.prove
@pytest.mark.parametrize("number", range(20))
def test_killed_at_any_moment(site, number):
    wait = random.Random(number).random() * 2
    assert kill_and_start_again(site, wait) in (NOTHING, ALL)
    assert site.stored() == ALL


@pytest.mark.prove
def test_locked_database_does_not_end_the_worker(site):
    """Locked for longer than anybody waits for a lock."""
    with site.locked():
        worker = site.worker()
        time.sleep(30)
        assert worker.poll() is None

    site.wait_for("select count(*) from kamplan_job where state = 'done' or tries > 0")
    site.forget_the_worker()
    site.wait_for(DONE)
    assert worker.poll() is None
    assert site.stored() == ALL
