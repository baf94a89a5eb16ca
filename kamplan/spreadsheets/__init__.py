"""Spreadsheets from outside, CSV or XLSX, read row by row as text; what cannot be read safely is refused in a sentence.

Nothing of a file is believed: not its name, not the sizes it claims, not that it is what it looks like.
"""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from django.utils.translation import gettext as _

from kamplan.spreadsheets.delimited import csv_rows, decoded, guessed_separator, likely
from kamplan.spreadsheets.limits import FROM_ANYBODY, FROM_OPERATOR, MEGABYTE, Limits, Row, Unreadable, within
from kamplan.spreadsheets.workbook import beginnings, xlsx_rows

__all__ = [
    "FROM_ANYBODY",
    "FROM_OPERATOR",
    "MEGABYTE",
    "Limits",
    "Row",
    "Unreadable",
    "guessed",
    "readings",
    "rows_of",
    "sheets_of",
]

ZIP, OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENTS = (b"%pdf", b"<!doc", b"<html", b"<?xml", b"{\\rtf", b"mime-version")  # often called .xls or .csv


def rows_of(
    content: bytes, limits: Limits = FROM_ANYBODY, *, encoding: str = "", separator: str = "", sheet: str = ""
) -> Iterator[Row]:
    """Line number and cells of each row, all as text: '9' for a number 9, '' for an empty cell.

    A CSV file may be separated by commas, semicolons or tabs, and be written in UTF-8, UTF-16 or Windows-1252;
    both are guessed unless they are told. Of a workbook, the sheet of this name is read, or the first that has rows.
    Raises Unreadable, at once or while rows are drawn.
    """
    refuse_at_sight(content, limits)
    if is_workbook(content):
        return within(limits, xlsx_rows(content, sheet))
    if sheet:
        raise Unreadable(_("This file has no sheets: it is no workbook."))
    return within(limits, csv_rows(content, encoding=encoding, separator=separator))


def sheets_of(content: bytes, limits: Limits = FROM_ANYBODY, *, most: int) -> dict[str, list[Row]]:
    """The visible sheets of a workbook and the first rows of each that hold anything; nothing for a CSV file.

    Raises Unreadable.
    """
    refuse_at_sight(content, limits)
    return beginnings(content, limits, most) if is_workbook(content) else {}


def refuse_at_sight(content: bytes, limits: Limits) -> None:
    """What is empty, too large, or of a kind that only looks like a table."""
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


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP)


def guessed(content: bytes) -> tuple[str, str]:
    """The encoding and the separator a file is read with when nothing is told; both '' for a workbook.

    Raises Unreadable when its letters cannot be read.
    """
    if is_workbook(content):
        return "", ""
    text = decoded(content)
    fits = (possible for possible in likely(content) if content.decode(possible, "replace") == text)
    return next(fits, "utf-8-sig"), guessed_separator(text)[1]


def readings(content: bytes) -> Iterator[str]:
    """All that may be read in a file, in any usual encoding, in small letters: to look whether a word stands in it."""
    said = content
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as workbook:
            said = b"\n".join(workbook.read(name) for name in workbook.namelist() if name.endswith(".xml"))
    return (said.decode(encoding, "replace").casefold() for encoding in ("utf-8", "cp1252", "utf-16-le"))
