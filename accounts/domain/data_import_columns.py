"""Which column of an imported file is which field, and in which row their names stand."""

import re
from collections.abc import Iterable, Mapping, Sequence

from accounts.domain.data_import_names import CALLED, NEEDED, REVENUE, plain, without_unit
from accounts.domain.revenue_columns import AT, is_bare, measured, measured_columns, parted, settled
from accounts.domain.written import NotWritten, amount, month

FEWEST_MONTHS = 2
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def guessed(heading: Sequence[str], kind: str, remembered: Mapping[str, str]) -> list[str]:
    """The field of each column, or '': what was said the last time, else what it is called. Each field once.

    A column of revenue for each month is a field of its own, 'revenue@2025-01', unless there is a column of months.
    """
    called = {plain(name): field for field, names in CALLED[kind].items() for name in (*names, field)}
    taken: set[str] = set()
    fields = []
    for column in heading:
        name, bare = plain(column), plain(without_unit(column))
        meant = remembered.get(name, called.get(name, called.get(bare, "")))
        fields.append("" if meant in taken or meant not in CALLED[kind] else meant)
        taken.add(meant)
    if kind == REVENUE and "month" not in fields:
        months = measured_columns(heading)
        fields = settled([month or field for month, field in zip(months, fields, strict=True)])
    return fields


def heading_among(rows: Sequence[Sequence[str]], kind: str, remembered: Mapping[str, str]) -> tuple[int, bool]:
    """How many of the first rows stand above the names of the columns, and whether there are such names at all.

    The row that names most fields counts, so that a title or a merged cell above it does no harm.
    """
    known = [names_among(cells, kind, remembered) for cells in rows]
    most = max(known, default=0)
    if most > 1:
        return known.index(most), True
    return 0, bool(rows) and looks_like_a_heading(rows[0])


def has_a_heading(rows: Sequence[Sequence[str]], kind: str, remembered: Mapping[str, str]) -> bool:
    """Whether one of these rows names columns that are known."""
    return any(names_among(cells, kind, remembered) > 1 for cells in rows)


def names_among(cells: Sequence[str], kind: str, remembered: Mapping[str, str]) -> int:
    """How many names of columns. A month or two beside values may well be a value too."""
    fields = guessed(cells, kind, remembered)
    words = sum(bool(field) and AT not in field for field in fields)
    months = sum(bool(measured(cell) or is_bare(cell)) for cell in cells) if kind == REVENUE else 0
    names_an_account = not {"account", "org_number"}.isdisjoint(fields)
    return words + (months if names_an_account or months > FEWEST_MONTHS else 0)


def looks_like_a_heading(cells: Sequence[str]) -> bool:
    """Words, none of which is a number or a month."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and not any(is_value(cell) for cell in filled)


def is_value(cell: str) -> bool:
    for reading in (amount, month):
        try:
            reading(cell)
        except NotWritten:
            continue
        return True
    return False


def missing(fields: Iterable[str], kind: str) -> list[tuple[str, ...]]:
    """What no column stands for, though something must."""
    given = {field for code in fields for field in (parted(code)[0], "month" if AT in code else "")}
    return [choices for choices in NEEDED[kind] if not given & set(choices)]


def mapped(cells: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """The row by field; what kind of spaces there are, and invisible signs, say nothing."""
    return {field: in_order(cell) for field, cell in zip(fields, cells, strict=False) if field}


def in_order(cell: str) -> str:
    return " ".join(INVISIBLE.sub("", cell).split())
