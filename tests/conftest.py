"""What every test may ask for: the cast of tests/cast.py, and a browser signed in as one of them."""

import gc
import time
from types import SimpleNamespace

import pytest
from django.conf import settings as project
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings

from accounts.models import matrix_judged, revenue_sums, tier_order, tier_recorded
from tests.cast import everybody, tree_of_units
from tests.kept import Kept, begin_keys_high
from tests.migrated import database_of_its_own, migrated, on_postgresql
from tests.taken_back import taken_back

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # as Django calls it
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# What is proved is the arithmetic; how fast a busy machine draws examples is not.
settings.register_profile("kamplan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kamplan")


def pytest_collection_finish(session):
    """What the imports have made stays: it need not be searched for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def migrated_once(request, tmp_path_factory):
    """The database all others are copies of."""
    cache = getattr(request.config, "cache", None)
    return migrated(cache.mkdir("migrated") if cache else tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def sqlite_name():
    """Where the tests' database lies when it is SQLite."""
    return IN_MEMORY


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """What we have copied is kept, not made anew."""
    return django_db_keepdb or not on_postgresql()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated_once, sqlite_name):
    """A copy of the migrated database; the runner then finds nothing left to migrate."""
    test = connections.databases["default"]["TEST"]
    if on_postgresql():
        test["TEMPLATE"] = migrated_once.name
        yield
        return
    test["NAME"] = sqlite_name
    kept = migrated_once.into_memory(sqlite_name) if sqlite_name == IN_MEMORY else migrated_once.copy(sqlite_name)
    yield
    if kept:
        kept.close()


@pytest.fixture
def really_committed(migrated_once, tmp_path, django_db_setup, django_db_blocker):
    """For a test with several connections at once: a database of its own, in which nothing is taken back."""
    with django_db_blocker.unblock(), database_of_its_own(migrated_once.fresh(tmp_path)):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Looked for when one is asked for: each client would else begin by looking through all of them.

    `make test` collects them first; a single test run by hand does without.
    """
    told = {"WHITENOISE_AUTOREFRESH": True}
    if not (project.STATIC_ROOT / "staticfiles.json").exists():
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        told["STORAGES"] = {**project.STORAGES, "staticfiles": plain}
    with override_settings(**told):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_hashes():
    """Argon2 takes its time on purpose; tests that sign in a hundred times do not wait for it."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def own_outbox(tmp_path_factory):
    """No test writes mail into the data folder somebody works with."""
    with override_settings(EMAIL_FILE_PATH=tmp_path_factory.mktemp("outbox")):
        yield


@pytest.fixture(autouse=True)
def nothing_kept():
    """What a process keeps in memory goes by numbers, and every test begins with the same ones."""
    matrix_judged.forget()
    revenue_sums.forget()
    tier_order.forget()
    tier_recorded.forget()


@pytest.fixture(scope="session")
def kept(django_db_setup, django_db_blocker):
    """The tree of units, and the people in it: most tests begin with them."""
    with django_db_blocker.unblock(), taken_back():
        begin_keys_high()
        units = Kept(tree_of_units)
        return SimpleNamespace(units=units, cast=Kept(everybody, units.given))


@pytest.fixture
def units(kept, db):
    return kept.units.put_back()


@pytest.fixture
def cast(kept, units):
    return kept.cast.put_back(units)


@pytest.fixture
def sign_in():
    """A client signed in as a user, as it is after the first page; the way there has tests of its own."""

    def signed_in(user, **headers):
        client, now = Client(headers=headers), int(time.time())
        who = {SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash(), BACKEND_SESSION_KEY: BACKEND}
        session = SessionStore()
        session.update({**who, "began": now, "seen": now})
        session.create()
        client.cookies[project.SESSION_COOKIE_NAME] = session.session_key
        return client

    return signed_in


def pytest_terminal_summary(terminalreporter):
    """What the proofs have counted; that nothing was lost says little when nothing was kept."""
    for outcome in ("passed", "failed"):
        for one in terminalreporter.stats.get(outcome, []):
            for name, value in one.user_properties:
                if name == "figures":
                    terminalreporter.write_line(f"{one.nodeid.rpartition('::')[2]}: {value}")
