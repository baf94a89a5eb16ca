"""What many tests begin with, made once in each process and from then on put back by its rows, all of a table at once.

The first key is a high one. No row a test has made before can have it, and a key written as if it were an amount shows.
"""

import io
import pickle
from contextlib import contextmanager
from itertools import groupby

from django.db import connection, transaction
from django.db.models import DateField, DateTimeField
from django.db.models.signals import post_save
from django.utils import timezone

FIRST_KEY = 1001


class Kept:
    """What `make` gave, with the rows it saved; the things in `known` it is given anew each time."""

    def __init__(self, make, known=None):
        self.make, self.database = make, connection.settings_dict["NAME"]
        with saved_rows() as rows:
            self.given = self.call(known)
        stream = io.BytesIO()
        Freezer(stream, known).dump((self.given, rows))
        self.frozen = stream.getvalue()

    def call(self, known):
        return self.make() if known is None else self.make(known)

    def put_back(self, known=None):
        if connection.settings_dict["NAME"] != self.database:  # where these keys have not been given away
            return self.call(known)
        given, rows = Thawer(io.BytesIO(self.frozen), known).load()
        with transaction.atomic():  # a row may come before the one it points to
            for model, alike in groupby(rows, type):
                model._base_manager.bulk_create([as_of_now(row) for row in alike])
        return given


@contextmanager
def saved_rows():
    """Those saved meanwhile, each once, table by table."""
    rows, once = [], {}

    def keep(instance, **about):
        once[id(instance)] = instance

    post_save.connect(keep)
    try:
        yield rows
    finally:
        post_save.disconnect(keep)
    rows += sorted(once.values(), key=lambda row: (row._meta.label, row.pk))


def as_of_now(row):
    """Whatever it says of time, it said of the moment it was made."""
    for field in row._meta.concrete_fields:
        if isinstance(field, DateField) and getattr(row, field.attname):
            now = timezone.now() if isinstance(field, DateTimeField) else timezone.localdate()
            setattr(row, field.attname, now)
    return row


class Freezer(pickle.Pickler):
    """Leaves a gap where something known stands."""

    def __init__(self, stream, known):
        super().__init__(stream)
        self.names = {id(one): name for name, one in vars(known).items()} if known else {}

    def persistent_id(self, one):
        return self.names.get(id(one))


class Thawer(pickle.Unpickler):
    """Fills the gaps."""

    def __init__(self, stream, known):
        super().__init__(stream)
        self.known = known

    def persistent_load(self, name):
        return getattr(self.known, name)


def begin_keys_high():
    """Until it is taken back. PostgreSQL gives no key twice; SQLite would, to the rows of the next test."""
    if connection.vendor == "sqlite":
        with connection.cursor() as ask:
            ask.execute("delete from sqlite_sequence")
            tables = "select name, %s from sqlite_master where type = 'table' and sql like '%%autoincrement%%'"
            ask.execute(f"insert into sqlite_sequence (name, seq) {tables}", [FIRST_KEY - 1])
