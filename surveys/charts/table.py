"""The table of results, its cells in words: what is missing is a dash."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kamplan.formats import MISSING, number
from surveys.charts.words import QUADRANTS, Names, interval, points, too_few
from surveys.domain.results import CriterionResult, Extra, Results


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


def table_groups(asked: frozenset[Extra] = frozenset()) -> tuple[Group, ...]:
    """The headings, in two lines."""
    return _groups(asked, get_language() or "en")


@lru_cache
def _groups(asked: frozenset[Extra], language: str) -> tuple[Group, ...]:
    mean, spread, span = _("Mean"), _("SD"), _("95 % interval")
    against = _("Against customers")
    groups = (
        Group(_("Customers"), (_("n"), _("no experience")) if Extra.NO_EXPERIENCE in asked else (_("n"),)),
        Group(_("Importance"), (mean, spread, span)),
        Group(_("Performance"), (mean, spread, span)),
        Group(_("Gap"), (mean, span, _("p"), _("p, Holm"))),
        Group(_("What follows"), (_("Priority index"), _("Quadrant"))),
        Group(_("Sellers"), (_("n"), mean, against)),
    )
    belief = Group(_("Sellers: what customers think of us"), (_("n"), mean, against, span))
    return (*groups, belief) if Extra.BELIEF in asked else groups


def table_rows(criteria: Iterable[CriterionResult], names: Names, results: Results) -> list[Row]:
    """One row for each criterion, in the order given; the cells follow `table_groups`."""
    return [
        Row(result.criterion, names[result.criterion], result.indication, tuple(_cells(result, results)))
        for result in criteria
    ]


def _cells(result: CriterionResult, results: Results) -> Iterator[Cell]:
    yield _count(_("Answers"), result.n, withheld=result.withheld, least=results.threshold)
    if Extra.NO_EXPERIENCE in results.asked:
        yield Cell(_("No experience"), number(result.no_experience))
    yield from _dimension(result, "importance", _("Importance"))
    yield from _dimension(result, "performance", _("Performance"))
    yield Cell(_("Gap"), points(result.gap_mean, sign=True), "gap", _mark(result, "gap_mean"))
    yield _interval(result, "gap", _("Gap, 95 %"), result.n, sign=True)
    yield Cell(_("p"), _p(result.gap_p))
    yield Cell(_("p, Holm"), _p(result.gap_p_holm))
    yield Cell(_("Priority index"), points(result.priority_index))
    yield _quadrant(result)
    yield _count(_("Sellers"), result.seller_n, withheld=result.seller_withheld, least=results.threshold)
    yield Cell(_("Importance"), points(result.seller_importance_mean), mark=_mark(result, "seller_importance_mean"))
    yield Cell(_("Against customers"), points(result.seller_gap, sign=True), mark=_mark(result, "seller_gap"))
    if Extra.BELIEF in results.asked:
        yield from _belief(result, results)


def _belief(result: CriterionResult, results: Results) -> Iterator[Cell]:
    said, least = result.seller_performance_n, results.threshold
    yield _count(_("Sellers on performance"), said, withheld=result.belief_withheld, least=least)
    yield Cell(_("Performance, believed"), points(result.seller_performance_mean))
    yield Cell(_("Belief against customers"), points(result.belief_gap, sign=True))
    span = interval(result.belief_gap_ci_low, result.belief_gap_ci_high, sign=True)
    yield Cell(_("95 % interval"), span or MISSING, "span")


def _count(label: str, n: int, *, withheld: bool, least: int | None) -> Cell:
    """How many answered; of what is withheld no more than that they are too few."""
    return Cell(label, too_few(least or 0), "same") if withheld else Cell(label, number(n))


def _dimension(result: CriterionResult, column: str, title: str) -> tuple[Cell, ...]:
    mean, sd = getattr(result, f"{column}_mean"), getattr(result, f"{column}_sd")
    return (
        Cell(title, points(mean), mark=_mark(result, f"{column}_mean")),
        Cell(_("SD"), points(sd)),
        _interval(result, column, _("95 % interval"), result.n),
    )


def _interval(result: CriterionResult, column: str, label: str, n: int, *, sign: bool = False) -> Cell:
    span = interval(getattr(result, f"{column}_ci_low"), getattr(result, f"{column}_ci_high"), sign=sign)
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
