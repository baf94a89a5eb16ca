"""Which accounts are seen: by name, with their owners, and the same object while nothing has changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from accounts.models.seen import seen_of
from tests.factories import AccountFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_all_of_them_by_name_each_with_its_owner():
    owners = UserFactory.create_batch(2)
    for number in range(40):
        AccountFactory(name=f"{'zåÆbq'[number % 5]}ndre {number}", owner=owners[number % 2])
    by_name = Account.objects.order_by("sort_key", "pk")
    with CaptureQueriesContext(connection) as made:
        found = seen_of(Account.objects.all())
    assert list(found.owners.items()) == list(by_name.values_list("pk", "owner_id"))
    assert len(made) == 1


def test_the_order_asked_for_before_does_not_count():
    first, second = AccountFactory(name="Alfa"), AccountFactory(name="Beta")
    assert list(seen_of(Account.objects.order_by("-name")).owners) == [first.pk, second.pk]


def test_nobody_is_seen():
    AccountFactory()
    assert seen_of(Account.objects.filter(name="Nobody")).owners == {}
    assert seen_of(Account.objects.none()).owners == {}


def test_the_same_accounts_are_the_same_object_until_one_goes_changes_hands_or_comes():
    accounts, other = AccountFactory.create_batch(3), UserFactory()
    first = seen_of(Account.objects.all())
    assert seen_of(Account.objects.all()) is first
    Account.objects.filter(pk=accounts[0].pk).update(owner=other)
    second = seen_of(Account.objects.all())
    assert second.owners[accounts[0].pk] == other.pk != first.owners[accounts[0].pk]
    accounts[1].delete()
    assert set(seen_of(Account.objects.all()).owners) == {accounts[0].pk, accounts[2].pk}
    AccountFactory()
    assert len(seen_of(Account.objects.all()).owners) == 3
