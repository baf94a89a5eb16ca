"""One number over all rows of all tables: equal before and after when nothing was changed."""

import hashlib
from functools import cache

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

VOLATILE = {Session}  # a request may keep its messages there


def checksum():
    """What the database holds for the models, `auto_created` tables too; rows in a fixed order."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for label, question in questions():
            digest.update(label.encode())
            cursor.execute(question)
            for row in cursor.fetchall():
                digest.update(repr([plain(cell) for cell in row]).encode())
    return digest.hexdigest()


@cache
def questions():
    """Asked hundreds of times: worded once."""
    name = connection.ops.quote_name
    models = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return [
        (model._meta.label, f"select * from {name(model._meta.db_table)} order by {name(model._meta.pk.column)}")
        for model in sorted(models, key=lambda each: each._meta.label)
        if model not in VOLATILE
    ]


def plain(cell):
    """PostgreSQL gives binary content as a view, which shows where it lies and not what it holds."""
    return bytes(cell) if isinstance(cell, memoryview) else cell
