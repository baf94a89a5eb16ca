"""One table description -> CSV or XLSX, in the reader's language and with cells no spreadsheet runs.

    table = Table(
        title=_("Accounts"),
        columns=(Column(_("Name")), Column(_("Mean"), Kind.NUMBER, decimals=2), Column(_("Since"), Kind.DATE)),
        rows=(row for row in queryset.values_list(...).iterator()),
    )
    return download("xlsx", "accounts", table)          # or "csv"; XLSX takes several tables, one sheet each

A row holds one plain value per column: text, a number, a date, a moment, a truth or None; a `Figure` where numbers of
different kinds stand in one column. Rows are read once, one at a time, so a generator serves. The file is made whole
before it is sent: half a file would look like all of it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from itertools import chain, islice
from math import isfinite
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
CELL_LENGTH = 32767  # the longest text a spreadsheet cell holds
LOOKED_AT_FOR_WIDTH = 200
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Kind(StrEnum):
    """What a column holds; it decides how its cells are aligned and written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """A heading, and what stands below it. Without `decimals` a number is written as exact as it is."""

    heading: Any
    kind: Kind = Kind.TEXT
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with decimals of its own, whatever its column says."""

    value: float | Decimal | None
    decimals: int


@dataclass(frozen=True)
class Table:
    """What is exported; the title becomes the name of the sheet."""

    title: Any
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def download(form: str, name: str, *tables: Table) -> HttpResponse:
    """The response that saves `tables` as a file: "csv" (the first of them) or "xlsx" (all)."""
    content, content_type = (csv_file(tables[0]), CSV_TYPE) if form == "csv" else (xlsx_file(*tables), XLSX_TYPE)
    file_name = f"{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    disposition = content_disposition_header(True, file_name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def printable(text: Any) -> str:
    """The text without signs that no spreadsheet can hold."""
    return UNWRITABLE.sub("", str(text))[:CELL_LENGTH]


def plain(value: Any) -> Any:
    """A value as every format can write it: text, finite number, date, local moment without zone, or None."""
    match value:
        case None | "":
            return None
        case bool():
            return _("Yes") if value else _("No")
        case int() | Decimal():
            return value
        case float():
            return value if isfinite(value) else None
        case datetime():
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if value.tzinfo else value
        case date():
            return value
        case Figure():
            return plain(value.value)
    return printable(value) or None


# --- CSV --------------------------------------------------------------------------------------------------------------
def csv_file(table: Table) -> bytes:
    """With a byte order mark, so that Excel reads æ ø å; `;` and decimal comma for Norwegian readers."""
    norwegian = get_language() == "nb"
    separator, cell = (";", norwegian_cell) if norwegian else (",", english_cell)
    lines = [separator.join(quoted(str(column.heading)) for column in table.columns)]
    lines += (separator.join(map(cell, row)) for row in table.rows)
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def english_cell(value: Any) -> str:
    """Numbers and dates bare, texts in quotes."""
    match plain(value):
        case None:
            return ""
        case str(text):
            return quoted(text)
        case datetime() as moment:
            return moment.isoformat(" ")
        case Decimal() as amount:
            return f"{amount:f}"  # str() would write a zero of ten decimals as 0E-10
        case known:
            return str(known)


def norwegian_cell(value: Any) -> str:
    if isinstance(value, Figure):
        return norwegian_cell(value.value)
    cell = english_cell(value)
    return cell.replace(".", ",") if isinstance(value, float | Decimal) else cell


def quoted(text: str) -> str:
    """In quotes, so that no other separator cuts it; an apostrophe before what would be read as a formula."""
    text = printable(text)
    if text.lstrip(" \u00a0")[:1] in FORMULA_STARTS and text.strip(" \u00a0"):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


# --- XLSX -------------------------------------------------------------------------------------------------------------
def xlsx_file(*tables: Table) -> bytes:
    """One sheet per table: frozen bold headings, filter arrows, sensible widths; texts stay texts."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for table in tables:
        fill(workbook.create_sheet(sheet_name(table.title)), table)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def sheet_name(title: Any) -> str:
    return NOT_IN_SHEET_NAMES.sub(" ", printable(title)).strip()[:31] or "1"


def fill(sheet: Any, table: Table) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    rows = iter(table.rows)
    first = list(islice(rows, LOOKED_AT_FOR_WIDTH))
    for number, width in enumerate(widths(table.columns, first), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    headings = [WriteOnlyCell(sheet, printable(column.heading)) for column in table.columns]
    for heading in headings:
        heading.data_type, heading.font = "s", Font(bold=True)
    sheet.append(headings)
    formats = [number_format(column) for column in table.columns]
    length = 1
    for cells in written(sheet, formats, chain(first, rows)):
        sheet.append(cells)
        length += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{length}"


def written(sheet: Any, formats: list[str | None], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """The cells of each row. Only those that need it are made by hand: that costs ten times as much."""
    from openpyxl.cell import WriteOnlyCell

    def cell(value: Any, form: str | None) -> Any:
        if isinstance(value, Figure):
            form = decimal_format(value.decimals)
        value = plain(value)
        if isinstance(value, str):
            return as_text(WriteOnlyCell, sheet, value) if value[0] in "=#" else value
        if value is None or form is None:
            return value
        made = WriteOnlyCell(sheet, value)
        made.number_format = form
        return made

    for row in rows:
        yield [cell(value, form) for value, form in zip(row, formats, strict=True)]


def as_text(make: Callable[..., Any], sheet: Any, text: str) -> Any:
    """openpyxl stores '=1+1' as a living formula and '#N/A' as an error unless it is told that they are texts."""
    cell = make(sheet, text)
    cell.data_type = "s"
    return cell


def number_format(column: Column) -> str | None:
    """Formats that every spreadsheet shows as its own reader writes numbers and dates."""
    if column.kind is Kind.DATE:
        return "mm-dd-yy"
    if column.kind is Kind.MOMENT:
        return "m/d/yy h:mm"
    if column.kind is Kind.NUMBER and column.decimals is not None:
        return decimal_format(column.decimals)
    return None


def decimal_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def widths(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Iterator[float]:
    """Wide enough for the heading with its filter arrow and for what is usual below it."""
    fixed = {Kind.DATE: 12, Kind.MOMENT: 17, Kind.NUMBER: 12, Kind.TEXT: 8}
    for place, column in enumerate(columns):
        longest = max((len(str(row[place] or "")) for row in rows), default=0) if column.kind is Kind.TEXT else 0
        yield max(fixed[column.kind], len(str(column.heading)) + 4, min(longest + 2, 50))
