"""The history of a row as a reader wants it."""

from accounts.models import Contact, Member
from accounts.models.team import team_history
from kamplan.history import delete_by, save_by
from kamplan.trace import entries
from tests import factories


def told(rows, **about):
    return [(entry.who, entry.about, entry.act, entry.changes) for entry in entries(rows, **about)]


def test_a_change_names_its_fields_as_a_reader_knows_them(cast):
    cast.erik.language, cast.erik.email, cast.erik.version = "en", "", 2
    save_by(cast.erik, by=cast.bob)
    changed, added = entries(cast.erik.history.all())
    assert (changed.who, changed.act) == ("Bob", "Changed")
    assert [(change.label, change.before, change.after) for change in changed.changes] == [
        ("E-mail", "erik@verft.example", "–"),
        ("Language", "Norwegian", "English"),
    ]
    assert (added.who, added.act, added.changes) == ("kamplan", "Added", ())


def test_a_pointer_is_told_by_the_name_it_points_at(cast):
    cast.account.owner = cast.mona
    save_by(cast.account, by=cast.carol)
    (change,) = entries(cast.account.history.all())[0].changes
    assert (change.label, change.before, change.after) == ("Owner", "Alice", "Mona")


def test_what_it_points_at_may_be_gone(cast):
    gone = factories.AccountFactory(name="Parent")
    cast.account.parent = gone
    save_by(cast.account, by=cast.mona)
    cast.account.parent = None
    save_by(cast.account, by=cast.mona)
    gone.delete()
    (change,) = entries(cast.account.history.all())[0].changes
    assert (change.before, change.after) == ("No longer there", "–")


def test_several_rows_are_told_apart(cast):
    member = Member.objects.get(account=cast.account)
    delete_by(member, by=cast.alice)
    assert told(team_history(cast.account), about="user") == [
        ("Alice", "Bob", "Deleted", ()),
        ("kamplan", "Bob", "Added", ()),
    ]


def test_the_last_one_asked_for_still_knows_what_was_before(cast):
    cast.erik.title = "Buyer"
    save_by(cast.erik, by=cast.bob)
    (last,) = entries(cast.erik.history.all(), limit=1)
    assert [change.after for change in last.changes] == ["Buyer"]


def test_a_contact_that_was_never_saved_has_no_history(db):
    assert entries(Contact.history.none()) == []
