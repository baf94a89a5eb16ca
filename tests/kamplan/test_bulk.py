"""After bulk loading, PostgreSQL knows at once how much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from kamplan.bulk import tell_database
from tests import factories

pytestmark = pytest.mark.django_db
KNOWN = "SELECT reltuples FROM pg_class WHERE relname = %s"


def test_it_knows_the_rows_of_the_tables_named():
    factories.UnitFactory.create_batch(7)
    with CaptureQueriesContext(connection) as asked:
        tell_database(Unit)
    if connection.vendor != "postgresql":
        assert len(asked) == 0
        return
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [Unit._meta.db_table])
        assert cursor.fetchone()[0] == Unit.objects.count()


def test_without_names_it_means_all_tables():
    with CaptureQueriesContext(connection) as asked:
        tell_database()
    assert [query["sql"].strip() for query in asked] == ["ANALYZE"] * (connection.vendor == "postgresql")
