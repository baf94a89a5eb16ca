"""`manage.py import_revenue FILE`: monthly revenue from a CSV or XLSX file, or every reason why not."""

from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.changes.data_import import NotNow, keep_import
from accounts.changes.data_import_kind import plan_of
from accounts.changes.data_import_run import ChangedSince, RowsRefused, store_import, undo_import
from accounts.changes.data_import_sheet import SAMPLE, sheet_of
from accounts.domain.data_import import Refused
from accounts.domain.data_import_columns import missing
from accounts.domain.data_import_names import CALLED, REVENUE, plain
from accounts.domain.revenue_columns import AT, MEASURED, months_among, parted
from accounts.domain.written import NotWritten, month
from accounts.forms.data_import_words import TO_OPERATORS, missing_words, reason
from accounts.models import Account, DataImport, ServiceArea
from kamplan.spreadsheets import FROM_OPERATOR, Unreadable

REFUSED_SHOWN = 50


class Command(BaseCommand):
    help = "Import monthly revenue, whole or not at all. Exit code 1 and a report when rows are refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", help=f"CSV or XLSX with columns such as {', '.join(CALLED[REVENUE])}"
        )
        parser.add_argument(
            "--map",
            action="append",
            nargs="+",
            default=[],
            metavar="COLUMN=FIELD",
            help="what a column means: a field, revenue@2026-01 or margin@2026-01 for a month's own column, or nothing",
        )
        parser.add_argument(
            "--sheet", default="", metavar="NAME", help="of a workbook; else the first that has a table"
        )
        parser.add_argument("--year", type=int, help="of columns that name a month without its year")
        parser.add_argument("--sum", action="store_true", help="add up rows of the same fact instead of refusing them")
        parser.add_argument("--partial", action="store_true", help="store the other rows when some are refused")
        parser.add_argument(
            "--areas", action="store_true", help="make service areas that are not known; the first ones always are made"
        )
        parser.add_argument("--undo", type=int, metavar="NUMBER", help="undo the import of this number")

    def handle(self, *, file: Path | None, undo: int | None, **options: Any) -> None:
        if undo is not None:
            self.undo(undo)
        elif file is None:
            raise CommandError("Name a file to import, or an import to undo.")
        else:
            self.store(file, options)

    def store(self, file: Path, options: dict[str, Any]) -> None:
        wanted = {name: options[name] for name in ("sum", "partial", "sheet", "year")}
        wanted["areas"] = options["areas"] or not ServiceArea.objects.exists()
        try:
            with transaction.atomic():
                row = kept(file, [pair for pairs in options["map"] for pair in pairs], wanted)
                refused = plan_of(row, accounts(), FROM_OPERATOR).refused if wanted["partial"] else []
                found = store_import(row=row, accounts=accounts(), now=timezone.now(), limits=FROM_OPERATOR)
        except RowsRefused as trouble:
            said = [f"{file}: {len(trouble.plan.refused)} rows are refused; nothing was stored."]
            raise CommandError("\n".join([*said, *report(trouble.plan.refused)])) from trouble
        except Unreadable as trouble:
            raise CommandError(f"{file}: {trouble}") from trouble
        self.stdout.write(
            f"Import {row.pk}: {found['new']} new, {found['changed']} changed, {found['unchanged']} unchanged,"
            f" {found['refused']} refused."
        )
        if refused:
            raise CommandError("\n".join([f"{len(refused)} rows were refused and left out.", *report(refused)]))

    def undo(self, pk: int) -> None:
        row = DataImport.objects.filter(pk=pk).first()
        if row is None:
            raise CommandError(f"There is no import {pk}.")
        try:
            undo_import(row=row, now=timezone.now())
        except ChangedSince as changed:
            raise CommandError(f"{changed.count} of its rows were changed since; nothing was undone.") from changed
        except NotNow as refusal:
            raise CommandError("Only what has been imported can be undone, for 30 days.") from refusal
        self.stdout.write(f"Import {pk} is undone.")


def accounts() -> Any:
    return Account.objects.filter(deleted_at=None)


def kept(file: Path, pairs: list[str], options: dict[str, Any]) -> DataImport:
    try:
        with file.open("rb") as opened:
            content = opened.read(FROM_OPERATOR.size + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}") from error
    told = {"sheet": options.pop("sheet"), "year": options.pop("year")}
    row = keep_import(by=None, kind=REVENUE, file_name=file.name, content=content, limits=FROM_OPERATOR, **told)
    row.options, row.state = {**row.options, **options}, DataImport.State.CHECKED
    heading = sheet_of(row, FROM_OPERATOR, most=SAMPLE).heading
    row.mapping = mapping_with(list(map(meaning, pairs)), heading, row.mapping)
    for code in row.mapping:
        if code and row.mapping.count(code) > 1:
            raise CommandError(f"Two columns are {code}. Use --map COLUMN= to leave one out.")
    if months_among(row.mapping) and (single := {"month", *MEASURED}.intersection(row.mapping)):
        raise CommandError(f"Columns of months hold the figures: leave them out with --map COLUMN=, or {min(single)}.")
    if lacking := missing(row.mapping, REVENUE):
        raise CommandError(f"{missing_words(lacking)} There are: {', '.join(heading)}. Use --map COLUMN=FIELD.")
    row.save()
    return row


def mapping_with(pairs: list[tuple[str, str]], heading: list[str], guessed: list[str]) -> list[str]:
    """What was guessed, but for the columns named; a field that is given to another column is taken from the first."""
    mapping, given = list(guessed), {field for _name, field in pairs}
    for name, field in pairs:
        if plain(name) not in map(plain, heading):
            raise CommandError(f"There is no column {name!r}. There are: {', '.join(heading)}.")
        cleared = ["" if field and known == field else known for known in mapping]
        mapping = [
            field if plain(column) == plain(name) else known for column, known in zip(heading, cleared, strict=True)
        ]
    return ["" if AT in code and "month" in given and code not in given else code for code in mapping]


def meaning(pair: str) -> tuple[str, str]:
    name, sign, written = pair.rpartition("=")
    field, when = parted(written)
    if sign and when and field in MEASURED:
        with suppress(NotWritten):
            return name, f"{field}{AT}{month(when):%Y-%m}"
    if not sign or when or (field and field not in CALLED[REVENUE]):
        fields = ", ".join([*CALLED[REVENUE], *(f"{field}{AT}2026-01" for field in MEASURED)])
        raise CommandError(f"--map takes COLUMN=FIELD; the fields are {fields}.")
    return name, field


def report(refused: list[Refused]) -> list[str]:
    told = [(each.line, [reason(fault, TO_OPERATORS) for fault in each.faults]) for each in refused[:REFUSED_SHOWN]]
    lines = [f"Line {line}: {'; '.join(reasons)}" for line, reasons in told]
    more = len(refused) - len(lines)
    return [*lines, f"and {more} more"] if more else lines
