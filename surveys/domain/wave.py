"""Waves: what has changed between two rounds of the same questions, for everybody and for those who answered both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveys.domain.judged import Answers
from surveys.domain.moments import Moments
from surveys.domain.results import CriterionResult, Results
from surveys.domain.uncertainty import Interval, t_interval, welch

Pair = tuple[int, int]  # importance and performance


class Column(StrEnum):
    IMPORTANCE = "importance"
    PERFORMANCE = "performance"
    GAP = "gap"


@dataclass(frozen=True)
class Change:
    """Later minus earlier, in scale points; no interval where there is too little to tell one from.

    `n` is the smaller of both waves' paired answers, or the respondents compared with themselves.
    """

    n: int
    mean: float
    interval: Interval | None

    @property
    def holds(self) -> bool:
        """The 95 % interval does not hold zero; of several criteria tested some will by chance."""
        return self.interval is not None and not self.interval.contains(0.0)


@dataclass(frozen=True)
class CriterionWaves:
    """One criterion through all waves, the earliest first; None in a wave that did not ask it.

    The changes lead from the last wave but one to the last: of everybody, whoever they are (Welch 1947), and of the
    respondents known to have answered both, each compared with himself (Student 1908).
    """

    criterion: str
    results: tuple[CriterionResult | None, ...]
    everybody: Mapping[Column, Change]
    in_both: Mapping[Column, Change]


def side_by_side(waves: list[Results], both: Mapping[str, list[tuple[Pair, Pair]]]) -> list[CriterionWaves]:
    """Every criterion of any wave, in the order of the last. `both` holds (earlier, later) answers by criterion."""
    by_slug = [{result.criterion: result for result in wave.criteria} for wave in waves]
    slugs = dict.fromkeys(slug for found in reversed(by_slug) for slug in found)
    rows = []
    for slug in slugs:
        results = tuple(found.get(slug) for found in by_slug)
        earlier, later = results[-2:] if len(results) > 1 else (None, None)
        everybody = _everybody(earlier.customers, later.customers) if earlier and later else {}
        rows.append(CriterionWaves(slug, results, everybody, in_both(both.get(slug, ()))))
    return rows


def in_both(pairs: Iterable[tuple[Pair, Pair]]) -> dict[Column, Change]:
    """The mean of each respondent's own change, with its t interval."""
    pairs = list(pairs)
    moved = {
        Column.IMPORTANCE: [later[0] - earlier[0] for earlier, later in pairs],
        Column.PERFORMANCE: [later[1] - earlier[1] for earlier, later in pairs],
        Column.GAP: [(later[1] - later[0]) - (earlier[1] - earlier[0]) for earlier, later in pairs],
    }
    changes = {}
    for column, steps in moved.items():
        moments = Moments(len(steps), sum(steps), sum(step * step for step in steps))
        if moments.mean is not None:
            changes[column] = Change(moments.n, float(moments.mean), t_interval(moments))
    return changes


def mean_gap(pairs: Iterable[Pair]) -> float | None:
    """One respondent's performance minus importance, in scale points, over the criteria with both; None without any."""
    gaps = [performance - importance for importance, performance in pairs]
    return sum(gaps) / len(gaps) if gaps else None


def largest_changes(rows: Iterable[CriterionWaves], most: int = 3) -> list[tuple[str, Change]]:
    """The criteria whose performance has moved furthest, up or down, judged by everybody; those that moved at all."""
    moved = [(row.criterion, change) for row in rows if (change := row.everybody.get(Column.PERFORMANCE))]
    moved.sort(key=lambda each: abs(each[1].mean), reverse=True)
    return [each for each in moved[:most] if each[1].mean]


def _everybody(earlier: Answers, later: Answers) -> dict[Column, Change]:
    changes = {}
    for column in Column:
        before: Moments = getattr(earlier, column)
        after: Moments = getattr(later, column)
        if before.mean is None or after.mean is None:
            continue
        difference = welch(after, before)
        interval = Interval(difference.low, difference.high) if difference else None
        changes[column] = Change(min(before.n, after.n), float(after.mean - before.mean), interval)
    return changes
