"""A chart as the figure plotly.js draws. Colours are CSS variables: static/chart.js puts in those of the theme.

The figure is written as plain values: plotly's own Python classes check each one again at every request, which costs
more than all the rest of a page. The tests let them check every chart we have.
"""

from typing import Any

from django.utils.html import escape

from kamplan.charts.description import Axis, Chart, Ink, Line, Series, Text

ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def figure(chart: Chart) -> dict[str, Any]:
    """{"data": [...], "layout": {...}}"""
    return {"data": [_trace(series) for series in chart.series], "layout": _layout(chart)}


def colour(ink: Ink, *, faint: bool = False) -> str:
    return f"var(--chart-{ink}{'-faint' if faint else ''})"


def words(text: str) -> str:
    """Plotly reads a little HTML in its texts; what users wrote must not become any."""
    return escape(text).replace("\n", "<br>").replace("&#x27;", "'").replace("&quot;", '"')


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
    return trace | _details(series)


def _details(series: Series) -> dict[str, Any]:
    marks, ink = series.marks, colour(series.ink)
    fill = [colour(Ink.SURFACE) if mark.hollow else ink for mark in marks]
    details: dict[str, Any] = {
        "hovertext": [words(mark.hint) for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": series.shape.value,
            "size": [mark.size or series.size for mark in marks],
            "color": fill,
            "opacity": 1,
            "line": {"color": ink, "width": 1.75},
        },
    }
    for name, place, spans in (
        ("error_x", "x", [mark.across for mark in marks]),
        ("error_y", "y", [mark.along for mark in marks]),
    ):
        if any(spans):
            centres = [getattr(mark, place) for mark in marks]
            details[name] = {
                "type": "data",
                "symmetric": False,
                "array": [_short(span[1] - at) if span else 0 for span, at in zip(spans, centres, strict=True)],
                "arrayminus": [_short(at - span[0]) if span else 0 for span, at in zip(spans, centres, strict=True)],
                "color": colour(series.ink, faint=True),
                "thickness": series.whiskers,
                "width": 0,
            }
    return details


def _layout(chart: Chart) -> dict[str, Any]:
    margins = chart.margins
    return {
        "height": chart.height,
        "margin": {"l": margins.left, "r": margins.right, "t": margins.top, "b": margins.bottom, "pad": 6},
        "xaxis": _axis(chart.x),
        "yaxis": _axis(chart.y),
        "shapes": [_line(line) for line in chart.lines],
        "annotations": [_annotation(text) for text in chart.texts],
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": colour(Ink.SURFACE), "bordercolor": colour(Ink.QUIET), "align": "left"},
        "dragmode": False,
        "font": {"size": 12, "color": colour(Ink.TEXT)},
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
        "automargin": False,
    }


def _line(line: Line) -> dict[str, Any]:
    (x0, y0), (x1, y1) = line.start, line.end
    stroke = {"color": colour(line.ink), "width": line.width, "dash": "4px,4px" if line.dashed else "solid"}
    ends = {"x0": _short(x0), "y0": _short(y0), "x1": _short(x1), "y1": _short(y1)}
    return {"type": "line", "layer": "below", **ends, "line": stroke}


def _annotation(text: Text) -> dict[str, Any]:
    font = {"size": text.size, "color": colour(text.ink), "weight": 600 if text.bold else 400}
    label = words(text.words)
    place = {"x": _short(text.x), "y": _short(text.y), "text": label, "font": font, "align": ANCHORS[text.anchor]}
    if text.halo:
        place |= {"bgcolor": colour(Ink.SURFACE), "borderpad": 1}
    if text.leader:
        arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 0.75, "arrowcolor": colour(Ink.QUIET), "standoff": 6}
        return place | arrow | {"ax": text.right, "ay": text.down}
    shift = {"showarrow": False, "xshift": text.right, "yshift": -text.down, "xanchor": ANCHORS[text.anchor]}
    return place | shift | {"yanchor": "middle"}


def _short(value: float) -> float:
    """Four decimals place a point to a hundredth of a pixel."""
    return round(value, 4)
