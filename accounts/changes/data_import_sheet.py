"""The file of an import, read: its columns and rows, and all that a plan is made from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accounts.domain.data_import import mapped
from accounts.models import DataImport, User
from accounts.models.account import AccountQuerySet
from kamplan import spreadsheets
from kamplan.spreadsheets import FROM_ANYBODY, Limits, Row, Unreadable

LONGEST_HEADING = 100
MOST_COLUMNS = 100
SAMPLE = 4  # rows read to show what a column holds
STEP = 200  # rows between two words about how far it is

T = TypeVar("T")
Told = Callable[[int, int], None]  # so many done, of so many


def to_nobody(done: int, total: int) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class Sheet:
    """`torn` rows have cells beyond the last column: one was cut in two, and the others stand in the wrong place."""

    heading: list[str]
    rows: list[Row]
    torn: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the file: its line, its cells as they came, and what it says of each field."""

    line: int
    cells: tuple[str, ...]
    values: dict[str, str]

    def of(self, field: str) -> str:
        return self.values.get(field, "")

    @property
    def account(self) -> tuple[str, str]:
        """Name and organisation number of the account it is about."""
        return self.of("account"), self.of("org_number")


@dataclass(frozen=True)
class Given:
    """What a plan is made from: the rows, what their columns mean, what was chosen, whom they may be about, for whom.

    `accounts` are those the file may be about; `by` is nobody on the command line.
    """

    sheet: Sheet
    fields: Sequence[str]
    options: dict[str, Any]
    accounts: AccountQuerySet
    by: User | None
    checked: Told = to_nobody

    @property
    def heading(self) -> list[str]:
        return self.sheet.heading

    def heading_of(self, field: str) -> str:
        """What the column of a field is called; '' when no column stands for it."""
        return next((name for name, meant in zip(self.heading, self.fields, strict=False) if meant == field), "")

    def read(self) -> list[ReadRow]:
        return [ReadRow(line, tuple(cells), mapped(cells, self.fields)) for line, cells in self.sheet.rows]

    def counted(self, rows: Sequence[T]) -> Iterator[T]:
        """The same, telling now and then how many have been looked at."""
        for number, row in enumerate(rows):
            if number % STEP == 0:
                self.checked(number, len(rows))
            yield row
        self.checked(len(rows), len(rows))


def sheet_of(row: DataImport, limits: Limits = FROM_ANYBODY, *, most: int | None = None) -> Sheet:
    """The rows that hold anything, or the first of them, and the names of the columns. Raises Unreadable."""
    read = spreadsheets.rows_of(bytes(row.content), limits, encoding=row.encoding, separator=row.delimiter)
    above = row.options.get("above", 0)
    rows = list(islice((each for each in read if filled(each[1])), above, None if most is None else above + most))
    if not rows:
        raise Unreadable(_("The file is empty.") if not above else _("There is nothing below those rows."))
    heading: list[str] = []
    torn: list[Row] = []
    if row.options.get("heading", True):
        (_line, heading), rows = rows[0], rows[1:]
        if row.delimiter:
            torn = [each for each in rows if filled(each[1][len(heading) :])]
            rows = [each for each in rows if not filled(each[1][len(heading) :])]
    width = max((len(cells) for _line, cells in [(0, heading), *rows]), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable(_("The file has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    names = [" ".join(cell.split())[:LONGEST_HEADING] for cell in heading]
    return Sheet([*names, *(str(number + 1) for number in range(len(names), width))], rows, torn)


def filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)
