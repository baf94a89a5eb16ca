"""All criteria, one below the other: what customers find important, what they get, and what sellers believe."""

from collections.abc import Iterator, Sequence
from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.charts.names import in_lines
from kamplan.formats import number
from surveys.charts.ticks import ticks
from surveys.charts.words import Names, interval, points, too_few, whisker
from surveys.domain.results import CriterionResult, Extra, Results
from surveys.domain.scale import Scale

LANE = 16  # pixels
LETTER = 6.7
QUESTIONS = ("importance", "performance", "seller_importance")
BELIEF = "seller_performance"

Lanes = dict[str, float]  # where in its row each question stands


def lanes(results: Results) -> Lanes:
    """The sellers' belief takes a fourth place only where it was asked for."""
    questions = (*QUESTIONS, BELIEF) if Extra.BELIEF in results.asked else QUESTIONS
    return {question: (place + 1) / (len(questions) + 1) - 0.5 for place, question in enumerate(questions)}


def profile_chart(results: Results, criteria: Sequence[CriterionResult], names: Names) -> Chart | None:
    """The study's figure 13 as dumbbells with 95 % intervals, in the order of `criteria`; None without any."""
    if not criteria:
        return None
    scale, places = results.scale, lanes(results)
    low = _start(criteria, places, scale)
    labels = [in_lines(names[result.criterion]) for result in criteria]
    longest = max((len(line) for label in labels for line in label.split("\n")), default=0)
    return Chart(
        key="profile",
        title=_("Importance and performance of every criterion"),
        alt=_alt(results, criteria, names),
        note=""
        if low == scale.low
        else _("The axis starts at %(low)s, not at %(end)s, where the scale starts.") % {"low": low, "end": scale.low},
        x=Axis(low - 0.1, scale.high + 0.1, ticks(low, scale.high, scale)),
        y=Axis(len(labels) - 0.5, -0.5, tuple(enumerate(labels)), rows=True),
        series=tuple(_series(criteria, places, names)),
        lines=tuple(_lines(criteria, places)),
        texts=(*_gaps(criteria, scale), *_withheld(results, criteria, low)),
        height=LANE * len(places) * len(labels) + 56,
        margins=Margins(left=round(LETTER * longest) + 18, right=52, top=24, bottom=32),
    )


def _start(criteria: Sequence[CriterionResult], places: Lanes, scale: Scale) -> int:
    """The whole score just below everything that is drawn; a little of the scale always shows."""
    drawn = [float(scale.high - 2)]
    for result in criteria:
        for column in places:
            drawn += [value for value in (_mean(result, column), _low(result, column)) if value is not None]
    return max(scale.low, floor(min(drawn)))


def _mean(result: CriterionResult, column: str) -> float | None:
    value: float | None = getattr(result, f"{column}_mean")
    return value


def _low(result: CriterionResult, column: str) -> float | None:
    value: float | None = getattr(result, f"{column}_ci_low")
    return value


def _series(criteria: Sequence[CriterionResult], places: Lanes, names: Names) -> Iterator[Series]:
    kinds = {
        "importance": (_("Customers: importance"), Ink.BLUE, Shape.CIRCLE),
        "performance": (_("Customers: performance"), Ink.ORANGE, Shape.DIAMOND),
        "seller_importance": (_("Sellers: importance"), Ink.GREY, Shape.SQUARE),
        BELIEF: (_("Sellers: what customers think of us"), Ink.ORANGE, Shape.SQUARE),
    }
    for column in places:
        name, ink, shape = kinds[column]
        marks = tuple(
            _mark(row + places[column], result, column, names[result.criterion])
            for row, result in enumerate(criteria)
            if _mean(result, column) is not None
        )
        if marks:
            yield Series(name, ink, shape, marks)


def _mark(at: float, result: CriterionResult, column: str, name: str) -> Mark:
    low, high = _low(result, column), getattr(result, f"{column}_ci_high")
    mean = _mean(result, column) or 0.0
    n = {"seller_importance": result.seller_n, BELIEF: result.seller_performance_n}.get(column, result.n)
    span = interval(low, high)
    hint = f"{name}\n{points(mean)} (n = {number(n)})"
    if span:
        hint += "\n" + _("95 %%: %(span)s") % {"span": span}
    elif column in result.all_same:
        hint += "\n" + _("all answered the same")
    return Mark(mean, at, hint, column == BELIEF, across=whisker(low, high))


def _lines(criteria: Sequence[CriterionResult], places: Lanes) -> Iterator[Line]:
    """From each importance to its performance."""
    for row, result in enumerate(criteria):
        if result.importance_mean is not None and result.performance_mean is not None:
            start = result.importance_mean, row + places["importance"]
            yield Line(start, (result.performance_mean, row + places["performance"]), Ink.QUIET, 1.5)


def _gaps(criteria: Sequence[CriterionResult], scale: Scale) -> Iterator[Text]:
    edge = scale.high + 0.1
    yield Text(edge, -0.5, _("Gap"), right=46, down=-10, anchor="end")
    for row, result in enumerate(criteria):
        gap = points(result.gap_mean, sign=True)
        yield Text(edge, row, gap, right=46, anchor="end", ink=Ink.TEXT, bold=(result.gap_mean or 0) < 0)


def _withheld(results: Results, criteria: Sequence[CriterionResult], low: float) -> Iterator[Text]:
    """In the row of a criterion of which nothing may be shown, why it is empty."""
    for row, result in enumerate(criteria):
        if result.withheld:
            yield Text((low + results.scale.high) / 2, row, too_few(results.threshold or 0))


def _alt(results: Results, criteria: Sequence[CriterionResult], names: Names) -> str:
    judged = [result for result in criteria if result.gap_mean is not None]
    start = ngettext(
        "%(count)s criterion with its mean importance and performance for customers and importance for sellers.",
        "%(count)s criteria with their mean importance and performance for customers and importance for sellers.",
        len(criteria),
    ) % {"count": len(criteria)}
    if not judged:
        return start
    lowest = min(judged, key=lambda result: result.gap_mean or 0.0)
    highest = max(judged, key=lambda result: result.gap_mean or 0.0)
    gaps = _("The gaps run from %(low)s (%(lowest)s) to %(high)s (%(highest)s). The table has every number.") % {
        "low": points(lowest.gap_mean, sign=True),
        "lowest": names[lowest.criterion],
        "high": points(highest.gap_mean, sign=True),
        "highest": names[highest.criterion],
    }
    return f"{start} {gaps}"
