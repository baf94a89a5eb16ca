"""Changes to imports: keeping a file, saying what its columns mean, carrying it out whole or not at all, undoing it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.changes import revenue_import
from accounts.changes.account_import import plan_accounts
from accounts.changes.contact_import import plan_contacts
from accounts.changes.imported_object import lost_objects, undo_objects, write_objects
from accounts.domain.data_import import Plan, Staged, guessed, looks_like_a_heading, plain
from accounts.models import Account, Contact, DataImport, ImportedRow, RememberedColumn, Revenue, User
from accounts.models.account import AccountQuerySet
from kamplan import spreadsheets
from kamplan.bulk import keep_writers_out
from kamplan.jobs import Job, start
from kamplan.spreadsheets import FROM_ANYBODY, Limits, Row

STORE, UNDO = "accounts.import", "accounts.import_undo"
SHOWN = 100
LONGEST_SHOWN = 60
LONGEST_HEADING = 100
BATCH = 2000
MOST_COLUMNS = 100
SAMPLE = 4  # rows read to show what a column holds

Written = Iterator[list[tuple[str, int, Staged]]]


class NotNow(Exception):
    """The import is not in a state for this; the page shows in which it is."""


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


@dataclass(frozen=True)
class Sheet:
    heading: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Chapter:
    """How one kind of file is planned, written and undone."""

    table: type[Model]
    plan: Callable[..., Plan]
    write: Callable[..., Written]


CHAPTERS = {
    DataImport.Kind.REVENUE: Chapter(Revenue, revenue_import.plan_revenue, revenue_import.write_revenue),
    DataImport.Kind.ACCOUNT: Chapter(Account, plan_accounts, partial(write_objects, table=ImportedRow.Table.ACCOUNT)),
    DataImport.Kind.CONTACT: Chapter(Contact, plan_contacts, partial(write_objects, table=ImportedRow.Table.CONTACT)),
}
UNDONE: dict[str, Callable[[Sequence[ImportedRow]], None]] = {
    ImportedRow.Table.REVENUE: revenue_import.undo_revenue,
    ImportedRow.Table.AREA: revenue_import.undo_areas,
    ImportedRow.Table.ACCOUNT: undo_objects(Account),
    ImportedRow.Table.CONTACT: undo_objects(Contact),
}
CHECKED: dict[str, Callable[[Sequence[ImportedRow]], int]] = {
    ImportedRow.Table.REVENUE: revenue_import.lost_revenue,
    ImportedRow.Table.ACCOUNT: lost_objects(Account),
    ImportedRow.Table.CONTACT: lost_objects(Contact),
}


# --- reading ----------------------------------------------------------------------------------------------------------
def sheet_of(row: DataImport, limits: Limits = FROM_ANYBODY, *, most: int | None = None) -> Sheet:
    """The rows that hold anything, or the first of them, and the names of the columns. Raises Unreadable."""
    read = spreadsheets.rows_of(bytes(row.content), limits, encoding=row.encoding, separator=row.delimiter)
    rows = list(islice((each for each in read if any(cell.strip() for cell in each[1])), most))
    if not rows:
        raise spreadsheets.Unreadable(_("The file is empty."))
    width = max(len(cells) for _line, cells in rows)
    if width > MOST_COLUMNS:
        raise spreadsheets.Unreadable(_("The file has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    if row.options.get("heading", True):
        (_line, heading), rows = rows[0], rows[1:]
    else:
        heading = []
    names = [" ".join(cell.split())[:LONGEST_HEADING] for cell in heading]
    return Sheet([*names, *(str(number + 1) for number in range(len(names), width))], rows)


def plan_of(row: DataImport, accounts: AccountQuerySet, limits: Limits = FROM_ANYBODY) -> Plan:
    """What the file would do now. Raises Unreadable."""
    sheet = sheet_of(row, limits)
    return CHAPTERS[DataImport.Kind(row.kind)].plan(
        sheet.heading, sheet.rows, row.mapping, row.options, accounts, row.user
    )


# --- before it is carried out -----------------------------------------------------------------------------------------
def keep_import(
    *, by: User | None, kind: str, file_name: str, content: bytes, limits: Limits = FROM_ANYBODY
) -> DataImport:
    """Keep a file with a first guess at how it is written and what its columns mean. Raises Unreadable."""
    encoding, delimiter = spreadsheets.guessed(content)
    row = DataImport(
        user=by, kind=kind, file_name=file_name[-200:], content=content, encoding=encoding, delimiter=delimiter
    )
    beginning = sheet_of(row, limits, most=SAMPLE)  # without options its first row counts as the heading
    row.options = {"heading": looks_like_a_heading(beginning.heading)}
    guess_mapping(row, limits)
    row.save()
    return row


def guess_mapping(row: DataImport, limits: Limits = FROM_ANYBODY) -> None:
    """What was said of columns of these names before, else what they are called."""
    said = RememberedColumn.objects.filter(user=row.user_id, kind=row.kind).values_list("heading", "field")
    row.mapping = guessed(sheet_of(row, limits, most=SAMPLE).heading, row.kind, dict(said) if row.user_id else {})


@transaction.atomic
def map_import(*, row: DataImport, accounts: AccountQuerySet) -> Plan:
    """Keep how the file is to be read and what it would do, and remember what its columns were said to mean."""
    locked = DataImport.objects.select_for_update().defer("content").get(pk=row.pk)
    if locked.state not in (DataImport.State.UPLOADED, DataImport.State.CHECKED) or running(locked):
        raise NotNow
    plan = plan_of(row, accounts)
    row.state, row.found = DataImport.State.CHECKED, described(plan)
    row.save(update_fields=["state", "found", "mapping", "options", "encoding", "delimiter"])
    if row.user and row.options.get("heading", True):
        remember(row, plan.heading, by=row.user)
    return plan


def remember(row: DataImport, heading: list[str], *, by: User) -> None:
    said = {plain(name): field for name, field in zip(heading, row.mapping, strict=False) if plain(name)}
    RememberedColumn.objects.bulk_create(
        [RememberedColumn(user=by, kind=row.kind, heading=n, field=f) for n, f in said.items()],
        update_conflicts=True,
        unique_fields=["user", "kind", "heading"],
        update_fields=["field"],
    )


def described(plan: Plan) -> dict[str, Any]:
    """What the preview tells: how many of each, and the first of them."""
    return {
        **counts(plan),
        "unknown": plan.unknown[:SHOWN],
        "twice": plan.twice,
        "heading": plan.heading,
        "shown": {
            "refused": [asdict(refused) for refused in plan.refused[:SHOWN]],
            "new": [shown(staged) for staged in plan.new[:SHOWN]],
            "changed": [shown(staged) for staged in plan.changed[:SHOWN]],
        },
    }


def counts(plan: Plan) -> dict[str, int]:
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "refused": len(plan.refused),
    }


def shown(staged: Staged) -> dict[str, Any]:
    words = [word[:LONGEST_SHOWN] for word in staged.words]
    return {"line": staged.line, "words": words, "before": staged.before, "after": staged.after}


# --- carrying it out --------------------------------------------------------------------------------------------------
def running(row: DataImport) -> Job | None:
    return Job.objects.unfinished().filter(kind__in=[STORE, UNDO], subject=row.pk).first()


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
    *, row: DataImport, accounts: AccountQuerySet, now: datetime, limits: Limits = FROM_ANYBODY
) -> dict[str, Any]:
    """Write all of it in one transaction, with a record of each row for undoing it. Raises RowsRefused, Unreadable."""
    locked = DataImport.objects.select_for_update().get(pk=row.pk)
    if locked.state == DataImport.State.DONE:  # by the same job, before its worker died
        return dict(locked.found)
    chapter = CHAPTERS[DataImport.Kind(locked.kind)]
    keep_writers_out(chapter.table)
    plan = plan_of(locked, accounts, limits)
    if plan.refused and not locked.options.get("partial"):
        raise RowsRefused(plan)
    for batch in chapter.write(plan, by=locked.user):
        ImportedRow.objects.bulk_create([record(locked, *written) for written in batch], batch_size=BATCH)
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
def undo_import(*, row: DataImport, now: datetime) -> None:
    """Put back what was there before, whole or not at all. Raises NotNow, ChangedSince."""
    locked = DataImport.objects.select_for_update().defer("content").get(pk=row.pk)
    if locked.state == DataImport.State.UNDONE:
        return
    if not locked.can_be_undone(now):
        raise NotNow
    keep_writers_out(CHAPTERS[DataImport.Kind(locked.kind)].table)
    changed = sum(CHECKED[table](part) for table, part in recorded(locked) if table in CHECKED)
    if changed:
        raise ChangedSince(changed)
    for table, part in recorded(locked):
        UNDONE[table](part)
    locked.state, locked.undone_at = DataImport.State.UNDONE, now
    locked.save(update_fields=["state", "undone_at"])


def recorded(row: DataImport) -> Iterator[tuple[str, list[ImportedRow]]]:
    """The record backwards, table by table and in parts: what was made last goes first."""
    rows = (
        row.rows.select_related("data_import__user")
        .defer("data_import__content")
        .order_by("-pk")
        .iterator(chunk_size=BATCH)
    )
    for table, same in groupby(rows, key=lambda each: each.table):
        part: list[ImportedRow] = []
        for each in same:
            part.append(each)
            if len(part) == revenue_import.CHUNK:
                yield table, part
                part = []
        if part:
            yield table, part


def remove_old_imports(*, now: datetime, kept: Any) -> None:
    """Files and records go when nothing can be undone any more."""
    old = DataImport.objects.older_than(now - kept)
    old.filter(done_at=None).delete()
    old.filter(done_at__lt=now - kept).delete()
