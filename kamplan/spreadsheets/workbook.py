"""Excel workbooks: what makes one dangerous, its visible sheets, and the rows of one of them."""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from kamplan.spreadsheets.limits import MEGABYTE, Limits, Row, Unreadable

T = TypeVar("T")

MOST_MEMBERS = 200
MOST_UNPACKED = 100 * MEGABYTE
MOST_SHARED_TEXT = 6 * MEGABYTE  # read as a whole before the first row, and slowly
HIGHEST_RATIO = 100
LOOKED_THROUGH = 1000  # rows of each sheet, to see what it begins with
# A cell of a sheet with a formula and no value: written by a program, and never opened since in one that calculates.
NOT_CALCULATED = re.compile(
    rb'<c(?![^<>]*\bt="str")[^<>]*><f[^<>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>',
)


def xlsx_rows(content: bytes, sheet: str = "") -> Iterator[Row]:
    """The rows of the sheet of this name, or of the first visible one that has any."""
    refuse_dangerous(content)
    refuse_not_calculated(content)
    with damage_told():
        sheets = visible_sheets(content)
        for each in [named(sheets, sheet)] if sheet else sheets.values():
            has_any = False
            for line, cells in rows_of_sheet(each):
                has_any = has_any or any(cells)
                yield line, cells
            if has_any:
                return


def visible_sheets(content: bytes) -> dict[str, Any]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets = {each.title: each for each in workbook.worksheets if each.sheet_state == "visible"}
    if not sheets:
        raise Unreadable(_("The file has no visible sheet."))
    return sheets


def named(sheets: Mapping[str, T], name: str) -> T:
    """However its letters are written. Raises Unreadable, which says what there is."""
    wanted = name.strip().casefold()
    for title, sheet in sheets.items():
        if title.strip().casefold() == wanted:
            return sheet
    raise Unreadable(
        _("There is no visible sheet “%(name)s”. There are: %(names)s.") % {"name": name, "names": ", ".join(sheets)}
    )


def rows_of_sheet(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # a sheet may claim any size
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield line, [as_text(cell) for cell in cells]


def beginnings(content: bytes, limits: Limits, most: int) -> dict[str, list[Row]]:
    """Of each visible sheet, its first rows that hold anything, as far as looking at all of them may cost."""
    refuse_dangerous(content)
    cells = 0
    with damage_told():
        sheets = visible_sheets(content)
        found: dict[str, list[Row]] = {title: [] for title in sheets}
        for title, sheet in sheets.items():
            for row in islice(rows_of_sheet(sheet), LOOKED_THROUGH):
                cells += len(row[1])
                if any(row[1]):
                    found[title].append(row)
                if cells > limits.cells or len(found[title]) == most:
                    break
    return found


@contextmanager
def damage_told() -> Iterator[None]:
    """A broken file makes the reader fail in any way at all."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as trouble:
        raise Unreadable(damaged()) from trouble


def damaged() -> str:
    return _("This Excel file is damaged. Open it in a spreadsheet program and save it again.")


def refuse_dangerous(content: bytes) -> None:
    """Judge by the table of contents, before anything is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = {member.filename.lower(): member for member in archive.infolist()}
    except (BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError) as trouble:
        raise Unreadable(damaged()) from trouble
    unpacked = sum(member.file_size for member in members.values())
    shared = sum(member.file_size for name, member in members.items() if name.endswith("sharedstrings.xml"))
    if "xl/workbook.xml" not in members:
        raise Unreadable(_("This is not an Excel file. Save it as .xlsx or as CSV."))
    if any("vbaproject" in name or "macrosheets" in name for name in members):
        raise Unreadable(_("The file holds macros. Save it as .xlsx, without them."))
    if any("externallinks/" in name for name in members):
        raise Unreadable(_("The file refers to other files. Save it with values instead of links."))
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or shared > MOST_SHARED_TEXT:
        raise Unreadable(_("The file holds too much. Split it, or save it as CSV."))
    if unpacked > HIGHEST_RATIO * len(content):
        raise Unreadable(_("The file unpacks to far more than its size. Save it again, or as CSV."))


def refuse_not_calculated(content: bytes) -> None:
    """Such a cell would be read as an empty one."""
    with damage_told(), ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.lower().startswith("xl/worksheets/")]
        if any(NOT_CALCULATED.search(archive.read(name)) for name in names):
            raise Unreadable(
                _("The file holds formulas without results. Open it in a spreadsheet program and save it again.")
            )


def as_text(value: Any) -> str:
    """A cell's value as a reader of the sheet would type it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat()
    return str(value)
