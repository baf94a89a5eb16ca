"""The importance-performance grid: where each criterion stands, how surely, and by which rule it was cut."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.charts.labels import LETTER, Box, placed
from surveys.charts.ticks import ticks
from surveys.charts.words import QUADRANTS, RULES, Names, capital, interval, listed, points, whisker
from surveys.domain.cuts import Quadrant
from surveys.domain.results import CriterionResult, Results
from surveys.domain.scale import Scale

NARROW = 286.0  # pixels of the plot on a phone: what can be read there can be read anywhere
BOLD = 7.5  # pixels of a bold letter, about
LEAST_SPAN = 1.0  # scale points: what lies closer together is not drawn as if it lay far apart
LEAST_SHARE = 0.2  # of the picture for the quadrants on either side of a cut line
CORNERS = {  # of the picture: left or right, top or bottom
    Quadrant.CONCENTRATE: (0, 0),
    Quadrant.KEEP_UP: (1, 0),
    Quadrant.LOW_PRIORITY: (0, 1),
    Quadrant.OVERKILL: (1, 1),
}


@dataclass(frozen=True)
class KeyGroup:
    """What the numbers in the picture stand for, one quadrant at a time."""

    quadrant: str
    entries: tuple[tuple[int, str, bool], ...]  # number, criterion, uncertain


def numbered(results: Results) -> dict[str, int]:
    """Each criterion's number in the picture: its place in the questionnaire."""
    return {result.criterion: place for place, result in enumerate(results.criteria, 1)}


def grid_key(results: Results, names: Names) -> list[KeyGroup]:
    """The quadrants that hold a criterion, what to act on first."""
    places = numbered(results)
    some = results.uncertain_count < len(results.judged)  # what is true of all is said once
    groups = []
    for quadrant, title in QUADRANTS.items():
        inside = [result for result in results.judged if result.quadrant is quadrant]
        entries = tuple(
            (places[each.criterion], names[each.criterion], some and bool(each.uncertain)) for each in inside
        )
        if entries:
            groups.append(KeyGroup(capital(str(title)), entries))
    return groups


def grid_chart(results: Results, names: Names) -> Chart | None:
    """Importance upward, performance to the right; None when nothing was judged."""
    summary = results.summary
    if not results.judged or summary.importance_cut is None or summary.performance_cut is None:
        return None
    spots = _spots(results)
    low, high = _range(results, summary.importance_cut, summary.performance_cut)
    titles = dict(_titles(low, high, summary.performance_cut))
    place = Placement(low, high)
    values = ticks(low, high, results.scale)
    return Chart(
        key="grid",
        title=_("What matters, and how well it is done"),
        alt=_alt(results, names),
        note=_note(results, low, high),
        x=Axis(low, high, values, _("Performance")),
        y=Axis(low, high, values, _("Importance")),
        series=tuple(_series(spots, results, names)),
        lines=(
            Line((low, low), (high, high), Ink.QUIET, 1, dashed=True),
            Line((low, summary.importance_cut), (high, summary.importance_cut), Ink.QUIET, 1.5),
            Line((summary.performance_cut, low), (summary.performance_cut, high), Ink.QUIET, 1.5),
        ),
        texts=(
            _rule(results, low, high),
            *(place.title(quadrant, words) for quadrant, words in titles.items()),
            *place.numbers(spots, numbered(results), titles),
        ),
        height=560,
        square=True,
        margins=Margins(left=50, right=14, top=44, bottom=48),
    )


Spots = Mapping[tuple[float, float], list[CriterionResult]]


def _spots(results: Results) -> Spots:
    """Criteria by where they stand (performance, importance): several may share one spot."""
    spots: dict[tuple[float, float], list[CriterionResult]] = {}
    for result in results.judged:
        spots.setdefault((result.performance_mean or 0.0, result.importance_mean or 0.0), []).append(result)
    return spots


def _range(results: Results, *cuts: float) -> tuple[float, float]:
    """One range for both axes, so that the diagonal is one: every point, and some of the picture beyond each cut."""
    scale = results.scale
    values = [value for spot in _spots(results) for value in spot]
    top, lowest = max(*values, *cuts), min(*values, *cuts)
    missing = max(0.0, LEAST_SPAN - (top - lowest)) / 2
    high = min(scale.high, top + missing + 0.12 * (top - lowest + 0.5))
    low = lowest - missing - 0.12 * (high - lowest + 0.5)
    for cut in cuts:
        low = min(low, cut - LEAST_SHARE / (1 - LEAST_SHARE) * (high - cut))
    air = 0.035 * (high - low)
    return round(max(low, scale.low - air), 3), round(high + air, 3)


def _series(spots: Spots, results: Results, names: Names) -> Iterator[Series]:
    kinds = {False: _("clear of the cut lines"), True: _("uncertain: an interval contains a cut line")}
    for hollow, name in kinds.items():
        marks = tuple(
            _mark(spot, standing, hollow, names)
            for spot, standing in spots.items()
            if all(result.uncertain for result in standing) is hollow
        )
        if marks:
            yield Series(name, Ink.BLUE, Shape.CIRCLE, marks, whiskers=1)


