"""Results as plain values for JSON and CSV: unrounded numbers, None for what is not known, English names."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from surveys.domain.results import CriterionResult, Extra, Results

Value: TypeAlias = str | int | float | bool | None

SUMMARY_FIELDS = (
    "invited",
    "answered",
    "seller_answered",
    "importance_mean",
    "performance_mean",
    "importance_cut",
    "performance_cut",
    "seller_importance_mean",
    "customer_satisfaction_index",
    "rule",
)
CRITERION_FIELDS = (
    "criterion",
    "n",
    "importance_n",
    "performance_n",
    "importance_mean",
    "importance_sd",
    "performance_mean",
    "performance_sd",
    "gap_mean",
    "gap_ci_low",
    "gap_ci_high",
    "gap_p",
    "gap_p_holm",
    "seller_n",
    "seller_importance_mean",
    "seller_gap",
    "priority_index",
    "quadrant",
    "uncertain",
)
NO_EXPERIENCE_FIELDS = ("no_experience",)
BELIEF_FIELDS = (
    "seller_performance_n",
    "seller_performance_mean",
    "belief_gap",
    "belief_gap_ci_low",
    "belief_gap_ci_high",
)
CUSTOMER_COUNTS = ("n", "importance_n", "performance_n")


def document(results: Results) -> dict[str, Any]:
    """{"summary": {...}, "criteria": [{...}, ...]}, ready for `json.dumps`: fields and order as listed above."""
    return {"summary": dict(_summary(results)), "criteria": criterion_rows(results)}


def criterion_fields(results: Results) -> tuple[str, ...]:
    """The fields above, and those of what else the survey asks."""
    fields: tuple[str, ...] = CRITERION_FIELDS
    if Extra.NO_EXPERIENCE in results.asked:
        fields += NO_EXPERIENCE_FIELDS
    return fields + BELIEF_FIELDS if Extra.BELIEF in results.asked else fields


def criterion_rows(results: Results) -> list[dict[str, Value]]:
    """One flat row for each criterion, in the order of `criterion_fields`."""
    fields = criterion_fields(results)
    return [{field: criterion_value(result, field) for field in fields} for result in results.criteria]


def criterion_value(result: CriterionResult, field: str) -> Value:
    """Enumerations become their English text. How many answered is not known where it is withheld: None, not 0."""
    hidden = (
        (result.withheld and field in CUSTOMER_COUNTS)
        or (result.seller_withheld and field == "seller_n")
        or (result.belief_withheld and field == "seller_performance_n")
    )
    return None if hidden else _plain(getattr(result, field))


def _summary(results: Results) -> Iterator[tuple[str, Value]]:
    for field in SUMMARY_FIELDS:
        yield field, _plain(getattr(results.summary, field))
    overall, hidden = results.overall, results.threshold is not None
    if Extra.SATISFACTION in results.asked:
        low, high = overall.satisfaction_interval or (None, None)
        yield "satisfaction_n", None if hidden and not overall.satisfaction_n else overall.satisfaction_n
        yield "satisfaction_mean", overall.satisfaction_mean
        yield "satisfaction_sd", overall.satisfaction_sd
        yield "satisfaction_ci_low", low
        yield "satisfaction_ci_high", high
    if Extra.RECOMMENDATION in results.asked:
        low, high = overall.net_promoter_interval or (None, None)
        yield "recommendation_n", None if hidden and not overall.recommendation_n else overall.recommendation_n
        yield "net_promoter_score", overall.net_promoter_score
        yield "net_promoter_ci_low", low
        yield "net_promoter_ci_high", high
    if hidden:
        yield "threshold", results.threshold


def _plain(value: Any) -> Value:
    return str(value) if isinstance(value, str) else value
