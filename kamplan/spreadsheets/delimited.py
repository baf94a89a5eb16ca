"""CSV files: their letters, what stands between their cells, and their rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from kamplan.spreadsheets.limits import Row, Unreadable

SEPARATORS = ",;\t|"
TWO_WAYS = re.compile(rb"\xc3[\x80-\xbf]")  # a letter of UTF-8; of Windows-1252 it would be two that never meet
LOOKED_AT = 30  # lines by which the separator is guessed
ENCODINGS = ("utf-8-sig", "cp1252", "utf-16")


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
