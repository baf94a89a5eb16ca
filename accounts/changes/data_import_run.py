"""Changes that carry an import out or undo it: whole or not at all, and telling meanwhile how far it is."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from accounts.changes.data_import import STORE, UNDO, NotNow, described, running
from accounts.changes.data_import_kind import LOST, UNDONE, chapter_of, plan_of
from accounts.domain.data_import import Plan, Staged
from accounts.models import DataImport, ImportedRow, User
from accounts.models.account import AccountQuerySet
from kamplan.bulk import keep_writers_out
from kamplan.jobs import Job, start
from kamplan.spreadsheets import FROM_ANYBODY, Limits

BATCH = 500

Stage = DataImport.Stage
Told = Callable[[str, int, int], None]  # the stage, so many rows done, of so many


def to_nobody(stage: str, done: int, total: int) -> None:
    """Nobody waits for it."""


class RowsRefused(Exception):
    """Some rows are refused, and going on without them was not chosen."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(len(plan.refused))
        self.plan = plan


class ChangedSince(Exception):
    """So many rows were changed after the import: undoing it would undo that too."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


# --- carrying it out --------------------------------------------------------------------------------------------------
@transaction.atomic
def start_import(*, row: DataImport, partial: bool, by: User) -> Job:
    """Have it carried out, once: who asks twice gets the same job."""
    locked = DataImport.objects.select_for_update().defer("content").get(pk=row.pk)
    if job := running(locked):
        return job
    if locked.state != DataImport.State.CHECKED:
        raise NotNow
    locked.options = {**locked.options, "partial": partial}
    locked.save(update_fields=["options"])
    return start(STORE, subject=locked.pk, by=by)


@transaction.atomic
def store_import(
    *,
    row: DataImport,
    accounts: AccountQuerySet,
    now: datetime,
    limits: Limits = FROM_ANYBODY,
    tell: Told = to_nobody,
) -> dict[str, Any]:
    """Write all of it in one transaction, with a record of each row for undoing it. Raises RowsRefused, Unreadable."""
    locked = DataImport.objects.select_for_update().get(pk=row.pk)
    if locked.state == DataImport.State.DONE:  # by the same job, before its worker died
        return dict(locked.found)
    chapter = chapter_of(locked)
    keep_writers_out(chapter.table)
    plan = plan_of(locked, accounts, limits, lambda done, total: tell(Stage.CHECKING, done, total))
    if plan.refused and not locked.options.get("partial"):
        raise RowsRefused(plan)
    total = len(plan.new) + len(plan.changed)
    tell(Stage.WRITING, done := 0, total)
    for batch in chapter.write(plan, by=locked.user):
        ImportedRow.objects.bulk_create([record(locked, *written) for written in batch], batch_size=BATCH)
        done += len(batch)
        tell(Stage.WRITING, min(done, total), total)  # areas made on the way come on top
    locked.state, locked.done_at, locked.found = DataImport.State.DONE, now, described(plan)
    locked.save(update_fields=["state", "done_at", "found"])
    return described(plan)


def record(row: DataImport, table: str, pk: int, staged: Staged) -> ImportedRow:
    return ImportedRow(data_import=row, table=table, row=pk, before=staged.before, after=staged.after)


# --- undoing it -------------------------------------------------------------------------------------------------------
@transaction.atomic
def start_undo(*, row: DataImport, by: User, now: datetime) -> Job:
    locked = DataImport.objects.select_for_update().defer("content").get(pk=row.pk)
    if job := running(locked):
        return job
    if not locked.can_be_undone(now):
        raise NotNow
    return start(UNDO, subject=locked.pk, by=by)


@transaction.atomic
def undo_import(*, row: DataImport, now: datetime, tell: Told = to_nobody) -> None:
    """Put back what was there before, whole or not at all. Raises NotNow, ChangedSince."""
    locked = DataImport.objects.select_for_update().defer("content").get(pk=row.pk)
    if locked.state == DataImport.State.UNDONE:
        return
    if not locked.can_be_undone(now):
        raise NotNow
    keep_writers_out(chapter_of(locked).table)
    changed = 0
    for table, part in counted(locked, Stage.CHECKING, tell):
        changed += LOST[table](part) if table in LOST else 0
    if changed:
        raise ChangedSince(changed)
    for table, part in counted(locked, Stage.PUTTING_BACK, tell):
        UNDONE[table](part)
    locked.state, locked.undone_at = DataImport.State.UNDONE, now
    locked.save(update_fields=["state", "undone_at"])


def counted(row: DataImport, stage: str, tell: Told) -> Iterator[tuple[str, list[ImportedRow]]]:
    """The record backwards, telling after each part how many rows are done."""
    done, total = 0, row.rows.count()
    for table, part in recorded(row):
        tell(stage, done, total)
        yield table, part
        done += len(part)
    tell(stage, done, total)


def recorded(row: DataImport) -> Iterator[tuple[str, list[ImportedRow]]]:
    """The record backwards, table by table and in parts: what was made last goes first."""
    rows = row.rows.order_by("-pk").iterator(chunk_size=BATCH)  # each knows its import without reading it again
    for table, same in groupby(rows, key=lambda each: each.table):
        part: list[ImportedRow] = []
        for each in same:
            part.append(each)
            if len(part) == BATCH:
                yield table, part
                part = []
        if part:
            yield table, part


def remove_old_imports(*, now: datetime, kept: timedelta) -> None:
    """Files and records go when nothing can be undone any more."""
    old = DataImport.objects.older_than(now - kept)
    old.filter(done_at=None).delete()
    old.filter(done_at__lt=now - kept).delete()
