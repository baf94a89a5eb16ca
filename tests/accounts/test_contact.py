"""Contacts: list, page, form, look-alikes, conflict, bin, export."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.changes.contact import purge_contacts
from accounts.models import Contact
from kamplan import pages
from tests import factories

READERS = ["alice", "bob", "mona", "carol"]
EDITORS = ["alice", "bob", "mona"]
STRANGERS = ["dave", "ada", "stranger"]


def data(**changed):
    fields = {"name": "Siri Holm", "title": "", "department": "", "email": "", "phone": "", "language": "nb"}
    return {**fields, "version": 1, **changed}


# --- the list ---------------------------------------------------------------------------------------------------------
def names(response):
    return [contact.name for contact in response.context["page"].object_list]


@pytest.mark.parametrize(
    ("who", "seen"), [*((who, ["Erik Strandvik"]) for who in READERS), ("ada", []), ("stranger", [])]
)
def test_everybody_finds_the_contacts_of_the_accounts_he_sees(cast, sign_in, who, seen):
    factories.ContactFactory(account=cast.foreign_account, name="Somebody Else")
    response = sign_in(getattr(cast, who)).get(reverse("contact_list"))
    assert response.status_code == 200
    assert names(response) == seen


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("?q=strand+ERIK", ["Erik Strandvik"]),
        ("?q=%C3%85SE", ["Åse Øyen"]),
        ("?q=innkj%C3%B8p", ["Åse Øyen"]),
        ("?q=nobody", []),
        ("?department=Innkj%C3%B8p", ["Åse Øyen"]),
        ("?department=unknown", []),
        ("?sort=name", ["Erik Strandvik", "Ærlig Dahl", "Åse Øyen"]),
        ("?sort=-name", ["Åse Øyen", "Ærlig Dahl", "Erik Strandvik"]),
        ("?sort=password", ["Erik Strandvik", "Ærlig Dahl", "Åse Øyen"]),
        ("?page=99", ["Erik Strandvik", "Ærlig Dahl", "Åse Øyen"]),
        ("?q=%00", ["Erik Strandvik", "Ærlig Dahl", "Åse Øyen"]),
        ("?account=999999999", []),
        ("?account=x", []),
    ],
)
def test_search_filter_and_order_stand_in_the_address(cast, sign_in, address, found):
    factories.ContactFactory(account=cast.account, name="Åse Øyen", department="Innkjøp")
    factories.ContactFactory(account=cast.account, name="Ærlig Dahl")
    response = sign_in(cast.alice).get(reverse("contact_list") + address)
    assert names(response) == found


def test_the_list_of_one_account(cast, sign_in):
    other = factories.AccountFactory(owner=cast.alice, unit=cast.account.unit)
    factories.ContactFactory(account=other, name="Over There")
    response = sign_in(cast.alice).get(reverse("contact_list"), {"account": other.pk})
    assert names(response) == ["Over There"]
    assert f"Account: <b>{other.name}</b>" in response.content.decode()


def test_htmx_gets_the_table_alone(cast, sign_in):
    response = sign_in(cast.alice).get(reverse("contact_list"), headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith('<div class="narrowing">')


@pytest.mark.parametrize(
    ("who", "may_add"),
    [("alice", True), ("bob", True), ("mona", True), ("carol", False), ("ada", False), ("stranger", False)],
)
def test_without_contacts_only_who_may_add_one_is_told_to(cast, sign_in, who, may_add):
    Contact.objects.all().delete()
    page = sign_in(getattr(cast, who)).get(reverse("contact_list")).content.decode()
    assert ("add the first person you know there" in page) is may_add
    assert ("No contact is yours to see yet" in page) is not may_add


def test_thirty_contacts_cost_no_more_queries_than_one(cast, sign_in):
    client = sign_in(cast.alice)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("contact_list"))
    factories.ContactFactory.create_batch(29, account=cast.account, department="Purchasing")
    with CaptureQueriesContext(connection) as thirty:
        assert len(names(client.get(reverse("contact_list")))) == 30
    assert len(thirty) == len(one) <= 12


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_holds_what_the_list_is_narrowed_to(cast, sign_in, form):
    factories.ContactFactory(account=cast.account, name="Other Person")
    factories.ContactFactory(account=cast.foreign_account, name="Foreign Person")
    response = sign_in(cast.bob).get(reverse(f"contact_{form}"), {"q": "other"})
    assert response["Content-Disposition"].startswith('attachment; filename="contacts-')
    if form == "csv":
        lines = response.content.decode("utf-8-sig").splitlines()
        assert [line.split(",")[0] for line in lines] == ['"Name"', '"Other Person"']


def test_of_very_many_it_says_that_they_are_more(cast, sign_in, monkeypatch):
    monkeypatch.setattr(pages, "MOST_COUNTED", 60)
    factories.ContactFactory.create_batch(100, account=cast.account)
    client = sign_in(cast.mona)
    assert b"More than 60 contacts" in client.get(reverse("contact_list")).content
    last = client.get(reverse("contact_list") + "?q=&page=3").content
    assert b"101 contacts" in last
    assert b'href="/contacts/?q=">First page</a>' in last


# --- the page ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "status"), [*((who, 200) for who in READERS), *((who, 404) for who in STRANGERS)])
def test_who_sees_the_account_sees_the_contact(cast, sign_in, who, status):
    response = sign_in(getattr(cast, who)).get(reverse("contact", args=[cast.erik.pk]))
    assert response.status_code == status
    assert ("Erik Strandvik" in response.content.decode()) is (status == 200)


def test_a_reader_is_offered_no_button_that_would_refuse_him(cast, sign_in):
    shown = sign_in(cast.carol).get(reverse("contact", args=[cast.erik.pk])).content.decode()
    assert reverse("contact_edit", args=[cast.erik.pk]) not in shown
    assert reverse("contact_delete", args=[cast.erik.pk]) not in shown


@pytest.mark.parametrize(
    "name", ["contact", "contact_edit", "contact_delete", "contact_restore", "contact_data", "contact_data_export"]
)
def test_nobody_comes_in_without_signing_in(cast, name):
    address = reverse(name, args=[cast.erik.pk])
    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["contact_delete", "contact_restore", "contact_data_export"])
def test_a_link_changes_nothing(cast, sign_in, name):
    assert sign_in(cast.alice).get(reverse(name, args=[cast.erik.pk])).status_code == 405


# --- adding -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", EDITORS)
def test_owner_manager_and_team_add_contacts(cast, sign_in, who):
    address = reverse("contact_create", args=[cast.account.pk])
    response = sign_in(getattr(cast, who)).post(address, data(phone="912 34 567", email="siri@verft.example"))
    assert response.status_code == 302
    new = Contact.objects.get(name="Siri Holm")
    assert (new.account, new.phone, new.language) == (cast.account, "+47 912 34 567", "nb")
    assert new.history.get().history_user == getattr(cast, who)


@pytest.mark.parametrize(("who", "status"), [("carol", 403), ("dave", 404), ("ada", 404), ("stranger", 404)])
@pytest.mark.parametrize("name", ["contact_create", "contact_alike"])
def test_others_do_not(cast, sign_in, who, status, name):
    address = reverse(name, args=[cast.account.pk])
    assert sign_in(getattr(cast, who)).post(address, data()).status_code == status
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"phone": "call me"}, "phone"),
        ({"language": "xx"}, "language"),
        ({"name": "nul\x00"}, "name"),
    ],
)
def test_bad_input_is_told_at_its_field(cast, sign_in, bad, field):
    response = sign_in(cast.alice).post(reverse("contact_create", args=[cast.account.pk]), data(**bad))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Contact.objects.count() == 1


def test_no_other_column_can_be_smuggled_in(cast, sign_in):
    sign_in(cast.alice).post(
        reverse("contact_create", args=[cast.account.pk]),
        data(account=cast.foreign_account.pk, deleted_at="2026-01-01", sort_key="0", id=4711),
    )
    new = Contact.objects.get(name="Siri Holm")
    assert (new.account, new.deleted_at, new.sort_key, new.version) == (cast.account, None, "siri holm", 1)
    assert new.pk != 4711


# --- look-alikes ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", [{"name": "ERIK  strandvik"}, {"email": "Erik@Verft.example"}])
def test_somebody_alike_has_to_be_confirmed(cast, sign_in, typed):
    client, address = sign_in(cast.bob), reverse("contact_create", args=[cast.account.pk])
    response = client.post(address, data(**typed))
    assert response.status_code == 422
    assert response.context["alike"] == [cast.erik]
    assert Contact.objects.count() == 1
    assert client.post(address, data(**typed, is_another="on")).status_code == 302
    assert Contact.objects.count() == 2


def test_alike_at_another_account_is_nobodys_business(cast, sign_in):
    factories.ContactFactory(account=cast.foreign_account, name="Siri Holm")
    response = sign_in(cast.bob).post(reverse("contact_create", args=[cast.account.pk]), data())
    assert response.status_code == 302


def test_alike_is_told_while_typing(cast, sign_in):
    client, address = sign_in(cast.bob), reverse("contact_alike", args=[cast.account.pk])
    assert "Erik Strandvik" in client.post(address, {"name": "erik strandvik", "email": ""}).content.decode()
    assert client.post(address, {"name": "erik", "email": ""}).content.strip() == b""
    assert client.post(address, {"name": "erik strandvik", "itself": cast.erik.pk}).content.strip() == b""
    assert client.post(address, {"name": "erik strandvik", "itself": "9" * 30}).status_code == 200


# --- changing ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status"), [("alice", 302), ("bob", 302), ("mona", 302), ("carol", 403), *((who, 404) for who in STRANGERS)]
)
def test_who_may_change_a_contact(cast, sign_in, who, status):
    address = reverse("contact_edit", args=[cast.erik.pk])
    client = sign_in(getattr(cast, who))
    assert client.get(address).status_code == (200 if status == 302 else status)
    assert client.post(address, data(name="Erik Holm")).status_code == status
    cast.erik.refresh_from_db()
    assert (cast.erik.name == "Erik Holm") is (status == 302)


def test_two_who_save_get_to_choose(cast, sign_in):
    address = reverse("contact_edit", args=[cast.erik.pk])
    kept = {"name": "Erik Strandvik", "email": "erik@verft.example"}
    sign_in(cast.bob).post(address, data(**kept, title="Director", department="Sales"))
    response = sign_in(cast.alice).post(address, data(**kept, title="Buyer", phone="912 34 567"))
    assert response.status_code == 409
    clashes = {clash.field.name: clash for clash in response.context["clashes"]}
    assert {name: (clash.yours, clash.theirs, clash.is_yours_newer) for name, clash in clashes.items()} == {
        "title": ("Buyer", "Director", True),
        "department": ("", "Sales", False),
        "phone": ("912 34 567", "", True),
    }
    assert response.context["latest"].version == 2
    cast.erik.refresh_from_db()
    assert (cast.erik.title, cast.erik.phone) == ("Director", "")


def test_a_conflict_speaks_of_the_name_that_is_stored(cast, sign_in):
    address = reverse("contact_edit", args=[cast.erik.pk])
    sign_in(cast.bob).post(address, data(name="Erik Berg"))
    page = sign_in(cast.alice).post(address, data(name="Erik Holm")).content.decode()
    assert "Erik Berg was changed while you were writing" in page
    assert 'value="Erik Holm" checked' in page


def test_the_choice_of_a_conflict_is_saved(cast, sign_in):
    Contact.objects.filter(pk=cast.erik.pk).update(version=2)
    cast.erik.refresh_from_db()
    address = reverse("contact_edit", args=[cast.erik.pk])
    response = sign_in(cast.alice).post(address, data(name="Erik Holm", version=2))
    assert response.status_code == 302
    cast.erik.refresh_from_db()
    assert (cast.erik.name, cast.erik.version) == ("Erik Holm", 3)


@pytest.mark.parametrize("version", ["", "0", "99", "x"])
def test_without_the_right_version_nothing_is_overwritten(cast, sign_in, version):
    response = sign_in(cast.alice).post(reverse("contact_edit", args=[cast.erik.pk]), data(version=version))
    assert response.status_code in {409, 422}
    cast.erik.refresh_from_db()
    assert cast.erik.name == "Erik Strandvik"


def test_the_page_tells_who_changed_what(cast, sign_in):
    sign_in(cast.bob).post(
        reverse("contact_edit", args=[cast.erik.pk]),
        data(name="Erik Strandvik", email="erik@verft.example", title="Boss"),
    )
    changed, created = sign_in(cast.carol).get(reverse("contact", args=[cast.erik.pk])).context["entries"]
    assert (changed.who, [(change.label, change.before, change.after) for change in changed.changes]) == (
        "Bob",
        [("Title", "–", "Boss")],
    )
    assert created.act == "Added"


# --- the bin ----------------------------------------------------------------------------------------------------------
def test_deleted_is_gone_and_undo_brings_it_back(cast, sign_in):
    client = sign_in(cast.bob)
    response = client.post(reverse("contact_delete", args=[cast.erik.pk]), follow=False)
    assert response.status_code == 302
    assert client.get(reverse("contact", args=[cast.erik.pk])).status_code == 404
    assert names(client.get(reverse("contact_bin"))) == ["Erik Strandvik"]
    assert client.post(reverse("contact_restore", args=[cast.erik.pk])).status_code == 302
    shown = client.get(reverse("contact", args=[cast.erik.pk]))
    assert [entry.act for entry in shown.context["entries"]] == ["Restored", "Deleted", "Added"]


def test_a_deletion_meets_an_open_form_as_gone(cast, sign_in):
    sign_in(cast.bob).post(reverse("contact_delete", args=[cast.erik.pk]))
    response = sign_in(cast.alice).post(reverse("contact_edit", args=[cast.erik.pk]), data())
    assert response.status_code == 404


@pytest.mark.parametrize(("who", "status"), [("carol", 403), ("dave", 404), ("ada", 404), ("stranger", 404)])
def test_readers_and_strangers_neither_delete_nor_restore(cast, sign_in, who, status):
    client = sign_in(getattr(cast, who))
    assert client.post(reverse("contact_delete", args=[cast.erik.pk])).status_code == status
    sign_in(cast.alice).post(reverse("contact_delete", args=[cast.erik.pk]))
    assert client.post(reverse("contact_restore", args=[cast.erik.pk])).status_code == status
    assert Contact.objects.get().deleted_by == cast.alice


def test_thirty_days_later_it_is_gone_with_its_history(cast):
    now = timezone.now()
    Contact.objects.filter(pk=cast.erik.pk).update(deleted_at=now - timedelta(days=30))
    kept = factories.ContactFactory(account=cast.account, deleted_at=now - timedelta(days=29))
    assert purge_contacts(now=now + timedelta(seconds=1)) == 1
    assert list(Contact.objects.all()) == [kept]
    assert set(Contact.history.values_list("id", flat=True)) == {kept.pk}
