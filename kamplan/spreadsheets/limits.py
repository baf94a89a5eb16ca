"""How much a file from outside may hold, and the refusal of one that holds more or cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TypeAlias

from django.utils.translation import gettext as _

Row: TypeAlias = tuple[int, list[str]]

MEGABYTE = 1024 * 1024


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
