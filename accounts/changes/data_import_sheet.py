"""The file of an import, read: its columns and rows, and all that a plan is made from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accounts.domain.data_import_columns import in_order, mapped
from accounts.domain.revenue_columns import dated, is_bare, months_among, years_above
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
    """`torn` rows have cells beyond the last column: one was cut in two, and the others stand in the wrong place.

    `above` are the rows left out at the top; `bare` says that columns name a month, and nothing in the file its year.
    """

    heading: list[str]
    rows: list[Row]
    torn: list[Row] = field(default_factory=list)
    above: list[Row] = field(default_factory=list)
    bare: bool = False


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the file: its line, its cells as they came, and what it says of each field.

    Of a row with a column for each month, one month; `columns` are then the names of the columns it stands in.
    """

    line: int
    cells: tuple[str, ...]
    values: dict[str, str]
    columns: dict[str, str] = field(default_factory=dict)

    def of(self, field: str) -> str:
        return self.values.get(field, "")

    @property
    def account(self) -> tuple[str, str]:
        """Name and organisation number of the account it is about."""
        return self.of("account"), self.of("org_number")


@dataclass(frozen=True)
class Given:
    """What a plan is made from: the rows, what their columns mean, what was chosen, whom they may be about, for whom.

    `accounts` are those the file may be about; `by` is nobody on the command line; `most` is how many rows there may
    be when each month of a row counts as one.
    """

    sheet: Sheet
    fields: Sequence[str]
    options: dict[str, Any]
    accounts: AccountQuerySet
    by: User | None
    checked: Told = to_nobody
    most: int = FROM_ANYBODY.rows

    @property
    def heading(self) -> list[str]:
        return self.sheet.heading

    def heading_of(self, field: str) -> str:
        """What the column of a field is called; '' when no column stands for it."""
        return next((name for name, meant in zip(self.heading, self.fields, strict=False) if meant == field), "")

    def read(self) -> list[ReadRow]:
        rows = (ReadRow(line, tuple(cells), mapped(cells, self.fields)) for line, cells in self.sheet.rows)
        months = months_among(self.fields)
        return self.month_by_month(rows, months) if months else list(rows)

    def month_by_month(self, rows: Iterator[ReadRow], months: dict[str, dict[str, int]]) -> list[ReadRow]:
        """A row for each month of which a row has figures: an empty cell is no figure."""
        found: list[ReadRow] = []
        for row in rows:
            for month, places in months.items():
                figures = {of: in_order(row.cells[place]) for of, place in places.items() if place < len(row.cells)}
                if any(figures.values()):
                    columns = {of: self.heading[place] for of, place in places.items()}
                    found.append(replace(row, values={**row.values, "month": month, **figures}, columns=columns))
            if len(found) > self.most:
                raise Unreadable(_("The file holds more than %(most)d figures. Split it.") % {"most": self.most})
        return found

    def counted(self, rows: Sequence[T]) -> Iterator[T]:
        """The same, telling now and then how many have been looked at."""
        for number, row in enumerate(rows):
            if number % STEP == 0:
                self.checked(number, len(rows))
            yield row
        self.checked(len(rows), len(rows))


def sheet_of(row: DataImport, limits: Limits = FROM_ANYBODY, *, most: int | None = None) -> Sheet:
    """The rows that hold anything, or the first of them, and the names of the columns. Raises Unreadable."""
    options = row.options
    read = spreadsheets.rows_of(
        bytes(row.content),
        limits,
        encoding=row.encoding,
        separator=row.delimiter,
        sheet=options.get("sheet", ""),
    )
    filled_rows = (each for each in read if filled(each[1]))
    above = list(islice(filled_rows, options.get("above", 0)))
    rows = list(islice(filled_rows, most))
    if not rows:
        raise Unreadable(nothing(above=bool(above), sheet=bool(options.get("sheet"))))
    if not options.get("heading", True):
        return Sheet(named([], rows), rows, above=above)
    (_line, heading), rows = rows[0], rows[1:]
    torn: list[Row] = []
    if row.delimiter:
        torn = [each for each in rows if filled(each[1][len(heading) :])]
        rows = [each for each in rows if not filled(each[1][len(heading) :])]
    bare = False
    if row.kind == DataImport.Kind.REVENUE:
        years = years_above(above[-1][1] if above else [], len(heading))
        bare = any(map(is_bare, heading)) and not any(years)
        heading = dated(heading, years if any(years) else [options.get("year")] * len(heading))
    return Sheet(named(heading, rows), rows, torn, above, bare)


def nothing(*, above: bool, sheet: bool) -> str:
    if above:
        return _("There is nothing below those rows.")
    return _("This sheet is empty.") if sheet else _("The file is empty.")


def named(heading: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The names of all columns there are; those without one get their number. Raises Unreadable."""
    width = max((len(cells) for cells in (heading, *(cells for _line, cells in rows))), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable(_("The file has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    names = [" ".join(cell.split())[:LONGEST_HEADING] for cell in heading]
    return [*names, *(str(number + 1) for number in range(len(names), width))]


def filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)
