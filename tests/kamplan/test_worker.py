"""A real worker, killed in the middle of a real import: nothing or everything, and exactly once."""

import random
import signal
import time

import pytest

from tests.kamplan.site import Site

RESPONDENTS, CRITERIA = 2000, 6
MORE_RESPONDENTS = 5000  # of the longer proofs
PREPARE = """
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
NOTHING = [0, 0, 0, 0, 0]
STORING = "select count(*) from kamplan_job where state = 'running' and done = 1"
DONE = "select count(*) from kamplan_job where state = 'done'"


def everything(respondents):
    return [1, CRITERIA, respondents, respondents * CRITERIA, 1]


@pytest.fixture
def new_site(tmp_path, migrated_once):
    """Where so many respondents are about to be stored."""
    made = []

    def make(respondents):
        made.append(Site(tmp_path, migrated_once, f"respondents, criteria = {respondents}, {CRITERIA}\n{PREPARE}"))
        return made[-1]

    yield make
    for site in made:
        site.end()


def storing(site):
    """A worker that has begun to store."""
    worker = site.worker()
    site.wait_for(STORING)
    site.wait_until_it_writes()
    return worker


def kill_and_start_again(site, worker):
    """Kill the worker; then let another finish."""
    worker.kill()
    worker.wait(timeout=10)
    after_the_kill = site.stored()
    site.forget_the_worker()
    site.worker()
    site.wait_for(DONE)
    return after_the_kill


def test_told_to_stop_it_goes_at_once_and_killed_it_leaves_nothing_half_done(new_site):
    site = new_site(RESPONDENTS)
    worker = storing(site)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0
    assert site.stored() == NOTHING
    assert site.ask("select state from kamplan_job") == "waiting"

    worker = storing(site)
    site.wait_until_it_has_worked(worker, 0.2)
    assert kill_and_start_again(site, worker) == NOTHING
    assert site.stored() == everything(RESPONDENTS)
    assert site.ask("select tries from kamplan_job") == 2


@pytest.mark.prove
@pytest.mark.parametrize("number", range(20))
def test_killed_at_any_moment(new_site, number):
    site = new_site(MORE_RESPONDENTS)
    worker = storing(site)
    time.sleep(random.Random(number).random() * 2)
    assert kill_and_start_again(site, worker) in (NOTHING, everything(MORE_RESPONDENTS))
    assert site.stored() == everything(MORE_RESPONDENTS)


@pytest.mark.prove
def test_locked_database_does_not_end_the_worker(new_site):
    """Locked for longer than anybody waits for a lock."""
    site = new_site(MORE_RESPONDENTS)
    with site.locked():
        worker = site.worker()
        time.sleep(30)
        assert worker.poll() is None

    site.wait_for("select count(*) from kamplan_job where state = 'done' or tries > 0")
    site.forget_the_worker()
    site.wait_for(DONE)
    assert worker.poll() is None
    assert site.stored() == everything(MORE_RESPONDENTS)
