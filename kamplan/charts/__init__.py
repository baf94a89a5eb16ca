"""Charts: one description of a picture, drawn by plotly in the page and as plain SVG where no script runs."""

from kamplan.charts.description import Axis, Chart, Ink, Line, Mark, Series, Shape, Text
from kamplan.charts.drawing import PAGE, PAPER, drawing
from kamplan.charts.figure import figure
from kamplan.charts.picture import Picture, picture

__all__ = [
    "PAGE",
    "PAPER",
    "Axis",
    "Chart",
    "Ink",
    "Line",
    "Mark",
    "Picture",
    "Series",
    "Shape",
    "Text",
    "drawing",
    "figure",
    "picture",
]
