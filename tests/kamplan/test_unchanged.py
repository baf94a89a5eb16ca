"""An answer is kept while nobody writes anything, and asked for anew as soon as somebody has, whoever it was."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from accounts.models.rows import joined
from kamplan.unchanged import ANSWERS_KEPT, text_of
from tests.factories import UnitFactory


def question(beginning=""):
    units = "SELECT name FROM accounts_unit WHERE name LIKE %s ORDER BY name"
    return f"SELECT {joined('name')} FROM ({units}) AS units", (f"{beginning}%",)


def names():
    return ",".join(Unit.objects.order_by("name").values_list("name", flat=True))


def rename(unit, name):
    Unit.objects.filter(pk=unit.pk).update(name=name)


@pytest.fixture
def units(really_committed):
    Unit.objects.all().delete()
    return [UnitFactory(name=f"Unit {number}") for number in range(3)]


@pytest.fixture
def somebody(units):
    """Does things on a connection of their own."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda work, *given: thread.submit(work, *given).result(timeout=60)
        thread.submit(connections.close_all).result(timeout=60)


def begin():
    transaction.set_autocommit(False)


def end(how):
    how()
    transaction.set_autocommit(True)


def is_kept():
    """Whether the very same answer is given again. Others write too: on one server lie the databases of many tests."""
    return any(text_of(question()) is text_of(question()) for _ in range(1000))


def test_one_query_and_the_very_same_answer_while_nothing_is_written(units):
    with CaptureQueriesContext(connection) as made:
        assert text_of(question()) == "Unit 0,Unit 1,Unit 2"
    assert len(made) == 1
    assert is_kept()
    with CaptureQueriesContext(connection) as made:
        assert text_of(question()) == "Unit 0,Unit 1,Unit 2"
    assert len(made) == 1


def test_in_a_transaction_nothing_is_kept(units):
    with transaction.atomic():
        assert text_of(question()) is not text_of(question())


def test_each_question_has_an_answer_of_its_own_and_the_last_ones_are_kept(units):
    first = text_of(question())
    assert text_of(question("Unit 1")) == "Unit 1"
    assert text_of(question("Nothing")) == ""
    assert text_of(question()) == first
    for number in range(ANSWERS_KEPT):
        text_of(question(f"Unit {number}"))
    again = text_of(question())
    assert again == first
    assert again is not first


def test_what_one_writes_oneself_is_seen(units):
    text_of(question())
    rename(units[0], "Written")
    assert text_of(question()) == names() == "Unit 1,Unit 2,Written"


def test_what_others_have_committed_is_seen(units, somebody):
    text_of(question())
    somebody(rename, units[0], "Written")
    assert text_of(question()) == names() == "Unit 1,Unit 2,Written"


def test_what_is_written_in_a_transaction_is_seen_in_it_and_no_longer_when_it_is_taken_back(units):
    text_of(question())
    with transaction.atomic():
        rename(units[0], "Written")
        assert text_of(question()) == "Unit 1,Unit 2,Written"
        transaction.set_rollback(True)
    assert text_of(question()) == names() == "Unit 0,Unit 1,Unit 2"


def test_what_others_have_not_committed_yet_is_not_seen(units, somebody):
    somebody(begin)
    somebody(rename, units[0], "Written")
    assert text_of(question()) == "Unit 0,Unit 1,Unit 2"
    somebody(end, transaction.commit)
    assert text_of(question()) == "Unit 1,Unit 2,Written"


def test_a_new_connection_believes_nothing_an_old_one_was_told(units, somebody):
    """Its stamps may be the same ones by chance: in SQLite they begin where those of the old one began."""
    connection.close()
    text_of(question())
    connection.close()
    somebody(rename, units[0], "Written")
    assert text_of(question()) == "Unit 1,Unit 2,Written"


@pytest.mark.parametrize("seed", range(2))
def test_whatever_two_people_do_the_answer_is_what_asking_anew_gives(units, somebody, seed):
    chance, pending = random.Random(seed), False
    for step in range(150):
        deed = chance.choice(["mine", "mine taken back", "theirs", "begin", "end", "reconnect", "nothing", "nothing"])
        waits = deed.startswith("mine") and connection.vendor == "sqlite"  # which has one writer
        if pending and (deed == "end" or waits):
            somebody(end, chance.choice([transaction.commit, transaction.rollback]))
            pending = False
        elif deed == "begin" and not pending:
            somebody(begin)
            pending = True
        elif deed == "theirs":
            somebody(rename, units[0], f"Theirs {step}")
        elif deed == "mine":
            rename(units[1], f"Mine {step}")
        elif deed == "mine taken back":
            with transaction.atomic():
                rename(units[2], f"Mine {step}")
                assert text_of(question()) == names()
                transaction.set_rollback(True)
        elif deed == "reconnect":
            connection.close()
        assert text_of(question()) == names(), (step, deed)
    if pending:
        somebody(end, transaction.rollback)
