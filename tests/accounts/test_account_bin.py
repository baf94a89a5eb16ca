"""Into the bin, out of it within thirty days, and then gone for ever."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.changes.account import delete_account, purge_accounts
from accounts.models import Account, Contact, CustomerProfile, Figure, Member
from tests import factories

BIN = "/accounts/bin/"
DAY = timedelta(days=1)


@pytest.fixture
def delete(cast):
    return f"/accounts/{cast.account.pk}/delete/"


@pytest.fixture
def restore(cast):
    return f"/accounts/{cast.account.pk}/restore/"


@pytest.fixture
def deleted(cast):
    delete_account(account=cast.account, by=cast.mona, now=timezone.now())
    return cast.account


def is_deleted(account):
    return Account.objects.get(pk=account.pk).deleted_at is not None


def test_deleting_offers_undo_at_once(cast, sign_in, delete, restore):
    client = sign_in(cast.alice)
    page = client.post(delete, follow=True)
    assert is_deleted(cast.account)
    assert f'<form method="post" action="{restore}">' in page.content.decode()
    assert client.get(f"/accounts/{cast.account.pk}/").status_code == 404
    client.post(restore)
    assert not is_deleted(cast.account)


@pytest.mark.parametrize(
    ("who", "status"), [("bob", 403), ("carol", 403), ("dave", 404), ("ada", 404), ("stranger", 404)]
)
def test_who_may_not_edit_may_neither_delete_nor_restore(cast, sign_in, delete, restore, who, status):
    client = sign_in(getattr(cast, who))
    assert client.post(delete).status_code == status
    assert not is_deleted(cast.account)
    delete_account(account=cast.account, by=cast.mona, now=timezone.now())
    assert client.post(restore).status_code == status
    assert is_deleted(cast.account)


def test_nothing_is_deleted_by_looking(cast, sign_in, delete, restore):
    assert [sign_in(cast.alice).get(address).status_code for address in (delete, restore)] == [405, 405]


def test_the_bin_says_who_when_and_how_long(cast, sign_in, deleted):
    with time_machine.travel(timezone.now() + 10 * DAY + timedelta(hours=1), tick=False):
        page = sign_in(cast.alice).get(BIN)
    ((row, days_left, _may_be_restored),) = page.context["lying"]
    assert (row.name, row.deleted_by.name, days_left) == ("Nordvik Verft", "Mona", 20)


@pytest.mark.parametrize(
    ("gone_by", "left"),
    [(timedelta(seconds=5), 30), (DAY, 29), (29 * DAY + timedelta(hours=1), 1), (30 * DAY, 0), (31 * DAY, 0)],
)
def test_a_day_begun_counts_as_one_left(cast, sign_in, deleted, gone_by, left):
    gone_at = Account.objects.get(pk=deleted.pk).deleted_at
    with time_machine.travel(gone_at + gone_by, tick=False):
        page = sign_in(cast.alice).get(BIN)
    assert [row.days_left for row in page.context["lying"]] == [left]


@pytest.mark.parametrize(("who", "rows", "may_restore"), [
    ("alice", 1, True), ("mona", 1, True), ("carol", 1, False), ("bob", 1, False), ("dave", 0, False),
    ("ada", 0, False),
])  # fmt: skip
def test_each_sees_what_he_saw_before(cast, sign_in, deleted, restore, who, rows, may_restore):
    page = sign_in(getattr(cast, who)).get(BIN)
    assert (len(page.context["lying"]), restore in page.content.decode()) == (rows, may_restore)


def test_a_number_given_away_meanwhile_keeps_it_in_the_bin(cast, sign_in, units, restore):
    Account.objects.filter(pk=cast.account.pk).update(organisation_number="923609016", deleted_at=timezone.now())
    factories.AccountFactory(organisation_number="923609016", unit=units.bergen, owner=cast.alice)
    page = sign_in(cast.alice).post(restore, follow=True)
    assert (page.redirect_chain[0][0], is_deleted(cast.account)) == (BIN, True)
    assert "923609016" in page.content.decode()


def test_an_editor_learns_that_it_was_in_the_bin(cast, sign_in, deleted, restore):
    version = Account.objects.get(pk=deleted.pk).version
    sign_in(cast.alice).post(restore)
    assert (version, Account.objects.get(pk=deleted.pk).version) == (2, 3)


def test_after_thirty_days_it_is_gone_with_all_that_hangs_on_it(cast, deleted):
    now = timezone.now()
    for figure in (Figure(year=2025, kind="turnover", amount=1, source="x"), CustomerProfile(employees=1)):
        figure.account = deleted
        figure.save()
    assert purge_accounts(now=now + 29 * DAY) == 0
    assert purge_accounts(now=now + 31 * DAY) == 1
    for model in (Account, Contact, Member, Figure, CustomerProfile):
        rows = model.history.filter(**{"id" if model is Account else "account": deleted.pk})
        assert (rows.count(), Account.objects.filter(pk=deleted.pk).exists()) == (0, False)
    assert Account.objects.filter(pk=cast.foreign_account.pk).exists()


def test_subsidiaries_stay_when_their_parent_is_gone(cast, deleted, units):
    child = factories.AccountFactory(parent=deleted, unit=units.bergen, owner=cast.alice)
    purge_accounts(now=timezone.now() + 31 * DAY)
    assert Account.objects.get(pk=child.pk).parent is None
