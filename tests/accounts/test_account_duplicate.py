"""An account that is there already is pointed out; what one may not see is only said to exist."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts.changes.account import NumberTaken, create_account
from accounts.models import Account
from tests import factories
from tests.accounts.test_account import FIELDS, NEW

ALIKE = "/accounts/alike/"
NUMBER = "923609016"


@pytest.fixture
def new(cast, units):
    return {**FIELDS, "unit": units.bergen.pk, "owner": cast.alice.pk}


def asked(client, **typed):
    return client.post(ALIKE, {"country": "NO", **typed}).content.decode()


@pytest.mark.parametrize("name", ["nordvik verft", "Nordvik Verft AS", "NORDVIK VERFT A/S", "Nordvik Verf"])
def test_a_name_alike_is_pointed_out_while_typing(cast, sign_in, name):
    content = asked(sign_in(cast.alice), name=name)
    assert ("Nordvik Verft" in content, f"/accounts/{cast.account.pk}/" in content) == (True, True)


@pytest.mark.parametrize("name", ["", "Nordvik Bygg", "a", "\0", "%", "_", "x" * 10_000])
def test_another_name_is_not(cast, sign_in, name):
    assert asked(sign_in(cast.alice), name=name).strip() == ""


def test_what_one_may_not_see_only_exists(cast, sign_in):
    content = asked(sign_in(cast.alice), name="Mälarhamn Bygg AB")
    assert "exists in another unit" in content
    assert not any(sign in content for sign in ("Mälarhamn", "Dave", "Sweden", f"/accounts/{cast.foreign_account.pk}/"))


def test_the_bin_is_not_looked_through(cast, sign_in):
    Account.objects.filter(pk=cast.account.pk).update(deleted_at="2026-01-01T00:00Z")
    assert asked(sign_in(cast.alice), name="Nordvik Verft").strip() == ""


def test_the_account_being_edited_is_not_its_own_duplicate(cast, sign_in):
    assert asked(sign_in(cast.alice), name="Nordvik Verft", itself=cast.account.pk).strip() == ""


@pytest.mark.parametrize(("who", "itself", "status"), [
    ("bob", "", 403), ("carol", "", 403), ("ada", "", 403), ("stranger", "", 403),
    ("dave", "own", 404), ("bob", "own", 403),
])  # fmt: skip
def test_who_can_enter_nothing_can_ask_nothing(cast, sign_in, who, itself, status):
    data = {"name": "Nordvik Verft", "itself": cast.account.pk if itself else ""}
    response = sign_in(getattr(cast, who)).post(ALIKE, data)
    assert (response.status_code, b"Nordvik" in response.content) == (status, False)


def test_it_is_asked_by_post(cast, sign_in):
    assert sign_in(cast.alice).get(ALIKE).status_code == 405


def test_a_name_alike_has_to_be_confirmed_once(cast, sign_in, new):
    client = sign_in(cast.alice)
    response = client.post(NEW, {**new, "name": "Nordvik Verft AS"})
    assert (response.status_code, Account.objects.filter(name="Nordvik Verft AS").exists()) == (422, False)
    assert b'name="confirmed"' in response.content
    assert client.post(NEW, {**new, "name": "Nordvik Verft AS", "confirmed": "1"}).status_code == 302


def test_saving_without_a_new_name_asks_nothing(cast, sign_in, units):
    factories.AccountFactory(name="Nordvik Verft AS", unit=units.bergen, owner=cast.alice)
    response = sign_in(cast.alice).post(
        f"/accounts/{cast.account.pk}/edit/", {**FIELDS, "version": 1, "region": "Oslo"}
    )
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("who", "word"), [("account", "Nordvik Verft has this"), ("foreign_account", "in another unit")]
)
def test_one_organisation_number_is_one_account(cast, sign_in, new, who, word):
    Account.objects.filter(pk=getattr(cast, who).pk).update(organisation_number=NUMBER, country="NO")
    data = {**new, "name": "Helt annet", "organisation_number": "923 609 016", "confirmed": "1"}
    response = sign_in(cast.alice).post(NEW, data)
    assert (response.status_code, word in response.content.decode()) == (422, True)
    assert "Mälarhamn" not in response.content.decode()


def test_the_same_digits_abroad_are_another_number(cast, sign_in, new):
    Account.objects.filter(pk=cast.account.pk).update(organisation_number=NUMBER)
    data = {**new, "name": "Helt annet", "organisation_number": NUMBER, "country": "SE"}
    assert sign_in(cast.alice).post(NEW, data).status_code == 302


def test_two_who_save_one_number_at_once_cannot_both_pass(cast, units):
    Account.objects.filter(pk=cast.account.pk).update(organisation_number=NUMBER)
    late = Account(name="Sen", organisation_number=NUMBER, unit=units.bergen, owner=cast.alice)
    with pytest.raises(NumberTaken):
        create_account(account=late, by=cast.alice)
    broken = Account(name="Feil", country="no", unit=units.bergen, owner=cast.alice)
    with pytest.raises(IntegrityError):
        create_account(account=broken, by=cast.alice)


def test_the_race_is_told_at_the_field(cast, sign_in, new, monkeypatch):
    Account.objects.filter(pk=cast.foreign_account.pk).update(organisation_number=NUMBER, country="NO")
    monkeypatch.setattr("accounts.forms.account_duplicate.Duplicates.same_number", None)  # not yet there when asked
    response = sign_in(cast.alice).post(NEW, {**new, "name": "Sen", "organisation_number": NUMBER})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["organisation_number"])


def test_a_thousand_accounts_cost_as_many_queries_as_one(cast, sign_in, units):
    client = sign_in(cast.alice)
    with CaptureQueriesContext(connection) as one:
        asked(client, name="Nordvik Verft")
    for number in range(30):
        factories.AccountFactory(name=f"Nordvik Verft{'x' * number}", unit=units.bergen, owner=cast.alice)
    with CaptureQueriesContext(connection) as thirty:
        asked(client, name="Nordvik Verft")
    assert len(thirty) == len(one)
