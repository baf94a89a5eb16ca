"""Taking a database out and putting it back, for SQLite and PostgreSQL, without stopping anybody's work."""

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection
from django.db.backends.sqlite3._functions import register as register_functions

from kamplan.backup.manifest import LEFT_OUT, Unfit
from kamplan.bulk import tell_database

NAME = "database"
COUNT = 'SELECT count(*) FROM "{}"'


class Database(Protocol):
    """What a kind of database must be able to do. Counts are those of the very rows that were taken out."""

    def dump(self, file: Path) -> Mapping[str, int]: ...

    def try_out(self, file: Path) -> Mapping[str, int]: ...

    def load(self, file: Path) -> Mapping[str, int]: ...


def database() -> Database:
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()


class Sqlite:
    """By SQLite's online backup, which sees one state of the database however many write meanwhile."""

    def dump(self, file: Path) -> Mapping[str, int]:
        connection.ensure_connection()
        with opened(file) as copy:
            connection.connection.backup(copy)
            for table in LEFT_OUT:
                if table in tables(copy):
                    copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own constant
            copy.commit()
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("VACUUM")
            return counts(copy)

    def try_out(self, file: Path) -> Mapping[str, int]:
        with opened(file) as copy:
            if not is_sound(copy):
                raise Unfit("The database in the backup is damaged.")
            if copy.execute("PRAGMA foreign_key_check").fetchall():
                raise Unfit("Rows in the backup point to rows that are not there.")
            return counts(copy)

    def load(self, file: Path) -> Mapping[str, int]:
        connection.ensure_connection()
        with opened(file) as copy:
            copy.backup(connection.connection)
        return counts(connection.connection)


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A copy, with the functions Django's constraints call."""
    with closing(sqlite3.connect(file)) as copy:
        register_functions(copy)
        yield copy


def tables(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in rows)


def is_sound(database: sqlite3.Connection) -> bool:
    try:
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def counts(database: sqlite3.Connection) -> dict[str, int]:
    kept = (table for table in tables(database) if table not in LEFT_OUT)
    return {table: database.execute(COUNT.format(table)).fetchone()[0] for table in kept}


class Postgresql:
    """By pg_dump and pg_restore. The rows are counted in the snapshot that is dumped."""

    def dump(self, file: Path) -> Mapping[str, int]:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            try:
                cursor.execute("SELECT pg_export_snapshot()")
                left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
                run("pg_dump", "-Fc", f"--snapshot={cursor.fetchone()[0]}", *left_out, f"--file={file}")
                return self.counts(cursor)
            finally:
                cursor.execute("ROLLBACK")

    def try_out(self, file: Path) -> Mapping[str, int]:
        import psycopg2

        with scratch_database() as name:
            run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(file))
            with closing(psycopg2.connect(**{**connection.get_connection_params(), "dbname": name})) as copy:
                return self.counts(copy.cursor())

    def load(self, file: Path) -> Mapping[str, int]:
        target = connection.settings_dict["NAME"]
        run("pg_restore", "--no-owner", "--clean", "--if-exists", "-1", f"--dbname={target}", str(file))
        tell_database()
        with connection.cursor() as cursor:
            return self.counts(cursor)

    def counts(self, cursor: Any) -> dict[str, int]:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        found = {}
        for (table,) in cursor.fetchall():
            if table not in LEFT_OUT:
                cursor.execute(COUNT.format(table))
                found[table] = cursor.fetchone()[0]
        return found


@contextmanager
def scratch_database() -> Iterator[str]:
    """A database of its own to restore into; it is gone afterwards."""
    name = f"kamplan_check_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield name
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs against our database."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {**os.environ, **{name: str(given[key]) for name, key in names.items() if given.get(key)}}
    ran = subprocess.run([program(tool), *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        raise Unfit(f"{tool} failed: {ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else ran.returncode}.")


def program(tool: str) -> str:
    """On the path, or where Debian keeps the newest version."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=lambda file: int(file.parts[-3]))
    found = shutil.which(tool) or (str(places[-1]) if places else None)
    if not found:
        raise Unfit(f"{tool} is not on this machine: install PostgreSQL's client programs.")
    return found
