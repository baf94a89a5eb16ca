"""Results as plain values for JSON and CSV: unrounded numbers, None for what is not known, English names."""

from typing import Any, TypeAlias

from surveys.domain.results import Results

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


def document(results: Results) -> dict[str, Any]:
    """{"summary": {...}, "criteria": [{...}, ...]}, ready for `json.dumps`: fields and order as listed above."""
    return {"summary": _plain(results.summary, SUMMARY_FIELDS), "criteria": criterion_rows(results)}


def criterion_rows(results: Results) -> list[dict[str, Value]]:
    """One flat row for each criterion, in the order of `CRITERION_FIELDS`."""
    return [_plain(result, CRITERION_FIELDS) for result in results.criteria]


def _plain(source: object, fields: tuple[str, ...]) -> dict[str, Value]:
    """Enumerations become their English text."""
    values = ((field, getattr(source, field)) for field in fields)
    return {field: str(value) if isinstance(value, str) else value for field, value in values}
