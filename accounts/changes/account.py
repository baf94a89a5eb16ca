"""Changes to accounts: new, edited, handed over, into the bin, out of it, and out of the bin for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import (
    Account,
    Contact,
    CustomerProfile,
    Figure,
    KamEffort,
    Member,
    SwitchingLine,
    TierOverride,
    Unit,
    User,
    WalletRank,
    WorthTerms,
)
from kamplan.history import save_by, save_versioned
from kamplan.once import spend

# What hangs on an account and keeps earlier versions, which go with it.
WITH_A_HISTORY: tuple[Any, ...] = (
    *(Contact, Member, TierOverride, CustomerProfile, Figure),
    *(SwitchingLine, WalletRank, KamEffort, WorthTerms),
)
IN_THE_BIN = timedelta(days=30)
NUMBER_ONCE = ("account_organisation_number_once", "accounts_account.organisation_number")  # as either database says it


class NumberTaken(Exception):
    """Another account of the country has this organisation number."""


@transaction.atomic
def create_account(*, account: Account, by: User, key: object = None) -> None:
    """Raises kamplan.once.AlreadyDone when the form of this key has made its account before."""
    account.created_by = by
    with _telling_whether_the_number_is_taken():
        save_by(account, by=by)
    spend(key, by=by.pk, result=account.pk)


@transaction.atomic
def edit_account(*, account: Account, seen: int, by: User) -> None:
    """Raises kamplan.history.Conflict when somebody saved it since `by` saw version `seen`."""
    with _telling_whether_the_number_is_taken():
        save_versioned(account, seen=seen, by=by)


def hand_over(*, account: Account, unit: Unit, owner: User, seen: int, by: User) -> None:
    """To another owner, another unit, or both. Conflict as in edit_account."""
    account.unit, account.owner = unit, owner
    save_versioned(account, seen=seen, by=by)


@transaction.atomic
def delete_account(*, account: Account, by: User, now: datetime) -> None:
    """Into the bin; whoever edits it in another window gets to know."""
    _move(account, deleted_at=now, deleted_by=by, by=by)


@transaction.atomic
def restore_account(*, account: Account, by: User) -> None:
    """Out of the bin, unless its organisation number has found another account meanwhile."""
    with _telling_whether_the_number_is_taken():
        _move(account, deleted_at=None, deleted_by=None, by=by)


@transaction.atomic
def purge_accounts(*, now: datetime) -> int:
    """Remove what has lain in the bin for 30 days, with its contacts, team and history; returns how many."""
    gone = list(Account.objects.deleted_before(now - IN_THE_BIN).values_list("pk", flat=True))
    Account.objects.filter(pk__in=gone).delete()
    for model in WITH_A_HISTORY:
        model.history.filter(account__in=gone).delete()
    Account.history.filter(id__in=gone).delete()
    return len(gone)


def _move(account: Account, *, deleted_at: datetime | None, deleted_by: User | None, by: User) -> None:
    row = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    row.deleted_at, row.deleted_by, row.version = deleted_at, deleted_by, row.version + 1
    save_by(row, by=by)


@contextmanager
def _telling_whether_the_number_is_taken() -> Iterator[None]:
    """The database has the last word: two who save the same number at once cannot both pass."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not any(sign in str(error) for sign in NUMBER_ONCE):
            raise
        raise NumberTaken from error
