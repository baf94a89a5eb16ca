"""One description of a chart: what plotly gets of it, and what is drawn without plotly."""

import json
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import pytest
from django.utils import translation
from plotly import graph_objects

from kamplan.browser_libraries import plotly_styles
from kamplan.charts import Axis, Chart, Ink, Line, Mark, Series, Shape, Text, drawing, figure, picture
from kamplan.charts.labels import HEIGHT, LETTER, Box, placed

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def chart():
    ticks = tuple((at, str(at)) for at in range(1, 11))
    return Chart(
        key="sample",
        title="Title <b>",
        alt='Alternative "text"',
        note="A note & more.",
        x=Axis(1, 10, ticks, "Across"),
        y=Axis(1, 10, ticks, "Up"),
        series=(
            Series(
                "First", Ink.BLUE, Shape.CIRCLE, (Mark(2, 3, "<i>hint</i>", across=(1, 4), along=(2, 9.5)), Mark(4, 5))
            ),
            Series("Second", Ink.ORANGE, Shape.DIAMOND, (Mark(5, 5, hollow=True), Mark(6, 6, size=4))),
            Series("Third", Ink.GREY, Shape.SQUARE, (Mark(7, 7),)),
            Series("Dots", Ink.GREY, Shape.CIRCLE, (Mark(8, 8), Mark(8.2, 8)), plain=True),
        ),
        lines=(Line((1, 1), (10, 10), dashed=True), Line((1, 5), (10, 5), Ink.TEXT, 2)),
        texts=(Text(2, 3, "one\ntwo", halo=True), Text(4, 5, "far", 30, -20, leader=True, bold=True)),
    )


def checked(chart):
    """The figure with plain colours, as plotly's own classes accept it; they raise on what they do not know."""
    text = json.dumps(figure(chart))
    for ink in Ink:
        text = text.replace(f"var(--chart-{ink})", "#123456").replace(f"var(--chart-{ink}-faint)", "#123456")
    assert "var(" not in text
    return graph_objects.Figure(json.loads(text))


def test_plotly_accepts_the_figure(chart):
    made = checked(chart)
    assert [trace.name for trace in made.data] == [None, None, "First", "Second", "Third", "Dots"]
    assert made.data[2].error_x.array == (2, 0)
    assert made.data[2].error_x.arrayminus == (1, 0)
    assert made.data[2].error_y.array == (6.5, 0)
    assert list(made.layout.xaxis.range) == [1, 10]


def test_what_users_wrote_does_not_become_markup(chart):
    texts = json.dumps(figure(chart)) + drawing(chart)
    assert "<i>" not in texts
    assert "<b>" not in texts
    assert "</script>" not in picture(chart).script.replace("</script>", "", 1)


def test_the_figure_takes_the_decimal_sign_of_the_language(chart):
    with translation.override("nb"):
        assert figure(chart)["layout"]["separators"] == ",\u00a0"
    with translation.override("en"):
        assert figure(chart)["layout"]["separators"] == ".,"


def test_the_drawing_stands_alone(chart):
    root = ElementTree.fromstring(drawing(chart))
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Alternative "text"'
    assert {"Title <b>", "A note & more.", "First", "Second", "Third", "Across", "Up", "one", "two", "far"} <= set(
        texts
    )
    assert next(title.text for title in root.iter(f"{SVG}title")) == "<i>hint</i> (First)"
    assert not list(root.iter(f"{SVG}style"))
    assert "var(" not in drawing(chart)


def test_a_value_lies_where_its_axis_says(chart):
    root = ElementTree.fromstring(drawing(chart))
    line = next(path for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "2")
    left, right = line.get("d")[1:].split("L")
    assert float(left.split()[0]) == chart.margins.left
    assert float(right.split()[0]) == 720 - chart.margins.right
    assert left.split()[1] == right.split()[1]


def test_a_picture_carries_its_legend_and_alternative_text(chart):
    made = picture(chart)
    assert [name for _symbol, name in made.legend] == ["First", "Second", "Third", "Dots"]
    assert 'id="sample-figure" type="application/json"' in made.script
    assert made.chart.alt == 'Alternative "text"'


def test_labels_of_crowded_points_do_not_hide_each_other():
    points = [(140 + 13 * column, 60 + 13 * row) for column in range(4) for row in range(3)]
    words = [str(number) for number in range(1, 13)]
    taken = [Box(40, 10, 40, 8)]
    moves = placed(points, words, width=290, height=290, taken=taken)
    boxes = [
        Box(x + right, y + down, LETTER * len(word) / 2, HEIGHT / 2 - 1)
        for (x, y), (right, down), word in zip(points, moves, words, strict=True)
    ]
    assert all(first.overlap(second) < 4 for first, second in combinations([*boxes, *taken], 2))
    assert all(box.outside(290, 290) == 0 for box in boxes)


def test_plotlys_style_rules_are_taken_out_of_its_bundle():
    bundle = """a={"X,X div":'font:"A";',"X .main-svg":"position:absolute;","Y .close":"color:#fff;"};for(b in a)"""
    assert plotly_styles(bundle) == (
        ".plotly-notifier .close {color:#fff;}\n"
        ".js-plotly-plot .plotly .main-svg {position:absolute;}\n"
        '.js-plotly-plot .plotly,.js-plotly-plot .plotly div {font:"A";}\n'
    )
