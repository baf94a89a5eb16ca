"""Accounts and contacts from a file: look-alikes, rights, what changes, and taking it back."""

import pytest
from django.urls import reverse

from accounts.models import Account, Contact
from tests import factories
from tests.accounts.test_data_import import imported, sent

HEADING = "Kunde;Org.nr.;Fylke;Sektor;Bransje;Enhet;Eier\n"


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


def codes(row):
    row.refresh_from_db()
    return [fault["code"] for refused in row.found["shown"]["refused"] for fault in refused["faults"]]


def test_new_accounts_are_made_with_their_history(alice, cast, units):
    row = imported(alice, HEADING + "Fjordglimt Kraft;923609016;Vestland;privat;D;;\n", kind="account")
    made = Account.objects.get(name="Fjordglimt Kraft")
    assert (made.owner, made.unit, made.sector, made.industry) == (cast.alice, units.bergen, "private", "D")
    assert made.history.get().history_user == cast.alice
    assert row.found["new"] == 1


def test_a_known_account_is_changed_and_put_back(alice, cast):
    version = cast.account.version
    row = imported(alice, HEADING + "Nordvik Verft;;Rogaland;;;;\n", kind="account")
    cast.account.refresh_from_db()
    assert (cast.account.region, cast.account.version) == ("Rogaland", version + 1)
    page = alice.get(reverse("data_import", args=[row.pk])).content.decode()
    assert "Rogaland" in page

    alice.post(reverse("import_undo", args=[row.pk]))
    cast.account.refresh_from_db()
    assert cast.account.region == ""


def test_a_new_account_is_taken_back_unless_something_hangs_on_it(alice):
    row = imported(alice, HEADING + "Fjordglimt Kraft;;;;;;\n", kind="account")
    made = Account.objects.get(name="Fjordglimt Kraft")
    contact = factories.ContactFactory(account=made)
    alice.post(reverse("import_undo", args=[row.pk]))
    assert Account.objects.filter(pk=made.pk).exists()
    contact.delete()
    alice.post(reverse("import_undo", args=[row.pk]))
    assert not Account.objects.filter(pk=made.pk).exists()
    assert not Account.history.filter(id=made.pk).exists()


def test_look_alikes_are_refused_until_chosen(alice):
    row, _answer = sent(alice, HEADING + "Nordvik Verft Gruppen AS;;;;;;\n", kind="account")
    assert codes(row) == ["alike"]
    assert imported(alice, HEADING + "Nordvik Verft Gruppen AS;;;;;;\n", kind="account", alike="on").found["new"] == 1


def test_what_one_may_not_see_is_not_named(alice, cast):
    row, answer = sent(alice, HEADING + f"{cast.foreign_account.name} AS;;;;;;\n", kind="account")
    assert codes(row) == ["alike_elsewhere"]
    cast.foreign_account.organisation_number = "923609016"
    cast.foreign_account.save()
    row, answer = sent(alice, HEADING + "Quite Another;923609016;;;;;\n", kind="account")
    assert codes(row) == ["elsewhere"]
    assert cast.foreign_account.name not in alice.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Fresh;123456789;;;;;", "not_a_number"),
        ("Fresh;;;nonsense;;;", "invalid"),
        ("Fresh;;;;;Sweden;", "unknown_unit"),
        ("Fresh;;;;;;dave@supplier.example", "unknown_owner"),
        (";;Vestland;;;;", "invalid"),
        ("Twice;;;;;;\nTwice;;;;;;", "name_twice"),
    ],
)
def test_faulty_accounts_are_refused(alice, line, code):
    row, _answer = sent(alice, HEADING + line + "\n", kind="account")
    assert code in codes(row)
    assert row.found["new"] == 0


def test_a_manager_gives_accounts_to_those_below(cast, sign_in):
    imported(sign_in(cast.mona), HEADING + "Fjordglimt Kraft;;;;;Bergen;alice@supplier.example\n", kind="account")
    assert Account.objects.get(name="Fjordglimt Kraft").owner == cast.alice


CONTACTS = "Customer,Name,Job title,E-mail,Mobile,Language\n"


def test_contacts_are_made_changed_and_taken_back(alice, cast):
    rows = (
        "Nordvik Verft,Erik Strandvik,Director,,91234567,norsk\nNordvik Verft,Kari Holm,Buyer,kari@verft.example,,en\n"
    )
    row = imported(alice, CONTACTS + rows, kind="contact")
    cast.erik.refresh_from_db()
    assert (row.found["new"], row.found["changed"]) == (1, 1)
    assert (cast.erik.title, cast.erik.phone, cast.erik.email) == ("Director", "+47 912 34 567", "erik@verft.example")

    alice.post(reverse("import_undo", args=[row.pk]))
    cast.erik.refresh_from_db()
    assert cast.erik.title == ""
    assert not Contact.objects.filter(name="Kari Holm").exists()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Mälarhamn Bygg,Kari Holm,,,,", "unknown_account"),
        ("Nordvik Verft,Kari Holm,,no address,,", "invalid"),
        ("Nordvik Verft,Kari Holm,,,call me,", "invalid"),
        ("Nordvik Verft,Kari Holm,,,,\nNordvik Verft,Kari Holm,,,,", "person_twice"),
    ],
)
def test_faulty_contacts_are_refused(alice, line, code):
    row, _answer = sent(alice, CONTACTS + line + "\n", kind="contact")
    assert code in codes(row)


@pytest.mark.parametrize("kind", ["account", "contact", "revenue"])
def test_the_template_can_be_loaded_as_it_is(alice, kind):
    template = alice.get(reverse("import_template_csv", args=[kind])).content
    row, answer = sent(alice, template, kind=kind)
    assert answer.status_code == 302
    assert all(row.mapping)


def test_the_preview_says_codes_in_words(alice):
    row, _answer = sent(alice, HEADING + "Fjordglimt Kraft;923609016;Vestland;privat;D;;\n", kind="account")
    page = alice.get(reverse("data_import", args=[row.pk])).content.decode()
    for words in ("Private sector", "Norway"):
        assert f"<ins>{words}</ins>" in page
