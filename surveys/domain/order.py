"""The orders a reader may put criteria in."""

from collections.abc import Iterable
from enum import StrEnum

from surveys.domain.results import CriterionResult


class Sort(StrEnum):
    GAP = "gap"  # what falls short most first
    IMPORTANCE = "importance"  # the most important first
    PERFORMANCE = "performance"  # the poorest first
    SELLERS = "sellers"  # what sellers underrate most first
    QUESTIONNAIRE = "questionnaire"


def in_order(criteria: Iterable[CriterionResult], sort: Sort) -> list[CriterionResult]:
    """Sorted; ties keep their order, and what has no such value comes last."""
    return sorted(criteria, key=lambda result: _key(result, sort))


def _key(result: CriterionResult, sort: Sort) -> tuple[bool, float]:
    value = {
        Sort.GAP: result.gap_mean,
        Sort.IMPORTANCE: None if result.importance_mean is None else -result.importance_mean,
        Sort.PERFORMANCE: result.performance_mean,
        Sort.SELLERS: result.seller_gap,
        Sort.QUESTIONNAIRE: 0.0,
    }[sort]
    return value is None, value or 0.0
