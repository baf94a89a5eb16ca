"""Pages of a list: its rows are counted up to a bound, and whether a page follows is seen by one row more."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kamplan import formats

ROWS_A_PAGE = 50
MOST_COUNTED = 1_000
LONGEST_NUMBER = 9  # digits; longer ones are beyond what a database takes as an offset

Rows: TypeAlias = "QuerySet[Any]"


@dataclass(frozen=True)
class Page:
    """Some rows of a list. `total` is how many there are in all; None when there are more than are counted."""

    object_list: Sequence[Any]
    number: int
    size: int
    has_next: bool
    total: int | None

    def __iter__(self) -> Iterator[Any]:
        return iter(self.object_list)

    @property
    def most_counted(self) -> int:
        """There are more than these when the total is not known."""
        return MOST_COUNTED

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def place(self) -> str:
        """Where in the list this is. The last page is named when it is known."""
        if self.total is None:
            return _("Page %(number)s") % {"number": formats.number(self.number)}
        last = formats.number(last_page(self.total, self.size))
        return _("Page %(number)s of %(last)s") % {"number": formats.number(self.number), "last": last}


def page_of(
    rows: Rows, number: str | None, *, columns: Sequence[str] = (), size: int = ROWS_A_PAGE, keys_first: bool = False
) -> Page:
    """The page of this number; the first when it is no number, the last when the list is shorter.

    With `columns` each row is a tuple of them. Counting needs none of them, nor the tables they come from. Nor does
    `keys_first`, for an order no index has: all are sorted by their keys alone, and one query more fetches a page.
    """
    wanted = int(number) if number and number.isdecimal() and len(number) <= LONGEST_NUMBER else 1
    taken = partial(by_their_keys if keys_first else taken_in_order, rows, columns)
    page = read(rows, taken, max(wanted, 1), size)
    if page.object_list or page.number == 1:
        return page
    return read(rows, taken, last_page(rows.order_by().count(), size), size)


def page_in(rows: Sequence[Any], number: str | None, *, size: int = ROWS_A_PAGE) -> Page:
    """The same of rows that are in memory already."""
    last = last_page(len(rows), size)
    wanted = int(number) if number and number.isdecimal() and len(number) <= LONGEST_NUMBER else 1
    at = min(max(wanted, 1), last)
    return Page(rows[(at - 1) * size : at * size], at, size, at < last, len(rows))


def page_of_keys(rows: Rows, keys: Sequence[int], number: str | None, *, columns: Sequence[str]) -> Page:
    """The same of rows whose keys are in memory, in the order asked for."""
    page = page_in(keys, number)
    return replace(page, object_list=fetched(rows, page.object_list, columns))


def taken_in_order(rows: Rows, columns: Sequence[str], part: slice) -> list[Any]:
    return list((rows.values_list(*columns) if columns else rows)[part])


def by_their_keys(rows: Rows, columns: Sequence[str], part: slice) -> list[Any]:
    return fetched(rows.model._default_manager.all(), list(rows.values_list("pk", flat=True)[part]), columns)


def fetched(rows: Rows, keys: Sequence[int], columns: Sequence[str]) -> list[Any]:
    """The rows with these keys, as far as they are still there."""
    found = rows.filter(pk__in=keys).order_by().values_list("pk", *columns)
    by_key = {pk: tuple(row) for pk, *row in found}
    return [by_key[pk] for pk in keys if pk in by_key]


def read(rows: Rows, taken: Callable[[slice], list[Any]], number: int, size: int) -> Page:
    """A page, and one row more; when that does not come, this page is the last and tells how many there are."""
    start = (number - 1) * size
    found = taken(slice(start, start + size + 1))
    has_next = len(found) > size
    return Page(found[:size], number, size, has_next, counted(rows) if has_next else start + len(found))


def counted(rows: Rows) -> int | None:
    """How many there are, unless they are more than are counted."""
    total: int = rows.order_by(*counting_order(rows))[: MOST_COUNTED + 1].count()
    return total if total <= MOST_COUNTED else None


def counting_order(rows: Rows) -> Sequence[str]:
    """None, but for SQLite as they lie: it would rather follow an index of something else, looking up row after row."""
    return ("pk",) if connection.vendor == "sqlite" and not rows.query.combinator else ()


def last_page(total: int, size: int) -> int:
    return max(-(-total // size), 1)
