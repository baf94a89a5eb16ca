"""The results of a survey as tables in the reader's language, with the exact numbers of the page."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kamplan.exports import Column, Figure, Kind, Table
from surveys.charts.words import QUADRANTS, RULES
from surveys.domain.document import criterion_value, document
from surveys.domain.results import CriterionResult, Extra, Results

COUNTS = (
    *("n", "importance_n", "performance_n", "seller_n", "no_experience", "seller_performance_n"),
    *("invited", "answered", "seller_answered", "satisfaction_n", "recommendation_n", "threshold"),
)
P_VALUES = ("gap_p", "gap_p_holm")


def headings(asked: frozenset[Extra] = frozenset()) -> dict[str, str]:
    """What stands over each figure of a criterion."""
    without = {"no_experience": _("No experience")} if Extra.NO_EXPERIENCE in asked else {}
    return usual() | without | (believed() if Extra.BELIEF in asked else {})


def believed() -> dict[str, str]:
    return {
        "seller_performance_n": _("Sellers on performance"),
        "seller_performance_mean": _("Performance, believed by sellers"),
        "belief_gap": _("Belief against customers"),
        "belief_gap_ci_low": _("Belief against customers, 95 % from"),
        "belief_gap_ci_high": _("Belief against customers, 95 % to"),
    }


def usual() -> dict[str, str]:
    return {
        "n": _("n"),
        "importance_n": _("Rated importance"),
        "performance_n": _("Rated performance"),
        "importance_mean": _("Importance, mean"),
        "importance_sd": _("Importance, SD"),
        "importance_ci_low": _("Importance, 95 % from"),
        "importance_ci_high": _("Importance, 95 % to"),
        "performance_mean": _("Performance, mean"),
        "performance_sd": _("Performance, SD"),
        "performance_ci_low": _("Performance, 95 % from"),
        "performance_ci_high": _("Performance, 95 % to"),
        "gap_mean": _("Gap"),
        "gap_ci_low": _("Gap, 95 % from"),
        "gap_ci_high": _("Gap, 95 % to"),
        "gap_p": _("p"),
        "gap_p_holm": _("p, Holm"),
        "seller_n": _("Sellers"),
        "seller_importance_mean": _("Sellers’ importance, mean"),
        "seller_gap": _("Sellers against customers"),
        "priority_index": _("Priority index"),
    }


def results_table(results: Results, names: Mapping[str, str]) -> Table:
    """A row for each criterion, in the order given."""
    figures = headings(results.asked)
    columns = [
        Column(_("Criterion")),
        *(Column(words, Kind.NUMBER, decimals(figure)) for figure, words in figures.items()),
        Column(_("Quadrant")),
        Column(_("Rule of the cut lines")),
        Column(_("Uncertain")),
    ]

    def cells(result: CriterionResult) -> Iterator[Any]:
        yield names[result.criterion]
        for figure in figures:
            yield criterion_value(result, figure)
        yield QUADRANTS[result.quadrant] if result.quadrant else None
        yield RULES[results.summary.rule] if result.quadrant else None
        yield result.uncertain

    return Table(title=_("Results"), columns=columns, rows=(list(cells(result)) for result in results.criteria))


def decimals(figure: str) -> int:
    if figure in COUNTS:
        return 0
    return 3 if figure in P_VALUES else 2


def summary_table(results: Results) -> Table:
    """What the whole survey comes to, one figure on each row."""
    columns = [Column(_("Figure")), Column(_("Value"), Kind.NUMBER)]
    return Table(title=_("Summary"), columns=columns, rows=summary_rows(results))


def summary_rows(results: Results) -> Iterator[tuple[str, Any]]:
    """Figures of different kinds stand below each other: each has decimals of its own."""
    known = document(results)["summary"]
    for figure, words in (summarised() | overall()).items():
        if figure == "rule":
            yield words, RULES[results.summary.rule]
        elif figure in known:
            yield words, Figure(known[figure], decimals(figure))


def summarised() -> dict[str, str]:
    return {
        "invited": _("Customers invited"),
        "answered": _("Customers answered"),
        "seller_answered": _("Sellers answered"),
        "importance_mean": _("Importance, mean"),
        "performance_mean": _("Performance, mean"),
        "importance_cut": _("Importance, cut line"),
        "performance_cut": _("Performance, cut line"),
        "seller_importance_mean": _("Sellers’ importance, mean"),
        "customer_satisfaction_index": _("Customer satisfaction index"),
        "rule": _("Rule of the cut lines"),
    }


def overall() -> dict[str, str]:
    """Of the questions about the whole; a survey asks none, one or both of them."""
    return {
        "satisfaction_n": _("Overall satisfaction, answers"),
        "satisfaction_mean": _("Overall satisfaction, mean"),
        "satisfaction_sd": _("Overall satisfaction, SD"),
        "satisfaction_ci_low": _("Overall satisfaction, 95 % from"),
        "satisfaction_ci_high": _("Overall satisfaction, 95 % to"),
        "recommendation_n": _("Recommendation, answers"),
        "net_promoter_score": _("Net promoter score"),
        "net_promoter_ci_low": _("Net promoter score, 95 % from"),
        "net_promoter_ci_high": _("Net promoter score, 95 % to"),
        "threshold": _("Smallest group shown"),
    }
