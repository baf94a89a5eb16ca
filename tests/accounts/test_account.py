"""One account: its page, making, editing, handing it over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.changes.account import create_account
from accounts.models import Account
from kamplan.once import AlreadyDone, spend
from tests import factories

NEW = "/accounts/new/"
FIELDS = {
    "name": "Nordvik Verft",
    "organisation_number": "",
    "country": "NO",
    "region": "",
    "website": "",
    "sector": "private",
    "industry": "",
    "parent": "",
    "currency": "NOK",
    "status": "active",
    "status_date": "",
    "status_reason": "",
}


@pytest.fixture
def page(cast):
    return f"/accounts/{cast.account.pk}/"


@pytest.fixture
def edit(cast):
    return f"/accounts/{cast.account.pk}/edit/"


def fresh(account):
    return Account.objects.get(pk=account.pk)


# --- the page ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "status"), [
    ("alice", 200), ("bob", 200), ("mona", 200), ("carol", 200), ("dave", 404), ("ada", 404), ("stranger", 404),
])  # fmt: skip
def test_who_sees_the_page(cast, sign_in, page, who, status):
    response = sign_in(getattr(cast, who)).get(page)
    assert response.status_code == status
    assert (b"Nordvik Verft" in response.content) is (status == 200)


def test_anonymous_visitors_sign_in_first(client, cast, page):
    assert client.get(page).status_code == 302


@pytest.mark.parametrize("pk", ["0", "999999", "99999999999999999999999999"])
def test_what_does_not_exist_is_not_found(cast, sign_in, pk):
    assert sign_in(cast.mona).get(f"/accounts/{pk}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("alice", {"edit", "delete"}),
        ("bob", set()),
        ("mona", {"edit", "delete", "hand-over"}),
        ("carol", {"hand-over"}),
    ],
)
def test_only_what_works_is_offered(cast, sign_in, page, who, offered):
    content = sign_in(getattr(cast, who)).get(page).content.decode()
    assert {act for act in ("edit", "delete", "hand-over") if f'{page}{act}/"' in content} == offered


def test_the_group_is_shown_as_far_as_the_reader_sees_it(cast, sign_in, page, units):
    factories.AccountFactory(name="Datter", parent=cast.account, unit=units.bergen, owner=cast.alice)
    factories.AccountFactory(name="Fremmed", parent=cast.account, unit=units.sweden, owner=cast.dave)
    Account.objects.filter(pk=cast.account.pk).update(parent=cast.foreign_account)
    content = sign_in(cast.mona).get(page).content.decode()
    assert ("Datter" in content, "Fremmed" in content, "Mälarhamn" in content) == (True, False, False)


def test_thirty_of_everything_cost_as_many_queries_as_one(cast, sign_in, page, units):
    client = sign_in(cast.mona)
    factories.AccountFactory(parent=cast.account, unit=units.bergen, owner=cast.alice)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    factories.AccountFactory.create_batch(30, parent=cast.account, unit=units.bergen, owner=cast.alice)
    factories.ContactFactory.create_batch(30, account=cast.account)
    factories.MemberFactory.create_batch(30, account=cast.account)
    with CaptureQueriesContext(connection) as thirty:
        client.get(page)
    assert len(thirty) == len(one) <= 12


# --- making one -------------------------------------------------------------------------------------------------------
def test_a_key_account_manager_creates_his_own(cast, sign_in, units):
    data = {**FIELDS, "name": "Skarvøy Sjømat", "website": "sjomat.example", "organisation_number": "923 609 016"}
    response = sign_in(cast.alice).post(NEW, {**data, "unit": units.bergen.pk, "owner": cast.alice.pk})
    made = Account.objects.get(name="Skarvøy Sjømat")
    assert response.url == f"/accounts/{made.pk}/"
    assert (made.owner, made.unit, made.created_by) == (cast.alice, units.bergen, cast.alice)
    assert (made.website, made.organisation_number) == ("https://sjomat.example", "923609016")
    assert made.history.get().history_user == cast.alice


@pytest.mark.parametrize(("who", "status"), [
    ("alice", 200), ("mona", 200), ("dave", 200), ("bob", 403), ("carol", 403), ("ada", 403), ("stranger", 403),
])  # fmt: skip
def test_who_may_create(cast, sign_in, who, status):
    assert sign_in(getattr(cast, who)).get(NEW).status_code == status


@pytest.mark.parametrize(("who", "unit", "owner"), [
    ("alice", "sweden", "alice"), ("alice", "bergen", "mona"), ("mona", "sweden", "mona"), ("mona", "bergen", "dave"),
    ("mona", "bergen", "bob"), ("mona", "bergen", "carol"),
])  # fmt: skip
def test_neither_foreign_unit_nor_foreign_owner_can_be_chosen(cast, sign_in, units, who, unit, owner):
    place = {"unit": getattr(units, unit).pk, "owner": getattr(cast, owner).pk}
    response = sign_in(getattr(cast, who)).post(NEW, {**FIELDS, "name": "Smuglet", **place})
    assert (response.status_code, Account.objects.filter(name="Smuglet").exists()) == (422, False)


def test_a_manager_gives_it_to_one_of_his_key_account_managers(cast, sign_in, units):
    sign_in(cast.mona).post(NEW, {**FIELDS, "name": "Ny", "unit": units.bergen.pk, "owner": cast.alice.pk})
    assert Account.objects.get(name="Ny").owner == cast.alice


def test_a_form_sent_twice_makes_one_account(cast, sign_in, units):
    client = sign_in(cast.alice)
    key = client.get(NEW).context["form"]["key"].value()
    data = {**FIELDS, "name": "Dobbel", "unit": units.bergen.pk, "owner": cast.alice.pk, "key": key}
    first, second = client.post(NEW, data), client.post(NEW, data)
    assert first.url == second.url == f"/accounts/{Account.objects.get(name='Dobbel').pk}/"


def test_both_in_the_same_moment_make_one_account(cast, units):
    spend("a key", by=cast.alice.pk, result=1)
    late = Account(name="Dobbel", unit=units.bergen, owner=cast.alice)
    with pytest.raises(AlreadyDone):
        create_account(account=late, by=cast.alice, key="a key")
    assert not Account.objects.filter(name="Dobbel").exists()


def test_the_key_of_another_user_leads_nowhere(cast, sign_in, units):
    spend("00000000-0000-0000-0000-000000000001", by=cast.dave.pk, result=cast.foreign_account.pk)
    data = {**FIELDS, "name": "Ny", "unit": units.bergen.pk, "owner": cast.alice.pk}
    response = sign_in(cast.alice).post(NEW, {**data, "key": "00000000-0000-0000-0000-000000000001"})
    assert response.url == f"/accounts/{Account.objects.get(name='Ny').pk}/"


def test_what_nobody_offered_changes_nothing(cast, sign_in, units):
    surplus = {
        "version": 1,
        "sort_key": "zzz",
        "search_key": "zzz",
        "created_by": cast.dave.pk,
        "deleted_at": "2026-01-01",
        "id": 77,
    }
    data = {**FIELDS, **surplus, "name": "Ny", "unit": units.bergen.pk, "owner": cast.alice.pk}
    sign_in(cast.alice).post(NEW, data)
    made = Account.objects.get(name="Ny")
    assert (made.sort_key, made.search_key, made.created_by, made.deleted_at) == ("ny", "ny", cast.alice, None)
    assert made.pk != 77


# --- what the form refuses --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("wrong", "field"), [
    ({"name": ""}, "name"),
    ({"name": "x" * 201}, "name"),
    ({"name": "a\0b"}, "name"),
    ({"country": "XX"}, "country"),
    ({"currency": "XXX"}, "currency"),
    ({"industry": "Z"}, "industry"),
    ({"organisation_number": "923609017"}, "organisation_number"),
    ({"website": "javascript:alert(1)"}, "website"),
    ({"parent": "Finnes ikke"}, "parent"),
    ({"parent": "Mälarhamn Bygg"}, "parent"),
    ({"parent": "#99999999999999999999"}, "parent"),
    ({"status": "lost", "status_date": "2026-01-01"}, "status_reason"),
    ({"status": "lost", "status_reason": "Price"}, "status_date"),
    ({"status": "lost", "status_reason": "  ", "status_date": "2026-01-01"}, "status_reason"),
    ({"status_date": str(timezone.localdate() + timedelta(days=2))}, "status_date"),
    ({"version": "99999999999999999999"}, "version"),
])  # fmt: skip
def test_bad_input_is_told_at_its_field_and_changes_nothing(cast, sign_in, edit, wrong, field):
    response = sign_in(cast.alice).post(edit, {**FIELDS, "version": 1, "region": "Changed", **wrong})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert fresh(cast.account).region == ""


def test_only_norwegian_numbers_are_checked(cast, sign_in, edit):
    sign_in(cast.alice).post(edit, {**FIELDS, "version": 1, "country": "SE", "organisation_number": "556016-0680"})
    assert fresh(cast.account).organisation_number == "556016-0680"


def test_neither_unit_nor_owner_is_changed_by_editing(cast, sign_in, units, edit):
    place = {"unit": units.sweden.pk, "owner": cast.dave.pk}
    sign_in(cast.alice).post(edit, {**FIELDS, **place, "version": 1, "region": "Vestland"})
    edited = fresh(cast.account)
    assert (edited.region, edited.unit, edited.owner) == ("Vestland", units.bergen, cast.alice)


# --- the parent group -------------------------------------------------------------------------------------------------
def test_a_parent_is_chosen_by_its_name_in_any_case(cast, sign_in, units, edit):
    parent = factories.AccountFactory(name="Østby Konsern", unit=units.bergen, owner=cast.alice)
    sign_in(cast.alice).post(edit, {**FIELDS, "version": 1, "parent": "østby konsern"})
    assert fresh(cast.account).parent == parent


def test_of_two_with_one_name_the_number_tells_which(cast, sign_in, units, edit):
    one, other = (factories.AccountFactory(name="Tvilling", unit=units.bergen, owner=cast.alice) for _ in "ab")
    client = sign_in(cast.alice)
    assert client.post(edit, {**FIELDS, "version": 1, "parent": "Tvilling"}).status_code == 422
    assert f'value="Tvilling #{one.pk}"' in client.get("/accounts/parents/?parent=tvil").content.decode()
    client.post(edit, {**FIELDS, "version": 1, "parent": f"Tvilling #{other.pk}"})
    assert fresh(cast.account).parent == other


def test_no_account_is_above_itself(cast, sign_in, units, edit):
    below = factories.AccountFactory(name="Datter", parent=cast.account, unit=units.bergen, owner=cast.alice)
    factories.AccountFactory(name="Datterdatter", parent=below, unit=units.bergen, owner=cast.alice)
    for name in ("Nordvik Verft", "Datter", "Datterdatter"):
        assert sign_in(cast.alice).post(edit, {**FIELDS, "version": 1, "parent": name}).status_code == 422
    assert fresh(cast.account).parent is None


def test_a_parent_the_editor_may_not_see_stays(cast, sign_in, edit):
    Account.objects.filter(pk=cast.account.pk).update(parent=cast.foreign_account)
    client = sign_in(cast.alice)
    assert b"Bygg" not in client.get(edit).content
    client.post(edit, {**FIELDS, "version": 1, "region": "Vestland"})
    assert (fresh(cast.account).parent, fresh(cast.account).region) == (cast.foreign_account, "Vestland")


def test_parents_are_offered_of_what_one_sees_ten_at_most(cast, sign_in, units):
    factories.AccountFactory.create_batch(20, unit=units.bergen, owner=cast.alice)
    client = sign_in(cast.alice)
    assert client.get("/accounts/parents/?parent=account").content.count(b"<option") == 10
    for nothing in ("?parent=mälar", "?parent=", "", "?parent=%00"):
        assert client.get(f"/accounts/parents/{nothing}").content.count(b"<option") == 0


# --- two at once ------------------------------------------------------------------------------------------------------
def test_who_comes_second_sees_both_and_loses_nothing(cast, sign_in, edit):
    alice, mona = sign_in(cast.alice), sign_in(cast.mona)
    mona.post(edit, {**FIELDS, "version": 1, "region": "Oslo", "industry": "C"})
    response = alice.post(edit, {**FIELDS, "version": 1, "region": "Vestland", "industry": "C"})
    content = response.content.decode()
    assert response.status_code == 409
    assert ("Vestland" in content, "Oslo" in content, "Mona" in content) == (True, True, True)
    assert fresh(cast.account).region == "Oslo"
    alice.post(edit, {**FIELDS, "version": 2, "region": "Vestland", "industry": "C"})
    assert (fresh(cast.account).region, fresh(cast.account).version) == ("Vestland", 3)


def test_without_a_version_nothing_is_overwritten(cast, sign_in, edit):
    assert sign_in(cast.alice).post(edit, {**FIELDS, "region": "Oslo"}).status_code == 409
    assert fresh(cast.account).region == ""


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("carol", 403), ("dave", 404), ("ada", 404)])
def test_who_may_not_edit_changes_nothing(cast, sign_in, edit, who, status):
    client = sign_in(getattr(cast, who))
    assert client.get(edit).status_code == status
    assert client.post(edit, {**FIELDS, "version": 1, "region": "Oslo"}).status_code == status
    assert (fresh(cast.account).region, fresh(cast.account).version) == ("", 1)


# --- handing over -----------------------------------------------------------------------------------------------------
@pytest.fixture
def hand_over(cast):
    return f"/accounts/{cast.account.pk}/hand-over/"


@pytest.mark.parametrize("who", ["mona", "carol"])
def test_managers_and_directors_hand_over(cast, sign_in, units, hand_over, who):
    oslo = factories.UnitFactory(name="Oslo", parent=units.norway)
    erna = factories.RoleFactory(unit=oslo, kind="kam").user
    sign_in(getattr(cast, who)).post(hand_over, {"unit": oslo.pk, "owner": erna.pk, "version": 1})
    handed = fresh(cast.account)
    assert (handed.unit, handed.owner, handed.version) == (oslo, erna, 2)
    assert handed.history.first().history_user == getattr(cast, who)


@pytest.mark.parametrize(
    ("who", "status"), [("alice", 403), ("bob", 403), ("dave", 404), ("ada", 404), ("stranger", 404)]
)
def test_others_do_not(cast, sign_in, units, hand_over, who, status):
    data = {"unit": units.bergen.pk, "owner": getattr(cast, who).pk, "version": 1}
    assert sign_in(getattr(cast, who)).post(hand_over, data).status_code == status
    assert fresh(cast.account).owner == cast.alice


@pytest.mark.parametrize(
    ("unit", "owner"), [("sweden", "alice"), ("bergen", "dave"), ("bergen", "bob"), ("norway", "alice")]
)
def test_the_new_owner_must_serve_the_new_unit(cast, sign_in, units, hand_over, unit, owner):
    data = {"unit": getattr(units, unit).pk, "owner": getattr(cast, owner).pk, "version": 1}
    assert sign_in(cast.mona).post(hand_over, data).status_code == 422
    assert (fresh(cast.account).unit, fresh(cast.account).owner) == (units.bergen, cast.alice)


def test_a_hand_over_does_not_overwrite_an_edit_unseen(cast, sign_in, units, hand_over):
    data = {"unit": units.bergen.pk, "owner": cast.mona.pk, "version": 7}
    assert sign_in(cast.carol).post(hand_over, data).status_code == 409