def _mark(spot: tuple[float, float], standing: list[CriterionResult], hollow: bool, names: Names) -> Mark:
    performance, importance = spot
    widest = max(standing, key=lambda each: (each.performance_ci_high or 0.0) - (each.performance_ci_low or 0.0))
    tallest = max(standing, key=lambda each: (each.importance_ci_high or 0.0) - (each.importance_ci_low or 0.0))
    lines = [
        listed([names[each.criterion] for each in standing]),
        _hint(_("Importance"), importance, tallest.importance_ci_low, tallest.importance_ci_high),
        _hint(_("Performance"), performance, widest.performance_ci_low, widest.performance_ci_high),
    ]
    return Mark(
        performance,
        importance,
        "\n".join(lines),
        hollow,
        across=whisker(widest.performance_ci_low, widest.performance_ci_high),
        along=whisker(tallest.importance_ci_low, tallest.importance_ci_high),
    )


def _hint(name: str, mean: float, low: float | None, high: float | None) -> str:
    span = interval(low, high)
    return f"{name} {points(mean)} ({span})" if span else f"{name} {points(mean)}"


def _titles(low: float, high: float, cut: float) -> Iterator[tuple[Quadrant, str]]:
    """The quadrants' names, in two lines where one is too wide, and none where there is no room at all."""
    share = (cut - low) / (high - low)
    for quadrant, title in QUADRANTS.items():
        room = NARROW * (1 - share if CORNERS[quadrant][0] else share) - 8
        words = capital(str(title))
        for form in (words, "\n".join(textwrap.wrap(words, len(words) // 2 + 3))):
            if BOLD * max(len(line) for line in form.split("\n")) <= room:
                yield quadrant, form
                break


@dataclass(frozen=True)
class Placement:
    """The plot as it is drawn on a phone, in pixels from its top left."""

    low: float
    high: float

    def pixels(self, performance: float, importance: float) -> tuple[float, float]:
        scale = NARROW / (self.high - self.low)
        return (performance - self.low) * scale, (self.high - importance) * scale

    def title(self, quadrant: Quadrant, words: str) -> Text:
        right, below = CORNERS[quadrant]
        lines = words.count("\n")
        return Text(
            self.high if right else self.low,
            self.low if below else self.high,
            words,
            right=-6 if right else 6,
            down=-(12 + 7 * lines) if below else 12 + 7 * lines,
            anchor="end" if right else "start",
            bold=True,
            halo=True,
        )

    def box(self, quadrant: Quadrant, words: str) -> Box:
        right, below = CORNERS[quadrant]
        lines = words.split("\n")
        wide, high = BOLD * max(map(len, lines)) / 2, 8.0 * len(lines)
        return Box(NARROW - 6 - wide if right else 6 + wide, NARROW - 5 - high if below else 5 + high, wide, high)

    def numbers(self, spots: Spots, places: Mapping[str, int], titles: Mapping[Quadrant, str]) -> Iterator[Text]:
        words = [", ".join(str(places[each.criterion]) for each in standing) for standing in spots.values()]
        moves = placed(
            [self.pixels(*spot) for spot in spots],
            words,
            width=NARROW,
            height=NARROW,
            taken=[self.box(quadrant, title) for quadrant, title in titles.items()],
        )
        for spot, word, (right, down) in zip(spots, words, moves, strict=True):
            far = abs(right) > 10 + LETTER * len(word) / 2 or abs(down) > 18
            yield Text(*spot, word, right, down, ink=Ink.TEXT, leader=far, halo=True)


def _rule(results: Results, low: float, high: float) -> Text:
    summary = results.summary
    words = _("Cut lines: %(rule)s\nimportance %(importance)s, performance %(performance)s") % {
        "rule": RULES[summary.rule],
        "importance": points(summary.importance_cut),
        "performance": points(summary.performance_cut),
    }
    return Text(low, high, words, down=-22, anchor="start")


def _note(results: Results, low: float, high: float) -> str:
    notes = []
    if results.uncertain_count == len(results.judged):
        notes.append(_("Every point is hollow: no quadrant can be told apart."))
    if cut_off := _part(results.scale, low, high):
        notes.append(cut_off)
    notes.append(_("On the dashed line performance equals importance; above it, customers get less than they ask for."))
    return " ".join(notes)


def _part(scale: Scale, low: float, high: float) -> str:
    """How much of the scale is shown, unless all of it is."""
    ends = {"low": scale.low, "high": scale.high}
    if high < scale.high:
        return _("Both axes show only a part of the scale from %(low)s to %(high)s.") % ends
    if low > scale.low:
        return _("Both axes show only the upper part of the scale from %(low)s to %(high)s.") % ends
    return ""


def _alt(results: Results, names: Names) -> str:
    judged = len(results.judged)
    start = ngettext(
        "%(count)s criterion by mean performance (across) and mean importance (up), cut by %(rule)s.",
        "%(count)s criteria by mean performance (across) and mean importance (up), cut by %(rule)s.",
        judged,
    ) % {"count": judged, "rule": RULES[results.summary.rule]}
    groups = (
        f"{group.quadrant}: {listed([name for _number, name, _uncertain in group.entries])}."
        for group in grid_key(results, names)
    )
    unsure = ngettext("%(count)s point is uncertain.", "%(count)s points are uncertain.", results.uncertain_count) % {
        "count": results.uncertain_count
    }
    return " ".join((start, *groups, unsure))
