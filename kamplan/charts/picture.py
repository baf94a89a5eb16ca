"""A chart ready for a page: what plotly needs to draw it, and the legend beside it."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

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


def kept_picture(chart: Chart | None) -> Picture | None:
    """The same for charts that many readers ask for again: plotly checks each only once in a process and language."""
    return _kept(chart, get_language()) if chart else None


@lru_cache(maxsize=16)
def _kept(chart: Chart, language: str | None) -> Picture:
    return picture(chart)


class Dense(json.JSONEncoder):
    """Without blanks between the values: a third of the bytes."""

    def __init__(self, **options: object) -> None:
        super().__init__(separators=(",", ":"), ensure_ascii=False)
