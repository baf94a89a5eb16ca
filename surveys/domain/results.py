"""What an importance-performance analysis says: one value that page, chart, export and tests all read."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.domain.cuts import Quadrant, Rule
from surveys.domain.judged import Answers
from surveys.domain.overall import NOT_ASKED, Overall
from surveys.domain.scale import Scale
from surveys.domain.sums import Sums
from surveys.domain.uncertainty import INDICATION_BELOW


class Extra(StrEnum):
    """What a survey may ask besides; figures of what it did not ask stand nowhere."""

    NO_EXPERIENCE = "no experience"
    BELIEF = "belief"  # how sellers believe customers see performance
    SATISFACTION = "satisfaction"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, kw_only=True)
class CriterionResult:
    """One criterion. Means and gaps are unrounded scale points, p values 0..1; None is "not known", never zero.

    Customer means, spread, gap, index and quadrant use paired answers: customers who rated importance and performance.
    An interval of a mean is told as far as the scale goes, one of a difference as it was computed: the same numbers
    stand on the page, in pictures and in files. Whatever is decided by an interval is decided by the whole of it.
    `uncertain`: a 95 % interval of the mean importance or mean performance holds its cut line. Where all answers of
    one dimension are the same, that dimension has no interval and counts only when its mean lies on the line; where
    neither dimension has an interval (one answer, or all the same in both) nothing is known, which is uncertain.
    """

    criterion: str
    customers: Answers
    sellers: Answers

    n: int
    importance_n: int
    performance_n: int
    no_experience: int | None

    importance_mean: float | None
    importance_sd: float | None
    importance_ci_low: float | None
    importance_ci_high: float | None

    performance_mean: float | None
    performance_sd: float | None
    performance_ci_low: float | None
    performance_ci_high: float | None

    gap_mean: float | None
    gap_sd: float | None
    gap_ci_low: float | None
    gap_ci_high: float | None
    gap_p: float | None
    gap_p_holm: float | None

    seller_n: int
    seller_importance_mean: float | None
    seller_importance_sd: float | None
    seller_importance_ci_low: float | None
    seller_importance_ci_high: float | None

    seller_gap: float | None
    seller_gap_ci_low: float | None
    seller_gap_ci_high: float | None
    seller_gap_p: float | None
    seller_gap_p_holm: float | None

    # How sellers believe customers see performance, over all who said so; `belief_gap` is that minus how they do.
    seller_performance_n: int
    seller_performance_mean: float | None
    seller_performance_sd: float | None
    seller_performance_ci_low: float | None
    seller_performance_ci_high: float | None
    belief_gap: float | None
    belief_gap_ci_low: float | None
    belief_gap_ci_high: float | None

    priority_index: float | None
    quadrant: Quadrant | None
    uncertain: bool | None

    # Which of `RANKED` hold the lowest or highest value of all criteria (all ties), and which of "importance",
    # "performance", "gap", "seller_importance", "seller_performance" got two or more answers that are all the same.
    lowest: frozenset[str]
    highest: frozenset[str]
    all_same: frozenset[str]

    @property
    def indication(self) -> bool:
        """Too few paired answers to call the figures more than an indication."""
        return 0 < self.n < INDICATION_BELOW

    @property
    def withheld(self) -> bool:
        """What customers answered may not be known: fewer than the survey's threshold could be told apart."""
        return isinstance(self.customers, Sums) and not self.customers.n

    @property
    def seller_withheld(self) -> bool:
        return isinstance(self.sellers, Sums) and not self.sellers.importance_n

    @property
    def belief_withheld(self) -> bool:
        return isinstance(self.sellers, Sums) and not self.sellers.performance_n


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The whole survey. `importance_mean` and `performance_mean` run over the criteria with paired answers.

    `seller_importance_mean` runs over every criterion that sellers rated, `seller_importance_mean_shared` only over
    those with paired customer answers too: the one to hold against `importance_mean`.
    """

    invited: int | None
    answered: int
    seller_answered: int
    importance_mean: float | None
    performance_mean: float | None
    importance_cut: float | None
    performance_cut: float | None
    seller_importance_mean: float | None
    seller_importance_mean_shared: float | None
    gap_mean: float | None
    seller_gap_mean: float | None
    customer_satisfaction_index: float | None
    customer_satisfaction_percent: float | None
    rule: Rule

    @property
    def response_rate(self) -> float | None:
        """Answered of invited, 0..1 (more when more answered than were invited); None when nobody was counted."""
        return self.answered / self.invited if self.invited else None


@dataclass(frozen=True)
class Results:
    """`asked`: what the survey asks besides importance and performance. `threshold`: of a confidential survey, the
    smallest group of which anything is shown; what is empty there is withheld.
    """

    scale: Scale
    summary: Summary
    criteria: tuple[CriterionResult, ...]
    overall: Overall = NOT_ASKED
    asked: frozenset[Extra] = frozenset()
    threshold: int | None = None

    @property
    def judged(self) -> tuple[CriterionResult, ...]:
        """The criteria with paired customer answers."""
        return tuple(result for result in self.criteria if result.n)

    @property
    def most_answers(self) -> int:
        """Paired answers to the criterion that got most of them."""
        return max((result.n for result in self.criteria), default=0)

    @property
    def indication(self) -> bool:
        """Every criterion that was judged has too few answers to be more than an indication."""
        return 0 < self.most_answers < INDICATION_BELOW

    @property
    def withheld_count(self) -> int:
        return sum(result.withheld for result in self.criteria)

    @property
    def uncertain_count(self) -> int:
        return sum(result.uncertain is True for result in self.criteria)
