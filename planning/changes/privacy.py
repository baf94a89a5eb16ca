"""Erasing a person: every row the register knows, every text that names them, every file of them; history and all."""

import re
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from accounts.changes.user import deactivate
from accounts.models import Account, User
from accounts.privacy import USER
from kamplan.privacy import in_order_of_erasure
from planning.models import PrivacyRequest
from planning.models.person import Person
from planning.models.privacy import SUBJECTS

INSTEAD_OF_A_NAME = "[erased]"


class StillNeeded(Exception):
    """They own accounts, are the last administrator, or the one who asks: somebody has to take over first."""


def accounts_to_hand_over(person: Person) -> QuerySet[Account]:
    return Account.objects.filter(owner__in=person.keys.get(USER.slug, ()), deleted_at=None)


def erase(*, person: Person, request: PrivacyRequest, by: User | None, now: datetime) -> None:
    """All or nothing, in one transaction; afterwards the freed space of the disk is overwritten."""
    with transaction.atomic():
        end_access(person, by=by)
        words = person.words()
        for content, keys in person.files():
            content.remove(keys)
        for text, rows in person.mentions():
            replace_names(rows, text.field, words)
        for slug, keys in person.keys.items():
            for holding in in_order_of_erasure(SUBJECTS[slug]) if keys else ():
                holding.erasure.act(holding.rows(keys))
        request.erased_at = now
        request.save(update_fields=["erased_at"])
        transaction.on_commit(overwrite_freed_space)


def end_access(person: Person, *, by: User | None) -> None:
    users = list(User.objects.filter(pk__in=person.keys.get(USER.slug, ())))
    if by in users or accounts_to_hand_over(person).exists():
        raise StillNeeded
    for user in users:
        deactivate(user=user, by=by)


def replace_names(rows: "QuerySet[Any]", column: str, words: list[str]) -> None:
    """Without history: that would keep what is to go."""
    longest_first = sorted(words, key=len, reverse=True)
    names = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first), re.IGNORECASE)
    derived = [field.name for field in rows.model._meta.fields if column in getattr(field, "sources", ())]
    for row in rows:
        setattr(row, column, without(names, getattr(row, column)))
        row.skip_history_when_saving = True
        row.save(update_fields=[column, *derived])


def without(names: re.Pattern[str], value: Any) -> Any:
    """A text, or the texts of several languages, without the names."""
    if isinstance(value, dict):
        return {key: without(names, each) for key, each in value.items()}
    return names.sub(INSTEAD_OF_A_NAME, value)


def overwrite_freed_space() -> None:
    """SQLite zeroes what it frees (secure_delete); its log still holds the old pages until it is emptied."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
