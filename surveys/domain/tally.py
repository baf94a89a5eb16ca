"""How many respondents gave each pair of importance and performance to one criterion: every figure follows from it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from surveys.domain.moments import Moments

Rating: TypeAlias = int | None
Cell: TypeAlias = tuple[Rating, Rating, int]


class Audience(StrEnum):
    CUSTOMER = "customer"
    SELLER = "seller"


class Dimension(StrEnum):
    IMPORTANCE = "importance"
    PERFORMANCE = "performance"


@dataclass(frozen=True)
class Tally:
    """The answers of one audience to one criterion, as joint counts.

    `cells` holds (importance, performance, respondents); None stands for a rating that was not given. Whatever order
    the cells come in, they are kept sorted, added up and without empty ones, so equal answers make equal tallies. A
    respondent who rated neither has not answered and is not counted. ValueError for a count or rating that is no whole
    number, or a negative count. Everything below is integer arithmetic: a 20,000-respondent tally of a 1-10 scale has
    at most 120 cells.
    """

    cells: tuple[Cell, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", _canonical(self.cells))

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[Rating, Rating]]) -> "Tally":
        """From one (importance, performance) pair per respondent."""
        return cls(tuple((*pair, times) for pair, times in Counter(pairs).items()))

    @classmethod
    def from_json(cls, rows: Iterable[Sequence[int | None]]) -> "Tally":
        """Read what `to_json` wrote, or the rows of a grouped query: [importance, performance, respondents]."""
        return cls(tuple(_cell(row) for row in rows))

    def to_json(self) -> list[list[int | None]]:
        return [list(cell) for cell in self.cells]

    def __add__(self, other: "Tally") -> "Tally":
        """The tally of both groups together."""
        return Tally(self.cells + other.cells)

    @property
    def n(self) -> int:
        """Respondents who rated both dimensions (paired answers)."""
        return self.gap.n

    @property
    def importance_n(self) -> int:
        return self.every_importance.n

    @property
    def performance_n(self) -> int:
        return self.every_performance.n

    @cached_property
    def importance(self) -> Moments:
        """Importance over the paired answers."""
        return Moments.of(_added_up((importance, times) for importance, _, times in self._paired))

    @cached_property
    def performance(self) -> Moments:
        """Performance over the paired answers."""
        return Moments.of(_added_up((performance, times) for _, performance, times in self._paired))

    @cached_property
    def gap(self) -> Moments:
        """Performance minus importance, respondent by respondent, over the paired answers."""
        return Moments.of(self.gap_scores)

    @cached_property
    def every_importance(self) -> Moments:
        """Importance over all who rated it, paired or not."""
        return Moments.of(self.importance_scores)

    @cached_property
    def every_performance(self) -> Moments:
        """Performance over all who rated it, paired or not."""
        return Moments.of(self.performance_scores)

    @cached_property
    def importance_scores(self) -> dict[int, int]:
        """{score: respondents} of all who rated importance, ascending."""
        return _added_up((importance, times) for importance, _, times in self.cells if importance is not None)

    @cached_property
    def performance_scores(self) -> dict[int, int]:
        """{score: respondents} of all who rated performance, ascending."""
        return _added_up((performance, times) for _, performance, times in self.cells if performance is not None)

    @cached_property
    def gap_scores(self) -> dict[int, int]:
        """{performance minus importance: respondents} of the paired answers, ascending."""
        return _added_up((performance - importance, times) for importance, performance, times in self._paired)

    @cached_property
    def _paired(self) -> list[tuple[int, int, int]]:
        return [(i, p, times) for i, p, times in self.cells if i is not None and p is not None]


def _cell(row: Sequence[int | None]) -> Cell:
    if len(row) != 3 or row[2] is None:
        raise ValueError(f"A cell is importance, performance and a number of respondents, not {row!r}.")
    return row[0], row[1], row[2]


def _canonical(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    counts: dict[tuple[Rating, Rating], int] = {}
    for importance, performance, times in cells:
        if type(times) is not int or times < 0:
            raise ValueError(f"A number of respondents is a whole number from 0, not {times!r}.")
        if not (_is_rating(importance) and _is_rating(performance)):
            raise ValueError(f"Ratings are whole numbers or None, not {importance!r} and {performance!r}.")
        counts[importance, performance] = counts.get((importance, performance), 0) + times
    kept = ((*pair, times) for pair, times in counts.items() if times and pair != (None, None))
    return tuple(sorted(kept, key=_position))


def _is_rating(value: object) -> bool:
    return value is None or type(value) is int


def _position(cell: Cell) -> tuple[bool, int, bool, int]:
    importance, performance, _ = cell
    return importance is not None, importance or 0, performance is not None, performance or 0


def _added_up(scores: Iterable[tuple[int, int]]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for score, times in scores:
        counts[score] = counts.get(score, 0) + times
    return dict(sorted(counts.items()))
