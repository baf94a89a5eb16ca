"""Changes to what is found out and assumed about accounts' worth: each kept with its history, or taken away."""

from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from kamplan.history import Conflict, delete_by, save_by, save_versioned


def keep_found(*, row: Any, seen: int, by: User) -> None:
    """Save a row. Conflict when it was changed since `by` saw version `seen`, or another has taken its place."""
    if row.pk is not None:
        save_versioned(row, seen=seen, by=by)
        return
    try:
        with transaction.atomic():
            save_by(row, by=by)
    except IntegrityError as error:
        raise Conflict from error


def remove_found(*, row: Any, by: User) -> None:
    """The history keeps what it was, and who took it away."""
    delete_by(row, by=by)
