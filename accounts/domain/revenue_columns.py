"""Columns that each hold the figures of one month: 'Jan 2025', '2025-01', 'Omsetning mars 25', or 'Jan' below a year.

Such a column stands for 'revenue@2025-01' or 'margin@2025-01'.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from accounts.domain.data_import_names import CALLED, REVENUE, plain, without_unit
from accounts.domain.written import DAY, DAY_FIRST, MONTH, NAMES, SERIAL, YEARS, NotWritten, month

AT = "@"
MEASURED = ("revenue", "margin")
MEASURES = {plain(name): field for field in MEASURED for name in (field, *CALLED[REVENUE][field])}
LONGEST_MONTH = 3  # words, as in '1. mars 2025'
SOME_YEAR = 2000
YEAR = re.compile(r"(?:år|year|fy)?\s*((?:19|20)\d\d)(?:\.0)?", re.IGNORECASE)
YEAR_WITHIN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


# --- what a column stands for -----------------------------------------------------------------------------------------
def measured(heading: str, order: str = "") -> str:
    """'DB mars 2025 (NOK)' is 'margin@2025-03', 'Mars 2025' is 'revenue@2025-03'; '' when it is no month's column."""
    words = without_unit(" ".join(heading.replace("_", " ").split())).split()
    for size in range(min(LONGEST_MONTH, len(words)), 0, -1):
        for when, what in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            found = month_of(" ".join(when), order)
            field = MEASURES.get(plain(" ".join(what))) if what else "revenue"
            if found and field:
                return f"{field}{AT}{found:%Y-%m}"
    return ""


def month_of(text: str, order: str) -> date | None:
    """A bare number of five digits is more likely money than Excel's count of days."""
    try:
        return None if SERIAL.fullmatch(text) else month(text, order)
    except NotWritten:
        return None


def measured_columns(heading: Sequence[str]) -> list[str]:
    """What each column stands for, or ''; nothing at all when there is no month of revenue among them."""
    order = order_of(heading)
    found = [measured(name, order) for name in heading]
    return found if any(each.startswith(f"revenue{AT}") for each in found) else [""] * len(found)


def order_of(heading: Iterable[str]) -> str:
    """Which part of '1/1/2025', '2/1/2025', '3/1/2025' is the month: the one that changes."""
    dates = [found for name in heading if (found := DAY_FIRST.fullmatch(name.strip()))]
    first, second = {found[1] for found in dates}, {found[3] for found in dates}
    if len(first) == len(second) or 1 not in (len(first), len(second)):
        return ""
    return DAY if len(first) == 1 else MONTH


def parted(code: str) -> tuple[str, str]:
    """'revenue@2025-01' is the revenue of 2025-01; any other field is of no month."""
    field, _at, when = code.partition(AT)
    return field, when


def months_among(fields: Sequence[str]) -> dict[str, dict[str, int]]:
    """In which columns the figures of each month stand: {'2025-01': {'revenue': 3, 'margin': 4}}."""
    found: dict[str, dict[str, int]] = {}
    for place, code in enumerate(fields):
        field, when = parted(code)
        if when:
            found.setdefault(when, {})[field] = place
    return found


def settled(fields: Sequence[str]) -> list[str]:
    """Months stand in one column, or in columns of their own, never in both: the column of months counts."""
    months = months_among(fields)
    if "month" in fields:
        return ["" if AT in code else code for code in fields]
    return ["" if months and code in MEASURED else code for code in fields]


# --- months without a year --------------------------------------------------------------------------------------------
def is_bare(name: str) -> bool:
    """'Jan', or 'Omsetning mars': a month of a year that is said elsewhere."""
    named = any(word.strip(".").lower() in NAMES for word in name.split())
    return named and not measured(name) and bool(measured(f"{name} {SOME_YEAR}"))


def dated(heading: Sequence[str], years: Sequence[int | None]) -> list[str]:
    """The names of the columns, bare months with the year of their column."""
    return [
        f"{name} {year}" if year and is_bare(name) else without_time(name)
        for name, year in zip(heading, years, strict=True)
    ]


def years_above(above: Sequence[str], width: int) -> list[int | None]:
    """A year stands above all columns until the next word; a merged cell holds it in its first column alone."""
    years: list[int | None] = []
    current: int | None = None
    for cell in [*above, *[""] * width][:width]:
        if cell.strip():
            found = YEAR.fullmatch(cell.strip())
            current = int(found[1]) if found else None
        years.append(current)
    return years


def without_time(name: str) -> str:
    """A date in a workbook, '2025-01-01T00:00:00', as people write a month: '2025-01'."""
    found = re.fullmatch(r"(\d{4}-\d{2})-\d{2}T[\d:.]+", name)
    return found[1] if found else name


def year_within(texts: Iterable[str]) -> int | None:
    """The one year that is named in titles and in the name of the file, if it is one."""
    found = {int(year) for text in texts for year in YEAR_WITHIN.findall(text)}
    years = found & set(YEARS)
    return years.pop() if len(years) == 1 else None
