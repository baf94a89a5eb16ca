"""What is written inside is taken back at the end, so that many tests can look at what was made once."""

from contextlib import contextmanager

import pytest
from django.db import transaction


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def made_once(make):
    """A fixture: what `make` gives, made before the first test of a module and taken back after the last."""

    @pytest.fixture(scope="module")
    def made(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), taken_back():
            yield make()

    return made
