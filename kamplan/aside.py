"""Words from inside a transaction that others hear at once, though they see nothing else of it before its end.

PostgreSQL takes them on a connection of their own. SQLite has one writer, and that one is busy: there they lie in a
file beside the database. Whoever cannot be told is not worth failing for.
"""

import json
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Model


def say(row: Model, **values: Any) -> None:
    """Let others read these values of the row, without saving them in the transaction that is open."""
    with suppress(OSError, DatabaseError):
        if connection.vendor == "postgresql":
            say_by_another_connection(row, values)
        else:
            file = file_of(row)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = file.with_suffix(".unfinished")
            unfinished.write_text(json.dumps(values, default=str))  # moments to the microsecond
            unfinished.replace(file)


def say_by_another_connection(row: Model, values: dict[str, Any]) -> None:
    """It passes over a row that somebody else holds: waiting for that might be waiting for oneself."""
    meta, quote = row._meta, connection.ops.quote_name
    table, key = quote(meta.db_table), quote(meta.pk.column)  # type: ignore[arg-type]
    assigned = ", ".join(f"{quote(name)} = %s" for name in values)
    free = f"SELECT {key} FROM {table} WHERE {key} = %s FOR UPDATE SKIP LOCKED"  # noqa: S608
    sql = f"UPDATE {table} SET {assigned} WHERE {key} = ({free})"  # noqa: S608
    with closing(connection.copy()) as another, another.cursor() as cursor:
        cursor.execute(sql, [*values.values(), row.pk])


def heard(row: Model) -> dict[str, Any]:
    """What was said last about the row and stands in a file; on PostgreSQL it stands in the row itself."""
    with suppress(OSError, ValueError):
        if connection.vendor != "postgresql":
            return dict(json.loads(file_of(row).read_text()))
    return {}


def forget(row: Model) -> None:
    """The row says it itself by now."""
    if connection.vendor != "postgresql":
        file_of(row).unlink(missing_ok=True)


def file_of(row: Model) -> Path:
    return Path(settings.VAR) / "aside" / f"{row._meta.db_table}-{row.pk}.json"
