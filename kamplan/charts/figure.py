"""A chart as the figure plotly.js draws. Colours are CSS variables: static/charts.js puts in those of the theme.

The figure is written as plain values: plotly's own Python classes check each one again at every request, which costs
more than all the rest of a page. The tests let them check every kind of chart we have.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language

from kamplan.charts.description import Axis, Chart, Ink, Line, Mark, Series, Text

ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def figure(chart: Chart) -> dict[str, Any]:
    """{"data": [...], "layout": {...}}"""
    return {"data": [*_lines(chart), *(_trace(series) for series in chart.series)], "layout": _layout(chart)}


def colour(ink: Ink, *, faint: bool = False) -> str:
    return f"var(--chart-{ink}{'-faint' if faint else ''})"


def words(text: str) -> str:
    """Plotly reads a little HTML in its texts; what users wrote must not become any. Its <br> the page puts in."""
    return escape(text).replace("&#x27;", "'").replace("&quot;", '"')


def _lines(chart: Chart) -> Iterator[dict[str, Any]]:
    """Lines of one look make one trace, with a gap after each; what comes first lies below."""
    for (ink, width, dashed), lines in groupby(chart.lines, key=lambda line: (line.ink, line.width, line.dashed)):
        ends = list(lines)
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": _with_gaps(ends, 0),
            "y": _with_gaps(ends, 1),
            "line": {"color": colour(ink), "width": width, "dash": "4px,4px" if dashed else "solid"},
            "hoverinfo": "skip",
        }


def _with_gaps(lines: list[Line], place: int) -> list[float | None]:
    ends = [value for line in lines for value in (_short(line.start[place]), _short(line.end[place]), None)]
    return ends[:-1]


def _trace(series: Series) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "name": words(series.name),
        "x": [_short(mark.x) for mark in series.marks],
        "y": [_short(mark.y) for mark in series.marks],
        "cliponaxis": False,
        "marker": {"symbol": series.shape.value, "size": series.size, "color": colour(series.ink)},
    }
    if series.plain:
        return trace | {"hoverinfo": "skip"}
    ink, sizes = colour(series.ink), [mark.size or series.size for mark in series.marks]
    trace["marker"] |= {
        "size": sizes if len(set(sizes)) > 1 else sizes[0],
        "color": [colour(Ink.SURFACE) if mark.hollow else ink for mark in series.marks] if series.has_hollow else ink,
        "line": {"color": ink, "width": 1.75},
        "opacity": 1,
    }
    hints = [words(mark.hint) for mark in series.marks]
    template = f"%{{hovertext}}<extra>{words(series.name)}</extra>"
    return trace | {"hovertext": hints, "hovertemplate": template} | _whiskers(series)


def _whiskers(series: Series) -> dict[str, Any]:
    """The intervals, as distances from the mark to either side."""
    look = {"color": colour(series.ink, faint=True), "thickness": series.whiskers, "width": 0}
    found = {}
    for name, place, span in (("error_x", "x", "across"), ("error_y", "y", "along")):
        reaches = [_reach(mark, place, span) for mark in series.marks]
        if any(above or below for above, below in reaches):
            array = {"array": [above for above, _ in reaches], "arrayminus": [below for _, below in reaches]}
            found[name] = {"type": "data", "symmetric": False, **array, **look}
    return found


def _reach(mark: Mark, place: str, span: str) -> tuple[float, float]:
    at, ends = getattr(mark, place), getattr(mark, span)
    return (_short(ends[1] - at), _short(at - ends[0])) if ends else (0, 0)


def _layout(chart: Chart) -> dict[str, Any]:
    margins = chart.margins
    plain = {"showarrow": False, "font": {"size": 12, "color": colour(Ink.QUIET), "weight": 400}}
    return {
        "height": chart.height,
        "margin": {"l": margins.left, "r": margins.right, "t": margins.top, "b": margins.bottom, "pad": 6},
        "xaxis": _axis(chart.x),
        "yaxis": _axis(chart.y),
        "annotations": [_annotation(text) for text in chart.texts],
        "template": {"layout": {"annotationdefaults": plain}},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": colour(Ink.SURFACE), "bordercolor": colour(Ink.QUIET), "align": "left"},
        "dragmode": False,
        "font": {"size": 12, "color": colour(Ink.TEXT)},
        "separators": ",\u00a0" if get_language() == "nb" else ".,",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }


def _axis(axis: Axis) -> dict[str, Any]:
    title = {"title": {"text": words(axis.title), "standoff": 12, "font": {"size": 12, "color": colour(Ink.QUIET)}}}
    return (title if axis.title else {}) | {
        "range": [axis.low, axis.high],
        "tickvals": [at for at, _ in axis.ticks],
        "ticktext": [words(label) for _, label in axis.ticks],
        "showgrid": axis.grid,
        "gridcolor": colour(Ink.LINE),
        "zeroline": False,
        "fixedrange": True,
    }


def _annotation(text: Text) -> dict[str, Any]:
    """What differs from the template's plain words."""
    note: dict[str, Any] = {"x": _short(text.x), "y": _short(text.y), "text": words(text.words)}
    font = ({"color": colour(text.ink)} if text.ink is not Ink.QUIET else {}) | ({"weight": 600} if text.bold else {})
    if font:
        note["font"] = font
    if text.halo:
        note |= {"bgcolor": colour(Ink.SURFACE), "borderpad": 1}
    if text.leader:
        arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 0.75, "arrowcolor": colour(Ink.QUIET), "standoff": 6}
        return note | arrow | {"ax": text.right, "ay": text.down}
    note |= {"xanchor": ANCHORS[text.anchor], "yanchor": "middle", "xshift": text.right, "yshift": -text.down}
    return note | ({"align": ANCHORS[text.anchor]} if "\n" in text.words else {})


def _short(value: float) -> float:
    """Four decimals place a point to a hundredth of a pixel."""
    return round(value, 4)
