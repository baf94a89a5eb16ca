"""A data folder of its own on the database the tests are given, with a real worker, seen from outside."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

from tests.migrated import address_of, connect, on_postgresql

PATIENCE = 120  # seconds for what takes a few, on the busiest machine


class OnSqlite:
    """One file; whoever writes holds the only lock there is."""

    def __init__(self, folder, migrated):
        self.file = migrated.fresh(folder)
        self.address = f"sqlite:///{self.file}"

    def ask(self, query):
        with sqlite3.connect(self.file, timeout=30) as database:
            return database.execute(query).fetchone()[0]

    def is_being_written(self):
        with closing(sqlite3.connect(self.file, timeout=0, isolation_level=None)) as database:
            try:
                database.execute("begin immediate")
            except sqlite3.OperationalError:
                return True
        return False

    @contextmanager
    def locked(self):
        with closing(sqlite3.connect(self.file, isolation_level=None)) as database:
            database.execute("begin immediate")
            yield


class OnPostgresql:
    """A database of its own on the server of the tests."""

    def __init__(self, folder, migrated):
        self.name = migrated.fresh(folder)
        self.address = address_of(self.name)

    def ask(self, query):
        with closing(connect(self.name)) as database, database, database.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0]

    def is_being_written(self):
        writers = "select count(*) from pg_stat_activity where datname = current_database() and backend_xid is not null"
        return self.ask(writers) > 0

    @contextmanager
    def locked(self):
        with closing(connect(self.name)) as database:
            database.cursor().execute("lock table kamplan_job, django_tasks_database_dbtaskresult")
            yield


class Site:
    def __init__(self, folder, migrated, prepare):
        self.database = (OnPostgresql if on_postgresql() else OnSqlite)(folder, migrated)
        self.environment = {**os.environ, "KAMPLAN_VAR": str(folder), "DATABASE_URL": self.database.address}
        self.ask, self.locked = self.database.ask, self.database.locked
        self.workers = []
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", prepare]
        subprocess.run(command, env=self.environment, check=True, timeout=PATIENCE)

    def worker(self):
        command = [sys.executable, "manage.py", "worker"]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.workers.append(process)
        return process

    def stored(self):
        tables = ("survey", "surveycriterion", "respondent", "answer", "historicalsurvey")
        return [self.ask(f"select count(*) from surveys_{table}") for table in tables]

    def wait_for(self, query, seconds=90):
        end = time.monotonic() + seconds
        while not self.ask(query):
            assert time.monotonic() < end, query
            time.sleep(0.05)

    def wait_until_it_writes(self):
        end = time.monotonic() + 30
        while not self.database.is_being_written() and time.monotonic() < end:
            time.sleep(0.005)

    def wait_until_it_has_worked(self, process, seconds):
        """By its own clock, which stands still while others use the processor."""
        began, end = seconds_of(process), time.monotonic() + PATIENCE
        while seconds_of(process) < began + seconds:
            assert process.poll() is None, "it has ended"
            assert time.monotonic() < end, "it does nothing"
            time.sleep(0.005)

    def forget_the_worker(self):
        """As if the time had passed after which a silent worker counts as dead."""
        self.ask("update kamplan_job set heard_at = '2026-01-01 00:00:00' returning id")

    def end(self):
        for process in self.workers:
            process.kill()
            process.wait(timeout=PATIENCE)


def seconds_of(process):
    """Of a processor, used so far."""
    return int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[0]) / 1e9
