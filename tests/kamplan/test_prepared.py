"""A prepared question answers as the QuerySet it was made from."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import BigAutoField, CharField
from django.db.models.functions import Lower

from accounts.models import Account
from kamplan.prepared import Prepared, Slot
from tests import factories

pytestmark = pytest.mark.django_db


def by_key():
    return Prepared(
        lambda: Account.objects.select_related("unit", "owner").filter(pk=Slot("pk", BigAutoField())).order_by()
    )


def test_same_objects_for_every_value(django_assert_num_queries):
    ask, accounts = by_key(), [factories.AccountFactory(), factories.AccountFactory()]
    for account in (*accounts, accounts[0]):
        with django_assert_num_queries(1):
            (found,) = ask(pk=account.pk)
            assert (found, found.unit, found.owner) == (account, account.unit, account.owner)
        plain = Account.objects.get(pk=account.pk)
        assert {name: getattr(found, name) for name in field_names()} == {
            name: getattr(plain, name) for name in field_names()
        }
    assert ask(pk=0) == []


def field_names():
    return [field.attname for field in Account._meta.concrete_fields]


def test_rows_of_values_and_slots_inside_expressions():
    account = factories.AccountFactory(name="Ålesund")
    ask = Prepared(
        lambda: (
            Account.objects.filter(name=Slot("name", CharField()), status="active")
            .annotate(low=Lower("name"))
            .order_by()
            .values_list("pk", "low")
        )
    )
    plain = Account.objects.filter(pk=account.pk).annotate(low=Lower("name")).values_list("pk", "low")
    assert ask(name="Ålesund") == list(plain)
    assert ask(name="' or 1=1 --") == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    ask, account = by_key(), factories.AccountFactory()
    assert ask(pk=account.pk) == [account]

    def asked(_number):
        try:
            return ask(pk=account.pk) == [account], id(connection.connection)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(asked, range(6)))
    assert all(right for right, _which in answers)
