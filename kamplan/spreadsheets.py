"""Spreadsheets from outside, CSV or XLSX, read row by row as text; what cannot be read safely is refused in a sentence.

Nothing of a file is believed: not its name, not the sizes it claims, not that it is what it looks like.
"""

import csv
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from time import monotonic
from typing import Any, TypeAlias
from zipfile import BadZipFile, ZipFile, is_zipfile

from django.utils.translation import gettext as _

Row: TypeAlias = tuple[int, list[str]]

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 200
MOST_UNPACKED = 100 * MEGABYTE
MOST_SHARED_TEXT = 6 * MEGABYTE  # read as a whole before the first row, and slowly
HIGHEST_RATIO = 100
ZIP, OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEPARATORS = ",;\t|"
DOCUMENTS = (b"%pdf", b"<!doc", b"<html", b"<?xml", b"{\\rtf", b"mime-version")  # often called .xls or .csv
TWO_WAYS = re.compile(rb"\xc3[\x80-\xbf]")  # a letter of UTF-8; of Windows-1252 it would be two that never meet
# A cell of a sheet with a formula and no value: written by a program, and never opened since in one that calculates.
NOT_CALCULATED = re.compile(
    rb'<c(?![^<>]*\bt="str")[^<>]*><f[^<>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>',
)
LOOKED_AT = 30  # lines by which the separator is guessed
ENCODINGS = ("utf-8-sig", "cp1252", "utf-16")


@dataclass(frozen=True)
class Limits:
    """How much a file may hold before it is refused."""

    size: int
    rows: int
    cells: int
    seconds: int


FROM_ANYBODY = Limits(size=5 * MEGABYTE, rows=200_000, cells=1_000_000, seconds=15)
FROM_OPERATOR = Limits(size=100 * MEGABYTE, rows=1_048_576, cells=20_000_000, seconds=600)


class Unreadable(Exception):
    """The file cannot be read; the text says why, to whoever chose it."""


def rows_of(content: bytes, limits: Limits = FROM_ANYBODY, *, encoding: str = "", separator: str = "") -> Iterator[Row]:
    """Line number and cells of each row, all as text: '9' for a number 9, '' for an empty cell.

    A CSV file may be separated by commas, semicolons or tabs, and be written in UTF-8, UTF-16 or Windows-1252;
    both are guessed unless they are told.
    Raises Unreadable, at once or while rows are drawn.
    """
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    if len(content) > limits.size:
        raise Unreadable(_("The file is larger than %(most)d MB.") % {"most": limits.size // MEGABYTE})
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            _("This is an Excel file of the old kind, or one with a password. Save it as .xlsx without a password.")
        )
    if content.lstrip(b"\xef\xbb\xbf\r\n\t ")[:12].lower().startswith(DOCUMENTS):
        raise Unreadable(
            _("This is a document, not a table. Open it in a spreadsheet program, and save it as .xlsx or CSV.")
        )
    rows = xlsx_rows(content) if is_workbook(content) else csv_rows(content, encoding=encoding, separator=separator)
    return within(limits, rows)


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP)


def within(limits: Limits, rows: Iterable[Row]) -> Iterator[Row]:
    """The same rows, until there are too many of them or they come too slowly."""
    cells, end = 0, monotonic() + limits.seconds
    for count, row in enumerate(rows, start=1):
        cells += len(row[1])
        if count % 1000 == 0 and monotonic() > end:
            raise Unreadable(_("The file takes too long to read. Save it as CSV, which is read much faster."))
        if count > limits.rows or cells > limits.cells:
            raise Unreadable(
                _("The file has more than %(rows)d rows or %(cells)d cells.")
                % {"rows": limits.rows, "cells": limits.cells}
            )
        yield row


def readings(content: bytes) -> Iterator[str]:
    """All that may be read in a file, in any usual encoding, in small letters: to look whether a word stands in it."""
    said = content
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as workbook:
            said = b"\n".join(workbook.read(name) for name in workbook.namelist() if name.endswith(".xml"))
    return (said.decode(encoding, "replace").casefold() for encoding in ("utf-8", "cp1252", "utf-16-le"))


