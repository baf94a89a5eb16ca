"""The demonstration, made once in each process, and a folder of its own for files a test writes or removes."""

import pytest
from django.core.management import call_command

from tests.migrated import database_of_its_own
from tests.taken_back import taken_back


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    settings.EMAIL_FILE_PATH.mkdir()
    return tmp_path


@pytest.fixture(scope="session")
def demonstration(migrated_once, tmp_path_factory, django_db_setup, django_db_blocker):
    """The name of a database that holds nothing else."""
    name = migrated_once.fresh(tmp_path_factory.mktemp("demonstration"))
    with django_db_blocker.unblock(), database_of_its_own(name):
        call_command("demo")
    return name


@pytest.fixture(scope="module")
def supplier(demonstration, kept, django_db_blocker):
    """A module looks at the demonstration, and what it changes there is taken back; what is kept was made elsewhere."""
    with django_db_blocker.unblock(), database_of_its_own(demonstration), taken_back():
        yield
