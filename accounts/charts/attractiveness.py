"""Attractiveness made visible: bars by criterion, and the words for totals, intervals and what a swap takes."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.domain.attractiveness import Swap
from accounts.domain.attractiveness_raters import Combined, Lever
from accounts.models import CriteriaSet, WeighedCriterion
from accounts.models.attractiveness_ranking import Ranked, parts_of
from accounts.models.attractiveness_result import Result
from accounts.models.criteria import Described
from accounts.models.matrix_judged import Rated
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape
from kamplan.charts.names import shortened
from kamplan.formats import exact, number

MOST_BARS = 20
CHARTS_KEPT, ROWS_KEPT = 16, 1024
LOOKS = {
    Described.Category.DIRECT: (Ink.BLUE, Shape.SQUARE),
    Described.Category.RELATIONS: (Ink.ORANGE, Shape.DIAMOND),
    Described.Category.INDIRECT: (Ink.GREY, Shape.CIRCLE),
}
BAR, ROW, GAP = 14, 34, 1.5
LONGEST_NAME = 20


def total_words(found: Combined) -> str:
    """'700.0', or '675.0–765.0' while a rating is missing."""
    return span_words(found.low, found.high)


def percent_words(found: Combined) -> str:
    return f"{span_words(*found.percent)} %"


def span_words(low: Fraction | None, high: Fraction | None) -> str:
    if low is None or high is None:
        return _("nothing applicable")
    if low == high:
        return number(float(low), 1)
    return f"{number(float(low), 1)}–{number(float(high), 1)}"


def spread_words(found: Combined) -> str:
    """How far apart the raters are; nothing with one of them."""
    if found.n < 2:
        return ""
    if found.least == found.most:
        return _("the raters agree")
    told = {"least": number(float(found.least), 1), "most": number(float(found.most), 1)}
    return _("from %(least)s to %(most)s") % told


def raters_words(count: int) -> str:
    return ngettext("%(count)s rater", "%(count)s raters", count) % {"count": number(count)}


def flags(found: Combined, criteria: Sequence[WeighedCriterion]) -> list[str]:
    """What a reader must know to read the total honestly."""
    said = []
    if found.knocked_out:
        names = ", ".join(each.name for each in criteria if each.slug in found.knocked_out)
        said.append(_("knocked out: below the minimum on %(names)s") % {"names": names})
    if found.missing:
        said.append(_("ratings missing: the total is an interval"))
    if found.rescaled:
        said.append(_("rescaled: something is not applicable"))
    return said


class RowWords(NamedTuple):
    """What a row of the ranking says, and where it leads; means by criterion, and what a reader must know."""

    total: str
    percent: str
    raters: str
    spread: str
    address: str
    ratings: list[str]
    flags: list[str]


def row_words(each: Ranked, criteria_set: CriteriaSet) -> RowWords:
    """Found once for as long as nobody rates the account."""
    return _row_words(each.account.pk, each.rated, criteria_set, get_language())


@lru_cache(maxsize=ROWS_KEPT)
def _row_words(account: int, rated: Rated, criteria_set: CriteriaSet, language: str | None) -> RowWords:
    found = rated.combined
    return RowWords(
        total=total_words(found),
        percent=percent_words(found),
        raters=raters_words(found.n),
        spread=spread_words(found),
        address=reverse("account_attractiveness", args=[account]),
        ratings=[number(part.shown, 1) for part in parts_of(rated)],
        flags=flags(found, criteria_set.ordered()),
    )


def result_words(result: Result | None) -> str:
    """In a line: the total, and how many raters; empty when nobody rated."""
    if result is None or result.combined is None:
        return ""
    found = result.combined
    return f"{total_words(found)} ({percent_words(found)}), {raters_words(found.n)}"


def lever_words(lever: Lever) -> tuple[str, str, str]:
    """What one step up gives, what there is up to the top, and what missing ratings leave open."""
    step, room, unknown = (number(float(points), 1, sign=True) for points in (lever.step, lever.room, lever.open))
    if not lever.room and not lever.open:
        return _("at the top"), "–", "–"
    return step if lever.room else "–", room if lever.room else "–", unknown if lever.open else "–"


def swap_words(swap: Swap, criterion: WeighedCriterion) -> str:
    told = {
        "name": criterion.name,
        "from": exact(criterion.weight),
        "to": number(float(swap.weight), 2),
        "change": number(float(swap.change_from(Fraction(criterion.weight))), 2, sign=True),
    }
    return _("If %(name)s weighed %(to)s instead of %(from)s (%(change)s)") % told


def ranking_chart(criteria_set: CriteriaSet, shown: Sequence[Ranked], *, of: int) -> Chart | None:
    """A bar for each of these, the first of so many, cut by criterion; None when nobody is rated.

    Drawn once for as long as nothing it shows changes.
    """
    return _ranking_chart(criteria_set, tuple(shown), len(shown) < of, get_language()) if shown else None


@lru_cache(maxsize=CHARTS_KEPT)
def _ranking_chart(criteria_set: CriteriaSet, shown: tuple[Ranked, ...], is_cut: bool, language: str | None) -> Chart:
    criteria = criteria_set.ordered()
    note = _("A piece of a bar is weight times mean rating of one criterion, in the order of the table. ")
    note += _("The mark is the total; its line says how far it may move while ratings are missing.")
    if is_cut:
        note += " " + _("The first %(count)s are shown.") % {"count": len(shown)}
    ticks = tuple((place, shortened(each.account.name, LONGEST_NAME)) for place, each in enumerate(shown))
    return Chart(
        key="attractiveness",
        title=_("Attractiveness by criterion"),
        alt=_("Bars of points by criterion, the most attractive account first. The table below has the figures."),
        note=note,
        x=Axis(0, 1030, tuple((at, number(at)) for at in range(0, 1001, 200)), title=_("points, from 100 to 1000")),
        y=Axis(len(shown) - 0.5, -0.5, ticks, rows=True),
        series=tuple(_series(criteria, shown)),
        lines=tuple(_bars(criteria, shown)),
        height=ROW * len(shown) + 60,
        margins=Margins(left=150, right=16, top=8, bottom=48),
    )


def _pieces(
    criteria: Sequence[WeighedCriterion], shown: Sequence[Ranked]
) -> Iterator[tuple[WeighedCriterion, int, float, float, str]]:
    """Criterion by criterion: the row, where the piece begins and ends, and what it is."""
    starts = [0.0] * len(shown)
    parts = [{part.slug: part for part in each.parts} for each in shown]
    for criterion in criteria:
        for row, each in enumerate(shown):
            part, start = parts[row][criterion.slug], starts[row]
            starts[row] = end = start + float(part.points)
            told = {
                "name": criterion.name,
                "points": number(float(part.points), 1),
                "account": each.account.name,
            }
            rating = number(float(part.mean), 1) if part.mean is not None else _("not rated")
            yield criterion, row, start, end, "{account}\n{name}: {points}".format(**told) + f" ({rating})"


def _bars(criteria: Sequence[WeighedCriterion], shown: Sequence[Ranked]) -> Iterator[Line]:
    for criterion, row, start, end, _hint in _pieces(criteria, shown):
        ink, _shape = LOOKS[Described.Category(criterion.category)]
        if end - start > 2 * GAP:
            yield Line((start + GAP, row), (end - GAP, row), ink, BAR)


def _series(criteria: Sequence[WeighedCriterion], shown: Sequence[Ranked]) -> Iterator[Series]:
    pieces = [
        (criterion, row, start, end, hint)
        for criterion, row, start, end, hint in _pieces(criteria, shown)
        if end > start
    ]
    for category, (ink, shape) in LOOKS.items():
        marks = tuple(
            Mark((start + end) / 2, row, hint)
            for criterion, row, start, end, hint in pieces
            if criterion.category == category
        )
        if marks:
            yield Series(str(category.label), ink, shape, marks, size=5)
    totals = tuple(
        Mark(
            float(each.combined.middle),
            row,
            f"{each.account.name}\n{total_words(each.combined)} · {raters_words(each.combined.n)}",
            hollow=each.combined.missing,
            across=(float(each.combined.low), float(each.combined.high)) if each.combined.missing else None,
            address=reverse("account_attractiveness", args=[each.account.pk]),
        )
        for row, each in enumerate(shown)
    )
    yield Series(_("Total"), Ink.TEXT, Shape.DIAMOND, totals, size=11, whiskers=4)
