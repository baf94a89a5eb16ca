"""An import and its undoing are there whole or not at all, whatever is killed meanwhile, and are finished afterwards.

A worker carries out imports of hundreds of rows, in the longer proof of thousands, and undoes them, and is killed, or
the database under it, at every stage of that. After each kill all tables of the business hold what they held before, or
what they hold after an import nobody disturbed. The measure counts because a twin that commits after each row fails it.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import cycle, islice, pairwise

import pytest

from kamplan.jobs import TRIES
from tests.faults.site import ROOT
from tests.migrated import on_postgresql

pytestmark = pytest.mark.django_db  # whose tables are copied

ROWS = 120  # of each account
ACTS = ("store", "undo")
TARGETS = ("worker",)
MORE_TARGETS = ("worker", "backend", "worker", "postmaster")  # on PostgreSQL
LAST = 200  # of the progress: all rows are written; only the end of the transaction is missing
# What was made anew may bear another number: it is compared by name.
FACTS = """
    select f.account_id, a.name, p.name, cast(f.month as text), f.recurring, f.currency,
        cast(f.revenue as text), cast(f.margin as text)
    from accounts_revenue f join accounts_servicearea a on a.id = f.area_id
    left join accounts_servicearea p on p.id = a.parent_id"""
NAMES = """
    select a.name, p.name, a."order"
    from accounts_servicearea a left join accounts_servicearea p on p.id = a.parent_id"""
# Not the business: work in progress, and what imports keep about themselves, which is looked at apart.
OTHERS = ("accounts_revenue", "accounts_servicearea", "accounts_dataimport", "accounts_importedrow")
PASSING = ("kamplan_", "django_", "cache", "sqlite_", "accounts_servicearea")


class Imports:
    """A site without pages: its worker, and what its tables hold."""

    def __init__(self, site, imports, accounts):
        self.site, self.database, self.running, self.rows = site, site.database, None, ROWS * accounts
        command = [sys.executable, "-m", "tests.faults.importing", str(imports), str(accounts)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": site.log.open("ab"), "text": True}
        self.starter = subprocess.Popen(command, cwd=ROOT, env=site.environment, **pipes)
        self.answer()
        self.tables = self.tables_of_the_business()
        self.before = self.business()

    def ask(self, words):
        self.starter.stdin.write(f"{words}\n")
        self.starter.stdin.flush()
        return self.answer()

    def answer(self):
        answer = self.starter.stdout.readline()
        assert answer, self.site.log.read_text()[-2000:]
        return answer

    def end(self):
        self.kill_worker()
        self.starter.communicate()

    # --- what the tables hold -----------------------------------------------------------------------------------------
    def tables_of_the_business(self):
        names = "select tablename from pg_tables where schemaname = 'public'"
        if not on_postgresql():
            names = "select name from sqlite_master where type = 'table'"
        found = {name for (name,) in self.database.rows(names)} - set(OTHERS)
        kept = sorted(name for name in found if not name.startswith(PASSING))
        assert len(kept) > 40
        return kept

    def business(self):
        """One number over all of it."""
        queries = [FACTS, NAMES, *(f"select * from {name}" for name in self.tables)]
        held = [sorted(map(repr, rows)) for rows in self.database.answers(queries)]
        return hashlib.sha256(repr(held).encode()).hexdigest()

    def state(self, pk):
        """Of an import: its state, what the business holds, and how many rows are recorded for undoing it."""
        ((state,),) = self.database.rows(f"select state from accounts_dataimport where id = {pk}")
        ((rows,),) = self.database.rows(
            f"select count(*) from accounts_importedrow where data_import_id = {pk} and \"table\" = 'revenue'"
        )
        return state, self.business(), rows

    def job(self):
        query = "select id, state, done, tries, message from kamplan_job order by id desc limit 1"
        return self.database.rows(query)[0]

    # --- killing ------------------------------------------------------------------------------------------------------
    def progress(self):
        """How far the worker says it is, or that it is over. While it says so aside, the database is left in peace."""
        for file in self.site.folder.glob("aside/*.json"):
            with suppress(OSError, ValueError):
                return json.loads(file.read_text())["done"]
        _pk, state, done, *_rest = self.job()
        return LAST + 1 if state in ("done", "failed") else done

    def killed_at(self, moment, target, pause=0.0, tries="0"):
        """Killed when it is that far, or a little later. How far it was."""
        self.work(tries)
        far = self.wait_for(moment)
        time.sleep(pause)
        if target == "backend":
            self.database.kill_backend()
        elif target == "postmaster":
            self.database.kill_server()
        self.kill_worker()
        return far

    def wait_for(self, moment):
        end = time.monotonic() + 120
        while (far := self.progress()) < moment:
            time.sleep(0.03)  # shorter than the worker rests at each word
            assert time.monotonic() < end, (self.job(), self.site.log.read_text()[-2000:])
        return far

    def work(self, tries="0"):
        """A new worker takes up what the last one left, as if that had long been silent, and seldom killed."""
        for file in self.site.folder.glob("aside/*"):
            file.unlink()
        silent = f"update kamplan_job set heard_at = '2026-01-01 00:00:00', tries = {tries}, done = 0"
        self.database.rows(f"{silent} where state in ('waiting', 'running')")
        self.running = int(self.ask("work"))

    def kill_worker(self):
        if self.running:
            with suppress(ProcessLookupError):
                while True:
                    os.kill(self.running, signal.SIGKILL)
                    time.sleep(0.005)  # until it is gone: the blow may fall a moment later
            self.running = None
            self.wait_until_alone()

    def wait_until_alone(self):
        """What served the worker may still be at its last word."""
        others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        while on_postgresql() and self.database.rows(f"{others} and backend_type = 'client backend'") != [(0,)]:
            time.sleep(0.02)

    def finished(self):
        """What was asked for is done in the end."""
        self.killed_at(LAST + 1, "worker")
        assert self.job()[1] == "done", (self.job(), self.site.log.read_text()[-2000:])


def outcomes(imports, act, after):
    """What may be found when an act on an import was killed: all is as it was before, or all is done."""
    nothing, everything = ("checked", imports.before, 0), ("done", after, imports.rows)
    return (nothing, everything) if act == "store" else (everything, ("undone", imports.before, imports.rows))


def undisturbed(imports):
    """What the business holds after an import that nobody kills; it is undone again."""
    pk = int(imports.ask("store 0"))
    imports.finished()
    state, after, rows = imports.state(pk)
    assert (state, rows) == ("done", imports.rows)
    assert after != imports.before
    imports.ask("undo 0")
    imports.finished()
    assert imports.state(pk) == ("undone", imports.before, imports.rows)
    return after


def killed(imports, number, targets, lottery, after):
    """One import carried out and undone, killed so often in either; how far it was, and what was broken."""
    met, broken = [], []
    for act, aims in zip(ACTS, targets, strict=True):
        pk = int(imports.ask(f"{act} {number}"))
        for target in aims:
            moment = lottery.choice((lottery.randrange(LAST), lottery.randrange(LAST), LAST))
            met.append(imports.killed_at(moment, target, lottery.uniform(0, 0.05)))
            found = imports.state(pk)
            if found not in outcomes(imports, act, after):
                broken.append((act, target, moment, found[0], found[1] in (imports.before, after), found[2]))
        imports.finished()
        if imports.state(pk) != outcomes(imports, act, after)[1]:
            broken.append((act, "finished"))
    return met, broken


def faults_after(imports, report, rounds, kills):
    """So many imports, each killed so often while it is carried out, and as often while it is undone: what is torn."""
    seed = random.randrange(10**6)
    lottery = random.Random(seed)
    after, met, broken = undisturbed(imports), [], []
    kinds = MORE_TARGETS if on_postgresql() else TARGETS
    targets = cycle(kinds)
    for number in range(1, rounds + 1):
        found = killed(imports, number, [list(islice(targets, kills)) for _act in ACTS], lottery, after)
        met, broken = met + found[0], broken + found[1]
    stages = [sum(low <= far < high for far in met) for low, high in pairwise((0, 100, LAST, LAST + 1, LAST + 2))]
    figures = f"{len(met)} kills, seed {seed}, of {', '.join(sorted(set(kinds)))}, {imports.rows} rows: "
    figures += "{} while checking, {} while writing, {} at the end, {} after it; ".format(*stages)
    report(f"{figures}{len(broken)} left something half done")
    return broken + imports.database.faults()


def left_by_twin(imports, number, report):
    """What it says of its import, and whether the business is another all the same."""
    imports.ask("careless")
    pk = int(imports.ask(f"store {number}"))
    imports.killed_at(130, "worker")
    found = imports.state(pk)
    changed = found[1] != imports.before
    report(f"twin that commits each row, 1 kill: {found[0]}, {found[2]} rows recorded, {changed} changed")
    return found[0], changed


@pytest.fixture
def new_imports(new_site):
    made = []

    def make(number, accounts=25):
        made.append(Imports(new_site(), number, accounts))
        return made[-1]

    yield make
    for each in made:
        each.end()


def test_killed_meanwhile(new_imports, report):
    imports = new_imports(3, accounts=5)
    assert faults_after(imports, report, rounds=1, kills=2) == []
    assert left_by_twin(imports, 2, report) == ("checked", True)


@pytest.mark.prove
@pytest.mark.timeout(2400)
def test_killed_sixty_times(new_imports, report):
    assert faults_after(new_imports(7), report, rounds=6, kills=5) == []


@pytest.mark.prove
def test_what_is_killed_again_and_again_is_reported(new_imports):
    imports = new_imports(1)
    pk = int(imports.ask("store 0"))
    for _try in range(TRIES):
        imports.killed_at(50, "worker", tries="tries")
    imports.work(tries="tries")
    imports.wait_for(LAST + 1)
    _pk, state, _done, tries, message = imports.job()
    assert (state, tries, message) == ("failed", TRIES, f"It was interrupted {TRIES} times.")
    assert imports.state(pk) == ("checked", imports.before, 0)
