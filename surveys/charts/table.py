"""The table of results, its cells in words: what is missing is a dash, and no interval reaches past the scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kamplan.formats import MISSING, number
from surveys.charts.words import QUADRANTS, Names, interval, points
from surveys.domain.results import CriterionResult
from surveys.domain.scale import Scale


@dataclass(frozen=True, slots=True)
class Cell:
    """`label` names the column where the table stands as cards; `mark` is lowest or highest, `below` a second line."""

    label: str
    text: str
    kind: str = ""
    mark: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    slug: str
    name: str
    indication: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together."""

    title: str
    labels: tuple[str, ...]


def table_groups() -> tuple[Group, ...]:
    """The headings, in two lines."""
    return _groups(get_language() or "en")


@lru_cache
def _groups(language: str) -> tuple[Group, ...]:
    mean, spread, span = _("Mean"), _("SD"), _("95 % interval")
    return (
        Group(_("Customers"), (_("n"),)),
        Group(_("Importance"), (mean, spread, span)),
        Group(_("Performance"), (mean, spread, span)),
        Group(_("Gap"), (mean, span, _("p"), _("p, Holm"))),
        Group(_("What follows"), (_("Priority index"), _("Quadrant"))),
        Group(_("Sellers"), (_("n"), _("Mean"), _("Against customers"))),
    )


def table_rows(criteria: Iterable[CriterionResult], names: Names, scale: Scale) -> list[Row]:
    """One row for each criterion, in the order given; the cells follow `table_groups`."""
    return [
        Row(result.criterion, names[result.criterion], result.indication, tuple(_cells(result, scale)))
        for result in criteria
    ]


def _cells(result: CriterionResult, scale: Scale) -> list[Cell]:
    return [
        Cell(_("Answers"), number(result.n)),
        *_dimension(result, "importance", _("Importance"), scale),
        *_dimension(result, "performance", _("Performance"), scale),
        Cell(_("Gap"), points(result.gap_mean, sign=True), "gap", _mark(result, "gap_mean")),
        _interval(result, "gap", _("Gap, 95 %"), result.n, scale, sign=True),
        Cell(_("p"), _p(result.gap_p)),
        Cell(_("p, Holm"), _p(result.gap_p_holm)),
        Cell(_("Priority index"), points(result.priority_index)),
        _quadrant(result),
        Cell(_("Sellers"), number(result.seller_n)),
        Cell(_("Importance"), points(result.seller_importance_mean), mark=_mark(result, "seller_importance_mean")),
        Cell(_("Against customers"), points(result.seller_gap, sign=True), mark=_mark(result, "seller_gap")),
    ]


def _dimension(result: CriterionResult, column: str, title: str, scale: Scale) -> tuple[Cell, ...]:
    mean, sd = getattr(result, f"{column}_mean"), getattr(result, f"{column}_sd")
    return (
        Cell(title, points(mean), mark=_mark(result, f"{column}_mean")),
        Cell(_("SD"), points(sd)),
        _interval(result, column, _("95 % interval"), result.n, scale),
    )


def _interval(result: CriterionResult, column: str, label: str, n: int, scale: Scale, *, sign: bool = False) -> Cell:
    span = interval(getattr(result, f"{column}_ci_low"), getattr(result, f"{column}_ci_high"), scale, sign=sign)
    if column in result.all_same:
        return Cell(label, _("all answered the same (n = %(n)s)") % {"n": number(n)}, "same")
    return Cell(label, span or MISSING, "span")


def _quadrant(result: CriterionResult) -> Cell:
    if result.quadrant is None:
        return Cell(_("Quadrant"), MISSING, "words")
    return Cell(
        _("Quadrant"), str(QUADRANTS[result.quadrant]), "words", below=_("uncertain") if result.uncertain else ""
    )


def _mark(result: CriterionResult, column: str) -> str:
    return "lowest" if column in result.lowest else "highest" if column in result.highest else ""


def _p(value: float | None) -> str:
    if value is not None and value < 0.001:
        return _("< %(p)s") % {"p": number(0.001, 3)}
    return number(value, 3)
