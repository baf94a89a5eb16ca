"""Before and after much is written at once: keep other writers out, and tell the database what is there now."""

from django.db import connection
from django.db.models import Model


def keep_writers_out(model: type[Model]) -> None:
    """Nobody else writes into the table until the transaction ends; reading goes on. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")


def tell_database(*models: type[Model]) -> None:
    """Let PostgreSQL look at these tables, or at all of them.

    It does so by itself about a minute later. Until then it takes a table that was empty for an almost empty one, reads
    all rows before it orders them, and compares every account with every user to find its owner: 0.3 s for a page.
    SQLite chooses by the indexes alone.
    """
    if connection.vendor != "postgresql":
        return
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
