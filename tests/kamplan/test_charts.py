"""One description of a chart: what plotly gets of it, and what is drawn without plotly."""

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from django.utils import translation

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
            Series("Second", Ink.ORANGE, Shape.DIAMOND, (Mark(5, 5, hollow=True), Mark(6, 6, across=(5.5, 6.5)))),
            Series("Third", Ink.GREY, Shape.SQUARE, (Mark(7, 7, count=1), Mark(8, 7, count=4000)), size=20),
            Series("Dots", Ink.GREY, Shape.CIRCLE, (Mark(8, 8), Mark(8.2, 8)), plain=True),
        ),
        lines=(Line((1, 1), (10, 10), dashed=True), Line((1, 5), (10, 5), Ink.TEXT, 2)),
        texts=(Text(2, 3, "one\ntwo", halo=True), Text(4, 5, "far", 30, -20, leader=True, bold=True)),
    )


def sent(chart):
    """The figure as the page gets it."""
    return json.loads(picture(chart).script.partition(">")[2].rpartition("<")[0])


def test_plotly_makes_the_figure(chart):
    made = figure(chart)
    assert [trace.name for trace in made.data] == [None, None, "First", "Second", "Third", "Dots"]
    assert made.data[2].error_x.array == (2, 0)
    assert made.data[2].error_x.arrayminus == (1, 0)
    assert made.data[2].error_y.array == (6.5, 0)
    assert made.data[3].error_x.array == (0, 0.5)
    assert made.data[3].error_x.arrayminus is None  # as far to both sides
    assert list(made.layout.xaxis.range) == [1, 10]


def test_plotly_refuses_what_it_cannot_draw(chart):
    with pytest.raises(ValueError, match="height"):
        figure(replace(chart, height=-1))


def test_the_page_gets_plain_lists_and_the_same_ones_each_time(chart):
    assert sent(chart)["data"][2]["x"] == [2, 4]
    assert "bdata" not in picture(chart).script
    assert picture(chart).script == picture(chart).script


def test_every_colour_of_a_figure_is_known_to_both_themes(chart):
    used = set(re.findall(r"var\((--[\w-]+)\)", picture(chart).script))
    light, dark = (set(re.findall(r"(--[\w-]+):", part)) for part in themes())
    assert len(used) > 6
    assert used <= light == dark
    assert "#" not in picture(chart).script


def themes():
    """The style rules of the light theme and of the dark."""
    light, dark = Path("static/charts.css").read_text().split('[data-bs-theme="dark"]')
    return light, dark.partition("}")[0]


def test_a_figure_carries_our_look_and_nothing_of_plotlys_own(chart):
    template = sent(chart)["layout"]["template"]
    assert list(template["data"]) == ["scatter"]
    assert "colorway" not in template["layout"]
    assert template["layout"]["paper_bgcolor"] == template["layout"]["plot_bgcolor"] == "rgba(0,0,0,0)"


def test_what_is_faint_lets_others_shine_through_and_says_its_hint(chart):
    marks = (Mark(7, 7, "Large", count=4000, address="/there/"), Mark(8, 7, "Small", hollow=True, count=0))
    bubbles = replace(chart, series=(Series("Sizes", Ink.BLUE, Shape.CIRCLE, marks, size=40, faint=True, least=9),))
    trace = figure(bubbles).to_plotly_json()["data"][-1]
    assert (list(trace["hovertext"]), trace["customdata"][0]) == (["Large", "Small"], "/there/")
    assert (trace["marker"]["sizemin"], list(trace["marker"]["color"])) == (
        4.5,
        ["var(--chart-blue-faint)", "rgba(0,0,0,0)"],
    )
    drawn = drawing(bubbles)
    assert 'fill-opacity=".3"' in drawn
    assert 'fill="none"' in drawn
    assert "<title>Small (Sizes)</title>" in drawn
    assert [bubbles.series[0].across(mark) for mark in marks] == [40, 9]


def test_what_counts_is_as_large_as_its_count_in_both_pictures(chart):
    series = chart.series[2]
    marker = sent(chart)["data"][4]["marker"]
    assert marker["size"] == [1, 4000]
    assert [series.across(mark) for mark in series.marks] == [2 * marker["sizemin"], 20]
    assert 2 * (4000 / marker["sizeref"] / 2) ** 0.5 == 20  # plotly's documented relation of size and sizeref
    assert "<title>4,000 (Third)</title>" in drawing(chart)


def test_rows_have_their_lines_before_them(chart):
    rows = replace(chart, y=replace(chart.y, rows=True))
    assert sent(rows)["layout"]["yaxis"]["minor"]["tickvals"] == [at - 0.5 for at in range(1, 11)]
    assert "minor" not in sent(chart)["layout"]["yaxis"]


def test_what_users_wrote_does_not_become_markup(chart):
    texts = json.dumps(sent(chart)) + drawing(chart)
    assert "<i>" not in texts
    assert "<b>" not in texts
    assert "</script>" not in picture(chart).script.replace("</script>", "", 1)


def test_the_figure_takes_the_decimal_sign_of_the_language(chart):
    with translation.override("nb"):
        assert figure(chart).layout.separators == ",\u00a0"
    with translation.override("en"):
        assert figure(chart).layout.separators == ".,"


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
