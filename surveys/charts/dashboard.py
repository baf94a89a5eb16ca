"""The survey's page as values: words, pictures and tables, made once for the same figures and reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kamplan.charts import Chart, Picture, picture
from kamplan.formats import number
from surveys.charts.answers import Counts, answers_chart, answers_table
from surveys.charts.findings import Words, sentences
from surveys.charts.grid import KeyGroup, grid_chart, grid_key
from surveys.charts.overall import KeyFigure, overall_figures
from surveys.charts.profile import profile_chart
from surveys.charts.table import Group, Row, table_groups, table_rows
from surveys.charts.words import Names, points
from surveys.domain.order import Sort, in_order
from surveys.domain.results import Results


@dataclass(frozen=True, eq=False)
class Dashboard:
    """Compared by identity: the same figures in the same language are the same object."""

    results: Results
    language: str
    key_figures: tuple[KeyFigure, ...]
    words: Words
    profile: Picture | None
    grid: Picture | None
    grid_key: tuple[KeyGroup, ...]
    answers: Picture | None
    counts: tuple[Counts, ...]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]


def dashboard(results: Results, names: Names, sort: Sort) -> Dashboard:
    """Everything the page shows of `results`, criteria sorted; `names` are {slug: name}."""
    return _dashboard(results, tuple(names.items()), sort, get_language() or "en")


@lru_cache(maxsize=64)
def _dashboard(results: Results, named: tuple[tuple[str, str], ...], sort: Sort, language: str) -> Dashboard:
    names = dict(named)
    criteria = in_order(results.criteria, sort)
    profile, grid = profile_chart(results, criteria, names), grid_chart(results, names)
    answers = answers_chart(results, criteria, names)
    return Dashboard(
        results=results,
        language=language,
        key_figures=tuple(key_figures(results)),
        words=sentences(results, names),
        profile=picture(profile) if profile else None,
        grid=picture(grid) if grid else None,
        grid_key=tuple(grid_key(results, names)),
        answers=picture(answers) if answers else None,
        counts=tuple(answers_table(results, names)),
        groups=table_groups(results.asked),
        rows=tuple(table_rows(criteria, names, results)),
    )


def key_figures(results: Results) -> list[KeyFigure]:
    """Who answered, what it comes to, and what customers find of the whole."""
    return [*_figures(results), *overall_figures(results)]


def _figures(results: Results) -> list[KeyFigure]:
    summary, high = results.summary, results.scale.high
    invited, rate, percent = summary.invited, summary.response_rate, summary.customer_satisfaction_percent
    of = _("of %(count)s")
    return [
        KeyFigure(
            number(summary.answered),
            of % {"count": number(invited)} if invited else "",
            _("customers answered"),
            "" if rate is None else _("%(rate)s %% of those invited") % {"rate": number(100 * rate)},
        ),
        KeyFigure(number(summary.seller_answered), "", _("sellers answered"), ""),
        KeyFigure(
            points(summary.customer_satisfaction_index),
            "" if percent is None else of % {"count": number(high)},
            _("satisfaction index"),
            "" if percent is None else _("%(percent)s %% of what is possible") % {"percent": number(percent, 1)},
        ),
        KeyFigure(points(summary.importance_mean), "", _("mean importance"), _sellers(summary.seller_importance_mean)),
        KeyFigure(
            points(summary.performance_mean),
            "",
            _("mean performance"),
            ""
            if summary.gap_mean is None
            else _("gap %(gap)s on average") % {"gap": points(summary.gap_mean, sign=True)},
        ),
    ]


def _sellers(mean: float | None) -> str:
    return "" if mean is None else _("sellers believe %(mean)s") % {"mean": points(mean)}


def chart_of(key: str, results: Results, names: Names, sort: Sort) -> Chart | None:
    """One of the pictures alone: profile, grid or answers."""
    criteria = in_order(results.criteria, sort)
    charts: dict[str, Callable[[], Chart | None]] = {
        "profile": lambda: profile_chart(results, criteria, names),
        "grid": lambda: grid_chart(results, names),
        "answers": lambda: answers_chart(results, criteria, names),
    }
    return charts[key]()
