"""What many tests begin with, made once in each process and from then on put back by its rows, one statement a table.

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
        self.tables = [Table(model, list(alike)) for model, alike in groupby(rows, type)]
        stream = io.BytesIO()
        Freezer(stream, known).dump(self.given)
        self.frozen = stream.getvalue()

    def call(self, known):
        return self.make() if known is None else self.make(known)

    def put_back(self, known=None):
        if connection.settings_dict["NAME"] != self.database:  # where these keys have not been given away
            return self.call(known)
        now = timezone.now()
        times = {DateTimeField: now, DateField: timezone.localdate(now)}
        written = {kind: kind().get_db_prep_save(time, connection) for kind, time in times.items()}
        with transaction.atomic(), connection.cursor() as cursor:  # a row may come before the one it points to
            for table in self.tables:
                table.fill(cursor, written)
        given = Thawer(io.BytesIO(self.frozen), known).load()
        for one in vars(given).values():
            for field, kind in of_time(one):
                setattr(one, field.attname, times[kind])
        return given


class Table:
    """Its rows, worded once; whatever they say of time, they say of the moment they are put back."""

    def __init__(self, model, rows):
        fields = model._meta.local_concrete_fields
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
        self.wording = f"insert into {connection.ops.quote_name(model._meta.db_table)} ({columns}) values {places}"
        self.values, self.times = [], []
        for row in rows:
            self.times += [(len(self.values) + fields.index(field), kind) for field, kind in of_time(row)]
            self.values += [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]

    def fill(self, cursor, written):
        for place, kind in self.times:
            self.values[place] = written[kind]
        cursor.execute(self.wording, self.values)


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


def of_time(row):
    """The fields in which it says when, and whether that is an instant or a day."""
    for field in row._meta.local_concrete_fields:
        if isinstance(field, DateField) and getattr(row, field.attname):
            yield field, DateTimeField if isinstance(field, DateTimeField) else DateField


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
