"""A chart ready for a page: what plotly needs to draw it, and the legend beside it."""

import json
from dataclasses import dataclass

from django.utils.html import json_script
from django.utils.safestring import SafeString

from kamplan.charts.description import Chart
from kamplan.charts.drawing import symbol
from kamplan.charts.figure import figure


@dataclass(frozen=True, slots=True)
class Picture:
    """What templates/parts/_chart.html shows."""

    chart: Chart
    script: SafeString
    legend: tuple[tuple[SafeString, str], ...]


def picture(chart: Chart) -> Picture:
    legend = tuple((symbol(series), series.name) for series in chart.series)
    return Picture(chart, json_script(figure(chart).to_plotly_json(), f"{chart.key}-figure", Dense), legend)


class Dense(json.JSONEncoder):
    """Without blanks between the values: a third of the bytes."""

    def __init__(self, **options: object) -> None:
        super().__init__(separators=(",", ":"), ensure_ascii=False)
