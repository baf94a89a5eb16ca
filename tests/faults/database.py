"""Databases of our own, which nobody minds being killed: a file, or a PostgreSQL server that keeps what it has said."""

import os
import pwd
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

import psycopg2
from django.conf import settings


class File:
    """SQLite: its server is whoever has it open."""

    def __init__(self, folder):
        self.file = folder / "kamplan.sqlite3"
        self.address = f"sqlite:///{self.file}"

    def filled_from(self, connection):
        with closing(sqlite3.connect(self.file)) as database:
            connection.backup(database)
        return self

    def copy(self, folder):
        shutil.copy(self.file, folder)
        return File(folder)

    def rows(self, query):
        return self.answers([query])[0]

    def answers(self, queries):
        with closing(sqlite3.connect(self.file, timeout=30)) as database, database:
            database.create_function("regexp", 2, lambda pattern, text: re.search(pattern, str(text)) is not None)
            return [database.execute(query).fetchall() for query in queries]

    def faults(self):
        """What its own check finds; nothing when it is whole."""
        found = self.rows("pragma integrity_check") + self.rows("pragma foreign_key_check")
        return [] if found == [("ok",)] else found

    def dump(self):
        with closing(sqlite3.connect(self.file)) as database:
            return "\n".join(database.iterdump())

    def folders(self):
        return []

    def remove(self):
        """The file goes with its folder."""


class Server:
    """PostgreSQL as a company would run it, but for us alone, so that it may be killed."""

    def __init__(self, folder, binaries, owner):
        self.folder, self.binaries, self.owner = folder, binaries, owner
        self.process = None
        theirs = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []}
        self.as_owner = theirs if os.getuid() == 0 else {}
        folder.mkdir(mode=0o755, parents=True)
        if self.as_owner:
            shutil.chown(folder, owner)
        words = ["-D", str(self.data), "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            [binaries / "initdb", *words], cwd=folder, stdout=subprocess.DEVNULL, check=True, **self.as_owner
        )
        self.start()

    @property
    def data(self):
        return self.folder / "data"

    def start(self):
        """It may have to wait until what the last one left behind is gone. Nothing is synced: nobody cuts the power."""
        words = ["-D", str(self.data), "-k", str(self.folder), "-h", "", "-c", "max_connections=40", "-c", "fsync=off"]
        end = time.monotonic() + 30
        while not self.is_up():
            if self.process is None or self.process.poll() is not None:
                self.process = subprocess.Popen(
                    [self.binaries / "postgres", *words], cwd=self.folder, stderr=subprocess.DEVNULL, **self.as_owner
                )
            assert time.monotonic() < end, "PostgreSQL does not start"
            time.sleep(0.05)

    def is_up(self):
        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def connect(self, name):
        return psycopg2.connect(dbname=name, host=str(self.folder), user=self.owner)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)
        self.process.kill()

    def make(self, template="template1"):
        name = f"faults_{uuid4().hex}"
        with closing(self.connect("postgres")) as connection:
            connection.autocommit = True
            connection.cursor().execute(f"create database {name} template {template}")
        return OnServer(self, name)


class OnServer:
    """A database on that server."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.address = f"postgresql://{server.owner}@/{server.folder}/{name}"

    def filled_from(self, given):
        program, here = str(self.server.binaries / "pg_dump"), ["-h", self.server.folder, "-U", self.server.owner]
        dump = [program, "-h", given["HOST"], "-U", given["USER"], "--no-owner", given["NAME"]]
        written = subprocess.run(dump, capture_output=True, check=True).stdout
        fill = [self.server.binaries / "psql", *here, "-q", "-o", "/dev/null", self.name]
        subprocess.run(fill, input=written, check=True)
        return self

    def copy(self, folder):
        return self.server.make(template=self.name)

    def rows(self, query):
        return self.answers([query])[0]

    def answers(self, queries):
        """To many of them at once; asked again while the server picks itself up."""
        end = time.monotonic() + 30
        while True:
            try:
                with closing(self.server.connect(self.name)) as connection, connection, connection.cursor() as cursor:
                    return [answer(cursor, query) for query in queries]
            except psycopg2.Error as error:
                if error.pgcode and not isinstance(error, psycopg2.OperationalError):
                    raise  # the server has understood, and refused
                assert time.monotonic() < end, "the database does not come back"
                time.sleep(0.05)

    def faults(self):
        """Rows that point at nothing: PostgreSQL checks no foreign key a second time."""
        keys = self.rows("""
            select conrelid::regclass::text, a.attname, confrelid::regclass::text, f.attname
            from pg_constraint join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
            join pg_attribute f on f.attrelid = confrelid and f.attnum = confkey[1] where contype = 'f'""")
        assert len(keys) > 50
        lost = "select 1 from {0} t where t.{1} is not null and not exists (select 1 from {2} o where o.{3} = t.{1})"
        found = self.answers([lost.format(*key) for key in keys])
        return [key for key, rows in zip(keys, found, strict=True) if rows]

    def dump(self):
        command = [self.server.binaries / "pg_dump", "-h", self.server.folder, "-U", self.server.owner, self.name]
        self.rows("checkpoint")
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def folders(self):
        return [self.server.data]

    def kill_backend(self):
        """One of the processes that serve our connections; the others then start anew too."""
        query = f"select pid from pg_stat_activity where datname = '{self.name}' and backend_type = 'client backend'"
        with suppress(ProcessLookupError, IndexError):
            os.kill(random.choice(self.rows(f"{query} and pid <> pg_backend_pid()"))[0], signal.SIGKILL)

    def kill_server(self):
        self.server.kill()
        self.server.start()

    def remove(self):
        with closing(self.server.connect("postgres")) as connection:
            connection.autocommit = True
            connection.cursor().execute(f"drop database {self.name} with (force)")


def answer(cursor, query):
    cursor.execute(query)
    return cursor.fetchall() if cursor.description else []


def server_like_the_tests(folder):
    """By the same programs and the same user as the server the tests were given."""
    given = settings.DATABASES["default"]
    with closing(psycopg2.connect(dbname="postgres", host=given["HOST"], user=given["USER"])) as connection:
        program = Path(f"/proc/{connection.info.backend_pid}/exe").resolve()
    owner = given["USER"] if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    return Server(folder, program.parent, owner)
