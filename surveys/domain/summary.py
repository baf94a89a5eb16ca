"""What the criteria of a survey come to together: means over criteria, satisfaction index, response."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from surveys.domain.cuts import Cuts, Means, Rule
from surveys.domain.judged import Judged
from surveys.domain.results import Summary
from surveys.domain.scale import Scale


def summary_of(
    judged: Sequence[Judged],
    *,
    scale: Scale,
    rule: Rule,
    cuts: Cuts,
    invited: int | None,
    answered: int,
    seller_answered: int,
) -> Summary:
    """Each criterion weighs the same, however many answered it; see `Summary` for which criteria a mean runs over."""
    pairs = [each.means for each in judged if each.means]
    sellers = [each for each in judged if each.seller_mean is not None]
    shared = [each for each in sellers if each.means]
    index = customer_satisfaction_index(pairs)
    return Summary(
        invited=invited,
        answered=answered,
        seller_answered=seller_answered,
        importance_mean=_mean(importance for importance, _ in pairs),
        performance_mean=_mean(performance for _, performance in pairs),
        importance_cut=None if cuts.importance is None else float(cuts.importance),
        performance_cut=None if cuts.performance is None else float(cuts.performance),
        seller_importance_mean=_mean(each.seller_mean for each in sellers),
        seller_importance_mean_shared=_mean(each.seller_mean for each in shared),
        gap_mean=_mean(performance - importance for importance, performance in pairs),
        seller_gap_mean=_mean(each.seller_gap for each in shared),
        customer_satisfaction_index=None if index is None else float(index),
        customer_satisfaction_percent=None if index is None else float(100 * (index - scale.low) / (scale.points - 1)),
        rule=rule,
    )


def customer_satisfaction_index(means: Sequence[Means]) -> Fraction | None:
    """Mean performance weighted by importance, in scale points: Σ I·P / Σ I; None where importance sums to nothing."""
    weight = sum((importance for importance, _ in means), Fraction())
    return sum((importance * performance for importance, performance in means), Fraction()) / weight if weight else None


def _mean(values: Iterable[Fraction | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(sum(known, Fraction()) / len(known)) if known else None
