"""Changes to imports before they are carried out: keeping a file, saying what its columns mean, seeing what follows."""

import itertools
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from accounts.changes.data_import_kind import plan_of
from accounts.changes.data_import_sheet import SAMPLE, sheet_of
from accounts.domain.data_import import Plan, Staged
from accounts.domain.data_import_columns import guessed, has_a_heading, heading_among
from accounts.domain.data_import_names import plain
from accounts.domain.revenue_columns import AT, measured, year_within
from accounts.models import DataImport, RememberedColumn, User
from accounts.models.account import AccountQuerySet
from kamplan import spreadsheets
from kamplan.jobs import Job
from kamplan.spreadsheets import FROM_ANYBODY, Limits, Row

STORE, UNDO = "accounts.import", "accounts.import_undo"
SHOWN = 100  # refused rows
STAGED_SHOWN = 30  # new rows, and changed ones: enough to see that the file was understood
LONGEST_SHOWN = 60
LOOKED_AT = 15  # rows among which the names of the columns are looked for


class NotNow(Exception):
    """The import is not in a state for this; the page shows in which it is."""


def running(row: DataImport) -> Job | None:
    return Job.objects.unfinished().filter(kind__in=[STORE, UNDO], subject=row.pk).first()


def keep_import(
    *,
    by: User | None,
    kind: str,
    file_name: str,
    content: bytes,
    limits: Limits = FROM_ANYBODY,
    sheet: str = "",
    year: int | None = None,
) -> DataImport:
    """Keep a file with a first guess at how it is written and what its columns mean. Raises Unreadable."""
    encoding, delimiter = spreadsheets.guessed(content)
    row = DataImport(
        user=by, kind=kind, file_name=file_name[-200:], content=content, encoding=encoding, delimiter=delimiter
    )
    row.options = {"heading": False, "sheet": sheet, "year": year}
    if sheets := spreadsheets.sheets_of(content, limits, most=LOOKED_AT):
        row.options |= {"sheets": list(sheets), "sheet": sheet or likeliest(sheets, row)}
    guess_reading(row, limits)
    row.save()
    return row


def likeliest(sheets: Mapping[str, list[Row]], row: DataImport) -> str:
    """The first sheet with a table in it, else the first with anything, as a cover or notes may stand before."""
    said = remembered(row)
    filled = [name for name, rows in sheets.items() if rows]
    tables = (name for name in filled if has_a_heading([cells for _line, cells in sheets[name]], row.kind, said))
    return next(tables, filled[0] if filled else "")


def guess_reading(row: DataImport, limits: Limits = FROM_ANYBODY) -> None:
    """Where the names of the columns stand, of which year months without one are, and what the columns mean."""
    row.options = {**row.options, "above": 0, "heading": False}
    beginning = [cells for _line, cells in sheet_of(row, limits, most=LOOKED_AT).rows]
    above, heading = heading_among(beginning, row.kind, remembered(row))
    year = row.options.get("year")
    if heading and row.kind == DataImport.Kind.REVENUE:
        titles = [*itertools.chain.from_iterable(beginning[:above]), row.options.get("sheet", ""), row.file_name]
        year = year or year_within(titles)
    row.options |= {"heading": heading, "above": above, "year": year}
    guess_mapping(row, limits)


def guess_mapping(row: DataImport, limits: Limits = FROM_ANYBODY) -> None:
    """What was said of columns of these names before, else what they are called."""
    row.mapping = guessed(sheet_of(row, limits, most=SAMPLE).heading, row.kind, remembered(row))


def remembered(row: DataImport) -> dict[str, str]:
    said = RememberedColumn.objects.filter(user=row.user_id, kind=row.kind)
    return dict(said.values_list("heading", "field")) if row.user_id else {}


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
    """Columns of months are known by their names, and are others in the next file."""
    columns = zip(heading, row.mapping, strict=False)
    said = {plain(name): field for name, field in columns if plain(name) and AT not in field and not measured(name)}
    RememberedColumn.objects.bulk_create(
        [RememberedColumn(user=by, kind=row.kind, heading=n, field=f) for n, f in said.items()],
        update_conflicts=True,
        unique_fields=["user", "kind", "heading"],
        update_fields=["field"],
    )


# --- what the preview tells -------------------------------------------------------------------------------------------
def described(plan: Plan) -> dict[str, Any]:
    """How many of each, and the first of them."""
    return {
        **counts(plan),
        "unknown": plan.unknown[:SHOWN],
        "twice": plan.twice,
        "heading": plan.heading,
        "shown": {
            "refused": [asdict(refused) for refused in plan.refused[:SHOWN]],
            "new": [shown(staged) for staged in plan.new[:STAGED_SHOWN]],
            "changed": [shown(staged) for staged in plan.changed[:STAGED_SHOWN]],
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
