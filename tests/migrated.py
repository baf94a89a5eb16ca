"""A migrated database, made once and kept until a migration changes: every run of the tests begins with a copy of it.

Migrating takes ten seconds of a processor's time, and each process that tests would do it anew.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import django
import psycopg2
from django.apps import apps
from django.conf import settings
from django.db import connections

PATIENCE = 600  # seconds, on the busiest machine
DAY = 24 * 60 * 60


def on_postgresql():
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def fingerprint():
    """Of everything that says how the tables look."""
    digest = hashlib.sha256(django.get_version().encode())
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    files = sorted(file for folder in folders for file in folder.glob("*.py"))
    for file in [settings.ROOT / "kamplan" / "fields.py", *files]:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(folder):
    """One process at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(address):
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    environment = {**os.environ, "DATABASE_URL": address}
    subprocess.run(command, cwd=settings.ROOT, env=environment, check=True, timeout=PATIENCE)


class MigratedFile:
    """SQLite."""

    def __init__(self, folder):
        self.file = folder / f"{fingerprint()}.sqlite3"
        with alone(folder):
            if not self.file.exists():
                self.make(folder)

    def make(self, folder):
        for old in folder.glob("*.sqlite3*"):
            if time.time() - old.stat().st_mtime > DAY:
                old.unlink()
        unfinished = folder / f"unfinished-{os.getpid()}.sqlite3"
        migrate(f"sqlite:///{unfinished}")
        with closing(sqlite3.connect(unfinished)) as database:
            database.execute("pragma journal_mode = delete")  # one in memory has no log beside it
        unfinished.rename(self.file)

    def copy(self, target):
        shutil.copy(self.file, target)

    def fresh(self, folder):
        """The name of a database for one test alone."""
        self.copy(folder / "kamplan.sqlite3")
        return str(folder / "kamplan.sqlite3")

    def into_memory(self, name):
        """A connection; with the last one a database in memory is gone."""
        kept = sqlite3.connect(name, uri=True)
        with closing(sqlite3.connect(self.file)) as database:
            database.backup(kept)
        return kept


class MigratedDatabase:
    """PostgreSQL: a template on the server of the tests."""

    def __init__(self, folder):
        self.name = f"migrated_{fingerprint()}"
        with alone(folder), closing(connect("postgres")) as server:
            server.autocommit = True
            ask = server.cursor()
            ask.execute("select 1 from pg_database where datname = %s", [self.name])
            if not ask.fetchone():
                ask.execute(f"drop database if exists {self.name}_unfinished")
                ask.execute(f"create database {self.name}_unfinished")
                migrate(address_of(f"{self.name}_unfinished"))
                ask.execute(f"alter database {self.name}_unfinished rename to {self.name}")

    def fresh(self, folder):
        """The name of a database for one test alone."""
        name = f"test_{uuid4().hex}"
        with closing(connect("postgres")) as server:
            server.autocommit = True
            server.cursor().execute(f"create database {name} template {self.name}")
        return name


def connect(name):
    """To a database on the server of the tests."""
    given = settings.DATABASES["default"]
    who = {"user": given["USER"], "password": given["PASSWORD"]}
    return psycopg2.connect(dbname=name, host=given["HOST"], port=given["PORT"], **who)


def address_of(name):
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


@contextmanager
def database_of_its_own(name, **elsewhere):
    """What is written in it is really committed, every thread with a connection of its own; no other test meets it."""
    default = connections.databases["default"]
    shared = default.copy()
    default.update(NAME=name, **elsewhere)
    connections.close_all()
    try:
        yield
    finally:
        connections.close_all()
        default.update(shared)


def migrated(folder):
    return MigratedDatabase(folder) if on_postgresql() else MigratedFile(folder)
