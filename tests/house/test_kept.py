"""The cast that is put back is the cast that was made."""

import re

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models import CharField, TextField

from accounts.models import Account, Unit
from tests.cast import everybody, tree_of_units
from tests.factories import UnitFactory
from tests.taken_back import taken_back

NUMBER = re.compile(r"\d+")  # keys differ


def told():
    """What all rows of each table say, numbers apart."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        texts = [field.name for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
        rows = model._base_manager.values_list(*texts) if texts else [()] * model._base_manager.count()
        tables[model._meta.label] = sorted(NUMBER.sub("#", repr(row)) for row in rows)
    return tables


@pytest.mark.django_db
def test_the_tables_say_the_same_as_when_everybody_was_made(kept):
    with taken_back():
        everybody(tree_of_units())
        made = told()
    assert told() != made
    kept.cast.put_back(kept.units.put_back())
    assert told() == made


def test_everybody_stands_in_the_units_of_this_test(units, cast):
    assert cast.alice.unit is cast.account.unit is units.bergen
    assert (cast.account.owner, cast.account.pk) == (cast.alice, Account.objects.get(name="Nordvik Verft").pk)


def test_they_come_at_the_time_of_the_test(kept, db):
    with time_machine.travel("2031-05-17 12:00Z", tick=False):
        account = kept.cast.put_back(kept.units.put_back()).account
    kept_row = Account.objects.get(pk=account.pk)
    assert account.created_at == kept_row.created_at == kept_row.history.get().history_date
    assert account.created_at.year == 2031


def test_what_one_test_changes_the_next_does_not_see(kept, db):
    with taken_back():
        kept.units.put_back().bergen.name = "Changed"
    assert kept.units.put_back().bergen.name == "Bergen"


def test_no_row_has_the_key_of_one_of_them(kept, db):
    before = [UnitFactory().pk for _number in range(20)]
    theirs = [unit.pk for unit in vars(kept.units.put_back()).values()]
    after = [UnitFactory().pk for _number in range(20)]
    assert len({*before, *theirs, *after}) == 20 + len(theirs) + 20


def test_in_another_database_they_are_made_anew(really_committed, kept):
    theirs = [unit.pk for unit in vars(kept.units.put_back()).values()]
    others = [UnitFactory().pk for _number in range(20)]
    assert Unit.objects.count() == len({*theirs, *others})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_they_are_put_back_for_good_too(units, cast):
    assert cast.account.unit == units.bergen
    connection.check_constraints()
