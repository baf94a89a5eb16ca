"""Optimistic locking: the second of two who save gets to know."""

import pytest

from accounts.models import Contact
from kamplan.history import Conflict, save_versioned


def test_the_version_seen_must_be_the_version_there_is(cast):
    first, second = (Contact.objects.get(pk=cast.erik.pk) for _ in range(2))
    first.title, second.title = "Buyer", "Director"
    save_versioned(first, seen=1, by=cast.bob)
    with pytest.raises(Conflict):
        save_versioned(second, seen=1, by=cast.alice)
    kept = Contact.objects.get(pk=cast.erik.pk)
    assert (kept.title, kept.version) == ("Buyer", 2)
    assert [row.history_user for row in kept.history.all()] == [cast.bob, None]


def test_a_row_that_is_gone_is_a_conflict_too(cast):
    kept = Contact.objects.get(pk=cast.erik.pk)
    cast.erik.delete()
    with pytest.raises(Conflict):
        save_versioned(kept, seen=1, by=cast.alice)
