"""Facts of revenue in a file: what makes a fact one, and what becomes of rows that name the same."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from accounts.domain.data_import import Fault, Refused

Kept = dict[str, str | None]

TOTAL = re.compile(
    r"(?:(?:sub|grand|del)[- ]?)?(?:totals?|totalt|totalsum|sum|summa|i alt)[\s\d:./-]*|sum .+|.+ total(?:t|sum)?:?",
    re.IGNORECASE,
)


class Key(NamedTuple):
    """What makes a fact one: the area is a number, or the folded name of one still to be made."""

    account: int
    area: int | str
    month: date
    recurring: bool
    currency: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row that can be read; or one month of it, when each has a `column` of its own."""

    line: int
    cells: tuple[str, ...]
    key: Key
    account: str
    area: str
    revenue: Decimal
    margin: Decimal | None
    column: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        key = self.key
        return (self.account, self.area, f"{key.month:%Y-%m}", "1" if key.recurring else "", key.currency)

    @property
    def kept(self) -> Kept:
        return as_kept(self.revenue, self.margin)


def as_kept(revenue: Decimal, margin: Decimal | None) -> Kept:
    """Its values as the record of an import keeps them."""
    return {"revenue": f"{revenue:.2f}", "margin": None if margin is None else f"{margin:.2f}"}


def kept_rows(
    lines: Iterable[Line], refused: Iterable[Refused], *, add_up: bool
) -> tuple[list[Line], list[Refused], int]:
    """One line for each fact, the rows refused, and how many were not alone.

    A row with a fault is refused whole, whichever of its months the fault lies in.
    """
    faulty = row_by_row(refused)
    facts, alike, twice = once_each((line for line in lines if line.line not in faulty), add_up=add_up)
    faulty |= row_by_row(alike)
    return [fact for fact in facts if fact.line not in faulty], [faulty[line] for line in sorted(faulty)], twice


def row_by_row(refused: Iterable[Refused]) -> dict[int, Refused]:
    """Each row once, with all that was found in it."""
    found: dict[int, Refused] = {}
    for each in refused:
        before = found.get(each.line)
        faults = (*before.faults, *each.faults) if before else each.faults
        found[each.line] = replace(each, faults=tuple(dict.fromkeys(faults)))
    return found


def once_each(lines: Iterable[Line], *, add_up: bool) -> tuple[list[Line], list[Refused], int]:
    """One line for each fact, the lines refused, and how many rows were not alone.

    Lines alike in key are added up when that is chosen; else all of them are refused, each naming another.
    """
    alike: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        alike[line.key].append(line)
    kept: list[Line] = []
    refused: dict[tuple[int, int], Refused] = {}
    for same in alike.values():
        if len(same) == 1 or add_up:
            kept.append(summed(same))
            continue
        for line in same:
            other = other_than(line, same)
            fault = Fault("month", "twice", str(other), line.column)
            refused.setdefault((line.line, other), Refused(line.line, line.cells, (fault,)))
    return kept, list(refused.values()), len({line.line for same in alike.values() if len(same) > 1 for line in same})


def other_than(line: Line, same: list[Line]) -> int:
    return same[1].line if line is same[0] else same[0].line


def summed(same: list[Line]) -> Line:
    """The margin of a sum is known when that of each part is."""
    if len(same) == 1:
        return same[0]
    first = same[0]
    margins = [line.margin for line in same]
    margin = None if None in margins else sum((m for m in margins if m is not None), Decimal(0))
    revenue = sum((line.revenue for line in same), Decimal(0))
    return replace(first, revenue=revenue, margin=margin)


def area_path(text: str) -> tuple[str, ...]:
    """'Cloud / Backup' is the service Backup in the group Cloud."""
    return tuple(part.strip() for part in text.replace(">", "/").split("/") if part.strip())


def is_total(text: str) -> bool:
    """'Totalt', 'Sum:', 'Nordvik Verft Total': what people write below the rows they have added up."""
    return bool(TOTAL.fullmatch(text.strip()))
