"""Sites to break: each on a fresh copy of one migrated database."""

import shutil
import tempfile
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.database import File, server_like_the_tests
from tests.faults.site import Site
from tests.migrated import on_postgresql


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_setup, django_db_blocker):
    """As the database of the tests is before the first of them."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        if not on_postgresql():
            yield File(tmp_path_factory.mktemp("migrated")).filled_from(connection.connection)
            return
        place = Path(tempfile.mkdtemp(prefix="kamplan-faults-"))  # short, for a socket; open, for another user
        place.chmod(0o755)
        server = server_like_the_tests(place / "server")
    yield server.make().filled_from(connection.settings_dict)
    server.end()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def new_site(migrated, tmp_path):
    """Makes a site; at the end all of them stop."""
    made = []

    def make(name="real", **about):
        folder = tmp_path / name
        folder.mkdir()
        made.append(Site(folder, migrated.copy(folder), **about))
        return made[-1]

    yield make
    for site in made:
        site.end()


@pytest.fixture
def report(record_property):
    """Figures are told at the end of the run, also when all is well."""

    def told(figures):
        record_property("figures", figures)

    return told
