"""A chart as a figure of plotly's Python library, which checks every value; in the page plotly.js draws it."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.translation import get_language

from kamplan.charts.description import Axis, Chart, Ink, Line, Mark, Series, Text
from kamplan.charts.look import CLEAR, colour, look

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def figure(chart: Chart) -> "Figure":
    """Plotly raises ValueError on what it could not draw. Plain lists stay lists in its JSON; arrays would not."""
    from plotly.graph_objects import Figure

    return Figure(data=[*_lines(chart), *(_trace(series) for series in chart.series)], layout=_layout(chart))


def words(text: str) -> str:
    """Plotly reads a little HTML in its texts; what users wrote must not become any. Its <br> the page puts in."""
    return escape(text).replace("&#x27;", "'").replace("&quot;", '"')


def _lines(chart: Chart) -> Iterator[dict[str, Any]]:
    """Lines of one look make one trace, with a gap after each; what comes first lies below."""
    for (ink, width, dashed), lines in groupby(chart.lines, key=lambda line: (line.ink, line.width, line.dashed)):
        ends = list(lines)
        style = {"color": colour(ink), "width": width} | ({"dash": "4px,4px"} if dashed else {})
        places = {"x": _with_gaps(ends, 0), "y": _with_gaps(ends, 1)}
        yield {"type": "scatter", "mode": "lines", **places, "line": style, "hoverinfo": "skip"}


def _with_gaps(lines: list[Line], place: int) -> list[float | None]:
    ends = [value for line in lines for value in (_short(line.start[place]), _short(line.end[place]), None)]
    return ends[:-1]


def _trace(series: Series) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "scatter",
        "name": words(series.name),
        "x": [_short(mark.x) for mark in series.marks],
        "y": [_short(mark.y) for mark in series.marks],
        "marker": {"symbol": series.shape.value, "color": colour(series.ink), **_size(series)},
    }
    if series.plain:
        trace["marker"]["line"] = {"width": 0}
        return trace | {"hoverinfo": "skip"}
    trace["marker"] |= _outline(series)
    if series.heaviest and not any(mark.hint for mark in series.marks):
        return trace | {"hovertemplate": "%{marker.size:,}"}
    if any(mark.address for mark in series.marks):
        trace["customdata"] = [mark.address for mark in series.marks]
    return trace | {"hovertext": [words(mark.hint) for mark in series.marks]} | _whiskers(series)


def _size(series: Series) -> dict[str, Any]:
    """One for all; or areas in proportion to what the marks count, the largest `size` pixels across."""
    if not series.heaviest:
        return {"size": series.size}
    scale = {"sizemode": "area", "sizeref": 2 * series.heaviest / series.size**2, "sizemin": series.least / 2}
    return {"size": [mark.count for mark in series.marks], **scale}


def _outline(series: Series) -> dict[str, Any]:
    inside, ink = CLEAR if series.faint else colour(Ink.SURFACE), colour(series.ink)
    outline = {"line": {"color": ink}}
    if series.hollow:
        return outline | {"color": inside}
    filled = colour(series.ink, faint=series.faint)
    if any(mark.hollow for mark in series.marks):
        return outline | {"color": [inside if mark.hollow else filled for mark in series.marks]}
    return outline | ({"color": filled} if series.faint else {})


def _whiskers(series: Series) -> dict[str, Any]:
    """The intervals, as distances from the mark to either side."""
    style = {"color": colour(series.ink, faint=True), "thickness": series.whiskers}
    found = {}
    for name, place, span in (("error_x", "x", "across"), ("error_y", "y", "along")):
        reaches = [_reach(mark, place, span) for mark in series.marks]
        above, below = [above for above, _ in reaches], [below for _, below in reaches]
        if any(above) or any(below):
            found[name] = {"array": above, **({} if above == below else {"arrayminus": below}), **style}
    return found


def _reach(mark: Mark, place: str, span: str) -> tuple[float, float]:
    at, ends = getattr(mark, place), getattr(mark, span)
    return (_short(ends[1] - at), _short(at - ends[0])) if ends else (0, 0)


def _layout(chart: Chart) -> dict[str, Any]:
    margins = chart.margins
    return {
        "template": look(),
        "height": chart.height,
        "margin": {"l": margins.left, "r": margins.right, "t": margins.top, "b": margins.bottom},
        "xaxis": _axis(chart.x),
        "yaxis": _axis(chart.y),
        "annotations": [_annotation(text) for text in chart.texts],
        "separators": ",\u00a0" if get_language() == "nb" else ".,",
    }


def _axis(axis: Axis) -> dict[str, Any]:
    ticks = {"tickvals": [at for at, _ in axis.ticks], "ticktext": [words(label) for _, label in axis.ticks]}
    title = {"title": {"text": words(axis.title)}} if axis.title else {}
    rows = {"showgrid": False, "minor": {"tickvals": axis.grid, "showgrid": True}} if axis.rows else {}
    return {"range": [axis.low, axis.high], **ticks, **title, **rows}


def _annotation(text: Text) -> dict[str, Any]:
    """What differs from the template's quiet words."""
    note: dict[str, Any] = {"x": _short(text.x), "y": _short(text.y), "text": words(text.words)}
    font = ({"color": colour(text.ink)} if text.ink is not Ink.QUIET else {}) | ({"weight": 600} if text.bold else {})
    if font:
        note["font"] = font
    if text.halo:
        note["bgcolor"] = colour(Ink.SURFACE)
    if text.leader:
        return note | {"showarrow": True, "ax": text.right, "ay": text.down}
    side, moved = ANCHORS[text.anchor], {"xshift": _short(text.right), "yshift": _short(-text.down)}
    note |= {name: pixels for name, pixels in moved.items() if pixels}
    return note | ({"xanchor": side, "align": side} if side != "center" else {})


def _short(value: float) -> float:
    """Three decimals place a point to a fifth of a pixel; a whole number needs none."""
    short = round(value, 3)
    return int(short) if short == int(short) else short