# --- CSV --------------------------------------------------------------------------------------------------------------
def csv_rows(content: bytes, *, encoding: str = "", separator: str = "") -> Iterator[Row]:
    text = decoded(content, encoding)
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    if "\0" in text:
        raise Unreadable(_("This is neither a text file with separated values nor an Excel file."))
    lines = StringIO(text, newline="")
    first, guessed = guessed_separator(text)
    for _line in range(1, first):
        lines.readline()
    reader, line = csv.reader(lines, delimiter=separator or guessed, strict=True), first
    try:
        for cells in reader:
            yield line, cells
            line = first + reader.line_num
    except csv.Error as trouble:
        raise Unreadable(
            _("Line %(line)d cannot be read: a quotation mark is not closed, or a cell is far too long.")
            % {"line": line}
        ) from trouble


def decoded(content: bytes, encoding: str = "") -> str:
    """The text of the file, in the encoding told or in the first that fits."""
    for possible in [encoding] if encoding in ENCODINGS else likely(content):
        try:
            text = content.decode(possible)
        except UnicodeDecodeError:
            continue
        if not encoding and possible == "cp1252" and TWO_WAYS.search(content):
            break
        return text
    raise Unreadable(_("The letters of this file cannot be read. Save it as CSV UTF-8 or as .xlsx."))


def likely(content: bytes) -> list[str]:
    """Windows-1252 is what older Excel writes; nearly any bytes can be read as that."""
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return ["utf-16"] if is_utf_16 else ["utf-8-sig", "cp1252"]


def guessed(content: bytes) -> tuple[str, str]:
    """The encoding and the separator a file is read with when nothing is told; both '' for a workbook.

    Raises Unreadable when its letters cannot be read.
    """
    if is_workbook(content):
        return "", ""
    text = decoded(content)
    fits = (possible for possible in likely(content) if content.decode(possible, "replace") == text)
    return next(fits, "utf-8-sig"), guessed_separator(text)[1]


def guessed_separator(text: str) -> tuple[int, str]:
    """On which line the rows begin, and what separates their cells: that which cuts most of the first lines alike.

    A title above the table, or decimal commas within it, are outvoted. Excel's own hint, a first line 'sep=;', is
    followed.
    """
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:LOOKED_AT]
    first = lines[0] if lines else ""
    if first.lower().startswith("sep=") and first[4:5] in SEPARATORS and len(first) == 5:
        return 2, first[4]
    return 1, max(SEPARATORS, key=lambda separator: cut_by(separator, lines))


def cut_by(separator: str, lines: list[str]) -> tuple[int, int, int]:
    """How many of the lines it cuts at all, how many of these into equally many cells, and into how many."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1)
    except csv.Error:
        return 0, 0, 0
    width, alike = widths.most_common(1)[0] if widths else (0, 0)
    return widths.total(), alike, width


# --- XLSX -------------------------------------------------------------------------------------------------------------
def xlsx_rows(content: bytes) -> Iterator[Row]:
    """The rows of the first visible sheet that has any."""
    refuse_dangerous(content)
    refuse_not_calculated(content)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [each for each in workbook.worksheets if each.sheet_state == "visible"]
        if not sheets:
            raise Unreadable(_("The file has no visible sheet."))
        for sheet in sheets:
            sheet.reset_dimensions()  # a sheet may claim any size
            line = 0
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield line, [as_text(cell) for cell in cells]
            if line:
                return
    except Unreadable:
        raise
    except Exception as trouble:  # a broken file makes the reader fail in any way at all
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
    with ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.lower().startswith("xl/worksheets/")]
        try:
            found = any(NOT_CALCULATED.search(archive.read(name)) for name in names)
        except Exception as trouble:  # as above
            raise Unreadable(damaged()) from trouble
    if found:
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
