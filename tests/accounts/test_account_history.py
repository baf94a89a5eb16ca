"""Every change of an account, its contacts and its team: who, when, from what to what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.changes.account import delete_account, edit_account, restore_account
from accounts.models import Account
from kamplan.history import delete_by, save_by
from tests import factories


@pytest.fixture
def history(cast):
    return f"/accounts/{cast.account.pk}/history/"


def change(account, by, **values):
    row = Account.objects.get(pk=account.pk)
    for name, value in values.items():
        setattr(row, name, value)
    edit_account(account=row, seen=row.version, by=by)


def told(response):
    return [
        (entry.about, str(entry.act), entry.who, [(c.label, c.before, c.after) for c in entry.changes])
        for entry in response.context["page"]
    ]


def test_a_change_is_told_in_words(cast, units, sign_in, history):
    change(cast.account, cast.alice, status="prospect", region="Oslo")
    change(cast.account, cast.mona, owner=cast.mona, unit=units.norway)
    first, second, *_rest = told(sign_in(cast.mona).get(history))
    assert first == ("", "Changed", "Mona", [("Unit", "Bergen", "Norway"), ("Owner", "Alice", "Mona")])
    assert second == ("", "Changed", "Alice", [("Region", "–", "Oslo"), ("Status", "Active", "Prospect")])


def test_contacts_and_team_belong_to_the_story(cast, sign_in, history):
    save_by(cast.erik, by=cast.bob)
    delete_by(cast.account.members.get(), by=cast.alice)
    lines = [(about, act, who) for about, act, who, _changes in told(sign_in(cast.alice).get(history))]
    assert lines[:2] == [("Team member Bob", "Deleted", "Alice"), ("Contact Erik Strandvik", "Changed", "Bob")]


def test_the_bin_is_part_of_the_story(cast, sign_in, history):
    delete_account(account=cast.account, by=cast.mona, now=timezone.now())
    restore_account(account=cast.account, by=cast.alice)
    acts = [(act, who) for _about, act, who, _changes in told(sign_in(cast.alice).get(history))]
    assert acts[:2] == [("Restored", "Alice"), ("Deleted", "Mona")]


def test_a_group_the_reader_may_not_see_is_not_named(cast, sign_in, history):
    change(cast.account, cast.alice, parent=cast.foreign_account)
    content = sign_in(cast.alice).get(history).content.decode()
    assert ("Mälarhamn" in content, "an account in another unit" in content) == (False, True)


@pytest.mark.parametrize(
    ("who", "status"), [("bob", 200), ("carol", 200), ("dave", 404), ("ada", 404), ("stranger", 404)]
)
def test_who_sees_the_account_reads_its_history(cast, sign_in, history, who, status):
    assert sign_in(getattr(cast, who)).get(history).status_code == status


def test_fifty_a_page_the_newest_first(cast, sign_in, history):
    for number in range(60):
        change(cast.account, cast.alice, region=f"R{number}")
    client = sign_in(cast.alice)
    first, last = told(client.get(history)), told(client.get(f"{history}?page=2"))
    assert (len(first), first[0][3][0][2]) == (50, "R59")
    assert (first[-1][3], last[0][3]) == ([("Region", "R9", "R10")], [("Region", "R8", "R9")])


def test_thirty_changes_cost_as_many_queries_as_three(cast, sign_in, history, units):
    client = sign_in(cast.alice)
    change(cast.account, cast.alice, region="A", owner=cast.mona)
    change(cast.account, cast.alice, region="B", owner=cast.alice)
    with CaptureQueriesContext(connection) as few:
        client.get(history)
    for number in range(30):
        change(cast.account, cast.alice, region=f"R{number}", owner=cast.alice if number % 2 else cast.mona)
        factories.ContactFactory(account=cast.account)
    with CaptureQueriesContext(connection) as many:
        client.get(history)
    assert len(many) <= len(few) <= 12


def test_the_excerpt_says_what_and_who(cast, sign_in):
    change(cast.account, cast.mona, region="Oslo")
    page = sign_in(cast.alice).get(f"/accounts/{cast.account.pk}/history/latest/")
    newest = page.context["latest"][0]
    assert (newest.what, newest.who) == ("Account changed", "Mona")
