"""Waves made visible: a table with a row for each wave and each change, and a picture of the last two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from django.utils.translation import gettext as _

from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.charts.names import in_lines
from kamplan.formats import MISSING, number
from surveys.charts.profile import LETTER
from surveys.charts.words import COLUMNS, Names, interval, points, whisker
from surveys.domain.results import CriterionResult
from surveys.domain.scale import Scale
from surveys.domain.wave import Change, Column, CriterionWaves, largest_changes, mean_gap
from surveys.models import Respondent
from surveys.models.wave import pairs_of

ROW = 40  # pixels


@dataclass(frozen=True)
class WaveCell:
    """`label` names the column where the table stands as cards."""

    label: str
    value: str
    span: str = ""
    holds: bool = False


@dataclass(frozen=True)
class WaveLine:
    """A wave, or a change from the last but one to the last. `note` stands in place of figures that are not there."""

    title: str
    n: str = ""
    cells: tuple[WaveCell, ...] = ()
    note: str = ""
    is_change: bool = False


@dataclass(frozen=True)
class WaveRows:
    criterion: str
    lines: tuple[WaveLine, ...]


def wave_table(rows: Sequence[CriterionWaves], names: Names, titles: Sequence[str]) -> list[WaveRows]:
    return [
        WaveRows(
            names[row.criterion],
            (
                *(_wave(title, result) for title, result in zip(titles, row.results, strict=True)),
                *_changes(row),
            ),
        )
        for row in rows
    ]


def _wave(title: str, result: CriterionResult | None) -> WaveLine:
    if result is None:
        return WaveLine(title, note=_("not asked"))
    if result.withheld:
        return WaveLine(title, note=_("too few answers to be shown"))
    if not result.n:
        return WaveLine(title, note=_("no answers"))
    cells = tuple(
        WaveCell(
            str(label),
            points(getattr(result, f"{column}_mean"), sign=column is Column.GAP),
            interval(
                getattr(result, f"{column}_ci_low"),
                getattr(result, f"{column}_ci_high"),
                sign=column is Column.GAP,
            ),
        )
        for column, label in COLUMNS.items()
    )
    return WaveLine(title, number(result.n), cells)


def _changes(row: CriterionWaves) -> Iterator[WaveLine]:
    if row.everybody:
        yield _change(_("Change, everybody"), row.everybody)
    if row.in_both:
        yield _change(_("Change, those in both"), row.in_both)


def _change(title: str, changes: Mapping[Column, Change]) -> WaveLine:
    cells = []
    for column, label in COLUMNS.items():
        change = changes.get(column)
        if change is None:
            cells.append(WaveCell(str(label), MISSING))
            continue
        span = _(" to ").join(points(end, sign=True) for end in change.interval) if change.interval else ""
        cells.append(WaveCell(str(label), points(change.mean, sign=True), span, change.holds))
    n = next(iter(changes.values())).n
    return WaveLine(title, number(n), tuple(cells), is_change=True)


def wave_chart(rows: Sequence[CriterionWaves], names: Names, titles: Sequence[str], scale: Scale) -> Chart | None:
    """Performance in the last two waves, one criterion below the other; None when they share none that was judged."""
    shared = [row for row in rows if Column.PERFORMANCE in row.everybody]
    if not shared:
        return None
    labels = [in_lines(names[row.criterion]) for row in shared]
    longest = max(len(line) for label in labels for line in label.split("\n"))
    earlier, later = (tuple(_marks(shared, place, names)) for place in (-2, -1))
    lowest = min(mark.across[0] if mark.across else mark.x for mark in (*earlier, *later))
    low = max(scale.low, floor(min(lowest, scale.high - 2)))
    edge = scale.high + 0.1
    return Chart(
        key="waves",
        title=_("Performance in the last two waves"),
        alt=_("Mean performance of every criterion both waves asked, then and now. The table has every number."),
        note=_("Thin lines are 95 % intervals; on the right stands the change."),
        x=Axis(low - 0.1, edge, tuple((at, number(at)) for at in range(low, scale.high + 1))),
        y=Axis(len(labels) - 0.5, -0.5, tuple(enumerate(labels)), rows=True),
        series=(
            Series(titles[-2], Ink.GREY, Shape.CIRCLE, earlier),
            Series(titles[-1], Ink.ORANGE, Shape.DIAMOND, later),
        ),
        lines=tuple(
            Line((before.x, before.y), (after.x, after.y), Ink.QUIET, 1.5)
            for before, after in zip(earlier, later, strict=True)
        ),
        texts=tuple(
            Text(edge, place, points(row.everybody[Column.PERFORMANCE].mean, sign=True), right=46, anchor="end")
            for place, row in enumerate(shared)
        ),
        height=ROW * len(labels) + 56,
        margins=Margins(left=round(LETTER * longest) + 18, right=52, top=24, bottom=32),
    )


def _marks(rows: Sequence[CriterionWaves], place: int, names: Names) -> Iterator[Mark]:
    shift = -0.15 if place == -2 else 0.15
    for row_number, row in enumerate(rows):
        result = row.results[place]
        if result is None or result.performance_mean is None:
            continue
        low, high = result.performance_ci_low, result.performance_ci_high
        hint = f"{names[row.criterion]}\n{points(result.performance_mean)} (n = {number(result.n)})"
        yield Mark(result.performance_mean, row_number + shift, hint, across=whisker(low, high))


def change_sentences(rows: Sequence[CriterionWaves], names: Names) -> list[str]:
    """The three largest changes of performance, each with its interval and whether chance explains it."""
    told = []
    for slug, change in largest_changes(rows):
        start = _("%(criterion)s: performance %(change)s.") % {
            "criterion": names[slug],
            "change": points(change.mean, sign=True),
        }
        if change.interval is None:
            told.append(start + " " + _("Too few answers for an interval."))
            continue
        low, high = (points(end, sign=True) for end in change.interval)
        span = _("The 95 %% interval goes from %(low)s to %(high)s:") % {"low": low, "high": high}
        verdict = _("more than chance explains.") if change.holds else _("it may be chance.")
        told.append(f"{start} {span} {verdict}")
    return told


@dataclass(frozen=True)
class BothLine:
    """One customer who answered the last two waves: overall satisfaction and mean gap, then and now."""

    respondent: Respondent
    satisfaction: tuple[str, str]
    gap: tuple[str, str]


def both_lines(people: Sequence[tuple[Respondent, Respondent]]) -> list[BothLine]:
    """From (earlier, later); one query however many they are."""
    pairs = pairs_of(each.pk for both in people for each in both)

    def gap(respondent: Respondent) -> str:
        return points(mean_gap(pairs[respondent.pk].values()), sign=True)

    return [
        BothLine(
            later,
            (number(earlier.satisfaction), number(later.satisfaction)),
            (gap(earlier), gap(later)),
        )
        for earlier, later in people
    ]


def wave_words(rows: Sequence[CriterionWaves], names: Names) -> str:
    """What has moved more than chance explains, judged by everybody."""
    moved = [
        (names[row.criterion], change)
        for row in rows
        if (change := row.everybody.get(Column.PERFORMANCE)) and change.holds
    ]
    if not moved:
        return _("No change of performance can be told from chance.")
    told = ", ".join(f"{name} {points(change.mean, sign=True)}" for name, change in moved)
    tests = sum(Column.PERFORMANCE in row.everybody for row in rows)
    return _(
        "Performance has moved, by its 95 %% interval: %(criteria)s. Of %(tests)s comparisons some move by chance."
    ) % {"criteria": told, "tests": number(tests)}
