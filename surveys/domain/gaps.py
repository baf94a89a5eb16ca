"""Importance-performance analysis: from counted answers to means, gaps, priorities and quadrants."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from surveys.domain.cuts import Cuts, Rule, Targets, cut_lines, quadrant_of
from surveys.domain.judged import RANKED, Answers, Judged
from surveys.domain.moments import Moments
from surveys.domain.results import CriterionResult, Results
from surveys.domain.scale import Scale
from surveys.domain.summary import summary_of
from surveys.domain.uncertainty import Difference, holm, paired_p, t_interval, welch


def importance_performance(
    judged: Iterable[Judged],
    *,
    scale: Scale,
    rule: Rule = Rule.MEANS,
    targets: Targets | None = None,
    invited: int | None = None,
    answered: int = 0,
    seller_answered: int = 0,
) -> Results:
    """The analysis of Martilla & James (1977), in the order of `judged`.

    `answered` and `seller_answered` are customers and sellers who gave at least one rating, `invited` the customers
    asked (None: not known). The cut lines are taken as given when a point is called uncertain: data-centred lines move
    with the answers too, so the real uncertainty is rather larger. ValueError for a criterion that comes twice, a
    rating outside the scale, or own targets that are missing or outside it.
    """
    judged = tuple(judged)
    _refuse_nonsense(judged, scale)
    cuts = cut_lines(rule, scale, [each.means for each in judged if each.means], targets)
    exact = [each.ranked for each in judged]
    ends = {column: _ends([values[column] for values in exact]) for column in RANKED}
    differences = [welch(each.sellers.every_importance, each.customers.importance) for each in judged]
    gap_ps = [paired_p(each.customers.gap) for each in judged]
    difference_ps = holm([difference and difference.p for difference in differences])
    criteria = tuple(
        _result(*row, scale=scale, cuts=cuts, ends=ends)
        for row in zip(judged, exact, gap_ps, holm(gap_ps), differences, difference_ps, strict=True)
    )
    summary = summary_of(
        judged,
        scale=scale,
        rule=rule,
        cuts=cuts,
        invited=invited,
        answered=answered,
        seller_answered=seller_answered,
    )
    return Results(scale, summary, criteria)


def priority_index(importance: Fraction, performance: Fraction) -> Fraction:
    """Importance times what is lacking: I · max(0, I - P); 0 where performance is at least as high as importance."""
    return importance * max(Fraction(), importance - performance)


def _refuse_nonsense(judged: Sequence[Judged], scale: Scale) -> None:
    slugs = [each.criterion for each in judged]
    if len(set(slugs)) < len(slugs):
        raise ValueError("A criterion comes twice.")
    for each in judged:
        for tally in (each.customers, each.sellers):
            for score in (*tally.importance_scores, *tally.performance_scores):
                if score not in scale:
                    raise ValueError(f"{each.criterion} holds the rating {score}, outside the scale {scale}.")


def _ends(values: Iterable[Fraction | None]) -> tuple[Fraction, Fraction] | None:
    """The lowest and the highest value; None where there are no two different ones to tell apart."""
    known = {value for value in values if value is not None}
    return (min(known), max(known)) if len(known) > 1 else None


def _result(
    each: Judged,
    exact: dict[str, Fraction | None],
    gap_p: float | None,
    gap_p_holm: float | None,
    difference: Difference | None,
    difference_p_holm: float | None,
    *,
    scale: Scale,
    cuts: Cuts,
    ends: dict[str, tuple[Fraction, Fraction] | None],
) -> CriterionResult:
    customers, sellers, means = each.customers, each.sellers, each.means
    quadrant = quadrant_of(*means, cuts) if means else None
    return CriterionResult(
        criterion=each.criterion,
        customers=customers,
        sellers=sellers,
        n=customers.n,
        importance_n=customers.importance_n,
        performance_n=customers.performance_n,
        no_experience=each.no_experience,
        **_described("importance", customers.importance, on=scale),
        **_described("performance", customers.performance, on=scale),
        **_described("gap", customers.gap),
        gap_p=gap_p,
        gap_p_holm=gap_p_holm,
        seller_n=sellers.importance_n,
        **_described("seller_importance", sellers.every_importance, on=scale),
        seller_gap=_float(exact["seller_gap"]),
        seller_gap_ci_low=difference and difference.low,
        seller_gap_ci_high=difference and difference.high,
        seller_gap_p=difference and difference.p,
        seller_gap_p_holm=difference_p_holm,
        **_belief(each, scale),
        priority_index=float(priority_index(*means)) if means else None,
        quadrant=quadrant,
        uncertain=_uncertain(customers, cuts) if quadrant else None,
        lowest=frozenset(column for column, end in ends.items() if end and exact[column] == end[0]),
        highest=frozenset(column for column, end in ends.items() if end and exact[column] == end[1]),
        all_same=_all_same(customers, sellers),
    )


def _described(name: str, answers: Moments, *, on: Scale | None = None) -> dict[str, Any]:
    """Mean, spread and interval, as the fields of a result are called; that of a mean ends where its scale does."""
    interval = t_interval(answers)
    low, high = (interval.within(on) if on else interval) if interval else (None, None)
    return {
        f"{name}_mean": _float(answers.mean),
        f"{name}_sd": answers.sd,
        f"{name}_ci_low": low,
        f"{name}_ci_high": high,
    }


def _belief(each: Judged, scale: Scale) -> dict[str, Any]:
    """How sellers believe customers see performance, and how far that is from how they do."""
    believed = each.sellers.every_performance
    difference = welch(believed, each.customers.performance)
    return {
        "seller_performance_n": believed.n,
        **_described("seller_performance", believed, on=scale),
        "belief_gap": _float(each.belief_gap),
        "belief_gap_ci_low": difference and difference.low,
        "belief_gap_ci_high": difference and difference.high,
    }


def _uncertain(customers: Answers, cuts: Cuts) -> bool:
    intervals = t_interval(customers.importance), t_interval(customers.performance)
    if not any(intervals):
        return True
    means = customers.importance.mean, customers.performance.mean
    return any(
        cut is not None and (interval.contains(float(cut)) if interval else mean == cut)
        for interval, mean, cut in zip(intervals, means, cuts, strict=True)
    )


def _all_same(customers: Answers, sellers: Answers) -> frozenset[str]:
    answers = {
        "importance": customers.importance,
        "performance": customers.performance,
        "gap": customers.gap,
        "seller_importance": sellers.every_importance,
        "seller_performance": sellers.every_performance,
    }
    return frozenset(name for name, moments in answers.items() if moments.all_same)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
