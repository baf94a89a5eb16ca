"""What every chart of ours looks like in the page, as a template of plotly: a figure then says only what is its own."""

from functools import cache
from typing import TYPE_CHECKING

from kamplan.charts.description import Ink

if TYPE_CHECKING:
    from plotly.graph_objects.layout import Template

CLEAR = "rgba(0,0,0,0)"


def colour(ink: Ink, *, faint: bool = False) -> str:
    """A CSS variable, which plotly knows as the colour of a theme; static/charts.js puts in the shade."""
    return f"var(--chart-{ink}{'-faint' if faint else ''})"


@cache
def look() -> "Template":
    """Made once in a process. With a template of its own a figure carries none of plotly's 7 kB."""
    from plotly.graph_objects import layout

    quiet = {"size": 12, "color": colour(Ink.QUIET), "weight": 400}
    grid = {"gridcolor": colour(Ink.LINE)}
    axis = {**grid, "minor": grid, "zeroline": False, "fixedrange": True, "title": {"standoff": 12, "font": quiet}}
    mark, whisker = {"opacity": 1, "line": {"width": 1.75}}, {"width": 0}
    scatter = {"mode": "markers", "marker": mark, "cliponaxis": False, "error_x": whisker, "error_y": whisker}
    leader = {"arrowhead": 0, "arrowwidth": 0.75, "arrowcolor": colour(Ink.QUIET), "standoff": 6}
    note = {"font": quiet, "showarrow": False, "xanchor": "center", "yanchor": "middle", **leader}
    return layout.Template(
        data={"scatter": [{**scatter, "hoverinfo": "text+name"}]},
        layout={
            "font": {"size": 12, "color": colour(Ink.TEXT)},
            "margin": {"pad": 6},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "xaxis": axis,
            "yaxis": axis,
            "annotationdefaults": note,
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": colour(Ink.SURFACE),
                "bordercolor": colour(Ink.QUIET),
                "align": "left",
                "namelength": -1,
            },
        },
    )
