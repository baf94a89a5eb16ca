"""One number over all rows of all tables: equal before and after when nothing was changed."""

import hashlib

from django.apps import apps
from django.contrib.sessions.models import Session

VOLATILE = {Session}  # a request may keep its messages there


def checksum():
    """The database as the models see it, with `auto_created` tables; rows in a fixed order."""
    digest = hashlib.sha256()
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda each: each._meta.label):
        if model not in VOLATILE and not model._meta.proxy:
            digest.update(model._meta.label.encode())
            for row in model._base_manager.order_by("pk").values_list():
                digest.update(repr([plain(cell) for cell in row]).encode())
    return digest.hexdigest()


def plain(cell):
    """PostgreSQL gives binary content as a view, which shows where it lies and not what it holds."""
    return bytes(cell) if isinstance(cell, memoryview) else cell
