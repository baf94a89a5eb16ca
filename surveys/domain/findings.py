"""Words before pictures: what to act on, and what the answers cannot say, as values that a page puts into sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from surveys.domain.results import CriterionResult, Results
from surveys.domain.scale import Scale
from surveys.domain.tally import Dimension
from surveys.domain.uncertainty import ALPHA, INDICATION_BELOW, smallest_signed_rank_p

MOST_ACTS = 3


class Act(StrEnum):
    """A thing to act on."""

    CLOSE_GAP = "close gap"  # performance is below importance
    SELLERS_UNDERRATE = "sellers underrate"  # it matters more to customers than sellers think
    SELLERS_OVERRATE = "sellers overrate"  # it matters less to customers than sellers think
    ASK_MORE = "ask more"  # too few answers


class Limit(StrEnum):
    """A thing the answers cannot say."""

    NO_ANSWERS = "no answers"
    RESPONSE = "response"
    FEW_ANSWERS = "few answers"
    NO_QUADRANT = "no quadrant"
    SOME_QUADRANTS = "some quadrants"
    NO_GAP = "no gap"
    NO_SELLER_GAP = "no seller gap"
    SIGNED_RANK = "signed rank"
    CEILING = "ceiling"
    TWO_CAMPS = "two camps"
    NOT_JUDGED = "not judged"
    WITHHELD = "withheld"
    UNPAIRED = "unpaired"


@dataclass(frozen=True)
class Finding:
    """`kind` says which sentence, `criteria` (slugs) and `numbers` what stands in it.

    `holds`: it is distinguishable from chance at 5 % after Holm's correction; otherwise it is only an indication.
    """

    kind: Act | Limit
    criteria: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    dimension: Dimension | None = None
    holds: bool = False


@dataclass(frozen=True)
class Findings:
    acts: tuple[Finding, ...]
    limits: tuple[Finding, ...]


def findings(results: Results) -> Findings:
    """At most three things to act on, the best founded first, and every limit that applies.

    Gaps that hold come first, by priority index; the seller difference keeps a place among the three when it holds.
    Where no gap holds, the largest priority index is named as an indication, with all its ties.
    """
    others = (*_seller_difference(results), *_ask_more(results))
    places = MOST_ACTS - sum(other.holds for other in others)
    acts = sorted((*islice(_gaps_to_close(results), places), *others), key=lambda act: not act.holds)
    return Findings(tuple(acts[:MOST_ACTS]), tuple(_limits(results)))


def _gaps_to_close(results: Results) -> Iterator[Finding]:
    """One finding for each gap that holds, or one for the criteria that share the largest priority index."""
    lacking = [result for result in results.judged if result.priority_index]
    holding = [result for result in lacking if _below(result.gap_p_holm)]
    for result in sorted(holding, key=lambda result: (-(result.priority_index or 0), result.criterion)):
        yield Finding(Act.CLOSE_GAP, (result.criterion,), _gap_numbers(result), holds=True)
    if lacking and not holding:
        largest = max(result.priority_index or 0 for result in lacking)
        tied = [result for result in lacking if result.priority_index == largest]
        yield Finding(Act.CLOSE_GAP, tuple(result.criterion for result in tied), _gap_numbers(tied[0]))


def _gap_numbers(result: CriterionResult) -> Mapping[str, float]:
    return {"gap": result.gap_mean or 0.0, "priority_index": result.priority_index or 0.0}


def _seller_difference(results: Results) -> Iterator[Finding]:
    """The largest difference between sellers and customers, ties of its sign included.

    Differences that hold go before larger ones that do not; underrating goes before overrating of the same size. Of
    few sellers none holds: three who agree by chance have no spread, and Welch's test takes that for certainty.
    """
    compared = [result for result in results.judged if result.seller_gap]
    held = [each for each in compared if each.seller_n >= INDICATION_BELOW and _below(each.seller_gap_p_holm)]
    candidates = held or compared
    if not candidates:
        return
    largest = min((result.seller_gap or 0.0 for result in candidates), key=lambda gap: (-abs(gap), gap))
    kind = Act.SELLERS_UNDERRATE if largest < 0 else Act.SELLERS_OVERRATE
    tied = [result for result in candidates if result.seller_gap == largest]
    numbers = {"seller_gap": largest, "sellers": min(result.seller_n for result in tied)}
    yield Finding(kind, tuple(result.criterion for result in tied), numbers, holds=bool(held))


def _ask_more(results: Results) -> Iterator[Finding]:
    summary, n = results.summary, results.most_answers
    if n < INDICATION_BELOW:
        numbers: dict[str, float] = {"n": n, "wanted": INDICATION_BELOW}
        if summary.invited and summary.invited > summary.answered:
            numbers["silent"] = summary.invited - summary.answered
        yield Finding(Act.ASK_MORE, numbers=numbers)


def _limits(results: Results) -> Iterator[Finding]:
    summary, n = results.summary, results.most_answers
    if summary.invited and summary.invited > summary.answered:
        yield Finding(Limit.RESPONSE, numbers={"answered": summary.answered, "invited": summary.invited})
    if not n:
        yield from _withheld(results) if results.withheld_count else (Finding(Limit.NO_ANSWERS),)
        return
    if results.indication:
        yield Finding(Limit.FEW_ANSWERS, numbers={"n": n, "step": 1 / n})
    yield from _undecided_quadrants(results)
    yield from _nothing_holds(results)
    if smallest_signed_rank_p(n) >= ALPHA:
        yield Finding(Limit.SIGNED_RANK, numbers={"n": n, "p": smallest_signed_rank_p(n)})
    yield from _crowded(results)
    yield from _torn(results)
    yield from _left_out(results)


def _undecided_quadrants(results: Results) -> Iterator[Finding]:
    uncertain = [result for result in results.judged if result.uncertain]
    if uncertain:
        every = len(uncertain) == len(results.judged)
        without = sum(result.importance_ci_low is result.performance_ci_low is None for result in uncertain)
        numbers = {"uncertain": len(uncertain), "judged": len(results.judged), "without_interval": without}
        kind = Limit.NO_QUADRANT if every else Limit.SOME_QUADRANTS
        yield Finding(kind, tuple(result.criterion for result in uncertain), numbers)


def _nothing_holds(results: Results) -> Iterator[Finding]:
    """The tests that were made, where none of them tells a difference from chance."""
    made = {
        Limit.NO_GAP: [result.gap_p_holm for result in results.judged],
        Limit.NO_SELLER_GAP: [result.seller_gap_p_holm for result in results.judged],
    }
    for kind, ps in made.items():
        tests = [p for p in ps if p is not None]
        if not any(_below(p) for p in tests):
            numbers: dict[str, float] = {"tests": len(tests)}
            if tests:
                numbers["smallest_p"] = min(tests)
            if tests or kind is Limit.NO_GAP:
                yield Finding(kind, numbers=numbers)


def _crowded(results: Results) -> Iterator[Finding]:
    """Ceiling: three quarters of the ratings or more are in the top fifth of the scale (Bacon 2003 on importance)."""
    for dimension in Dimension:
        scores = [score for result in results.criteria for score in _scores(result, dimension).items()]
        ratings = sum(times for _, times in scores)
        if not ratings:  # of sums nobody knows how they came about
            continue
        share = sum(times for score, times in scores if _in_top_fifth(score, results.scale)) / ratings
        if share >= 3 / 4:
            yield Finding(Limit.CEILING, numbers={"share": share}, dimension=dimension)


def _torn(results: Results) -> Iterator[Finding]:
    """Criteria whose mean stands where few people stand."""
    for dimension in Dimension:
        torn = tuple(
            result.criterion for result in results.judged if two_camps(_scores(result, dimension), results.scale)
        )
        if torn:
            yield Finding(Limit.TWO_CAMPS, torn, dimension=dimension)


def _left_out(results: Results) -> Iterator[Finding]:
    yield from _withheld(results)
    unjudged = tuple(result.criterion for result in results.criteria if not (result.n or result.withheld))
    if unjudged:
        yield Finding(Limit.NOT_JUDGED, unjudged)
    unpaired = sum(result.importance_n + result.performance_n - 2 * result.n for result in results.criteria)
    if unpaired:
        yield Finding(Limit.UNPAIRED, numbers={"ratings": unpaired})


def _withheld(results: Results) -> Iterator[Finding]:
    withheld = tuple(result.criterion for result in results.criteria if result.withheld)
    if withheld:
        yield Finding(Limit.WITHHELD, withheld, {"least": results.threshold or 0})


def two_camps(scores: dict[int, int], scale: Scale) -> bool:
    """Whether the ratings ({score: respondents}) stand at both ends with a thin middle; our own rule of thumb.

    At least three tenths of six or more ratings lie in the lower third of the scale, as many in the upper third, and a
    score in between was chosen at most half as often as one in the thinner camp. Needs a scale of five points or more.
    """
    ratings = sum(scores.values())
    if ratings < 6 or scale.points < 5:
        return False
    low = [score for score in scale.scores if 3 * (score - scale.low) < scale.points]
    high = [score for score in scale.scores if 3 * (scale.high - score) < scale.points]
    middle = [score for score in scale.scores if low[-1] < score < high[0]]
    camps = [sum(scores.get(score, 0) for score in camp) for camp in (low, high)]
    thinnest = min(camps) / len(low)
    between = sum(scores.get(score, 0) for score in middle) / len(middle)
    return min(camps) >= 0.3 * ratings and between <= thinnest / 2


def _scores(result: CriterionResult, dimension: Dimension) -> dict[int, int]:
    customers = result.customers
    return customers.importance_scores if dimension is Dimension.IMPORTANCE else customers.performance_scores


def _in_top_fifth(score: int, scale: Scale) -> bool:
    return 5 * (scale.high - score) < scale.points - 1


def _below(p: float | None) -> bool:
    return p is not None and p < ALPHA
