"""Changes to contacts: into the bin, out of it, and out of the bin for ever."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Contact, User
from kamplan.history import save_by

IN_THE_BIN = timedelta(days=30)


@transaction.atomic
def delete_contact(*, contact: Contact, by: User, now: datetime) -> None:
    """Into the bin; whoever edits it in another window gets to know."""
    _move(contact, deleted_at=now, deleted_by=by, by=by)


@transaction.atomic
def restore_contact(*, contact: Contact, by: User) -> None:
    _move(contact, deleted_at=None, deleted_by=None, by=by)


@transaction.atomic
def purge_contacts(*, now: datetime) -> int:
    """Remove what has lain in the bin for 30 days, with its history; returns how many."""
    gone = list(Contact.objects.deleted_before(now - IN_THE_BIN).values_list("pk", flat=True))
    Contact.objects.filter(pk__in=gone).delete()
    Contact.history.filter(id__in=gone).delete()
    return len(gone)


def _move(contact: Contact, *, deleted_at: datetime | None, deleted_by: User | None, by: User) -> None:
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    row.deleted_at, row.deleted_by, row.version = deleted_at, deleted_by, row.version + 1
    save_by(row, by=by)
