"""Charts: one description of a picture, made a figure of plotly for the page and an SVG for everywhere else."""

from kamplan.charts.description import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.charts.drawing import drawing, nothing
from kamplan.charts.figure import figure
from kamplan.charts.picture import Picture, kept_picture, picture

__all__ = [
    "Axis",
    "Chart",
    "Ink",
    "Line",
    "Margins",
    "Mark",
    "Picture",
    "Series",
    "Shape",
    "Text",
    "drawing",
    "figure",
    "kept_picture",
    "nothing",
    "picture",
]
