"""Importance-performance analysis: pairs, missing answers, no spread, order and every rule."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.domain.cuts import Rule, Targets
from surveys.domain.gaps import importance_performance
from surveys.domain.judged import Judged
from surveys.domain.scale import Scale
from surveys.domain.tally import Tally
from tests.surveys.domain.oracle import corrected, described

ratings = st.integers(1, 10)
pairs = st.lists(st.tuples(ratings, ratings), max_size=25)
surveys = st.lists(pairs, min_size=1, max_size=6)


def judged(*customers, sellers=()):
    """One criterion for each list of pairs, called a, b, c ..."""
    seller_tally = Tally.of_pairs((rating, None) for rating in sellers)
    return [Judged(chr(97 + place), Tally.of_pairs(rows), seller_tally) for place, rows in enumerate(customers)]


def analyse(*customers, sellers=(), scale=None, **options):
    return importance_performance(judged(*customers, sellers=sellers), scale=scale or Scale(), **options)


@settings(max_examples=25, deadline=None)
@given(surveys)
def test_agrees_with_statsmodels(survey):
    assert figures(survey) == figures_by_statsmodels(survey)


@pytest.mark.prove
@settings(max_examples=500, deadline=None)
@given(surveys)
def test_agrees_with_statsmodels_on_many(survey):
    assert figures(survey) == figures_by_statsmodels(survey)


def figures(survey):
    """Of each criterion: n, mean gap, interval, p, p by Holm, spread of the importance."""
    return [
        (each.n, each.gap_mean, each.gap_ci_low, each.gap_ci_high, each.gap_p, each.gap_p_holm, each.importance_sd)
        if each.gap_p is not None
        else (each.n, each.gap_ci_low, each.gap_ci_high, each.gap_p_holm)
        for each in analyse(*survey).criteria
    ]


def figures_by_statsmodels(survey):
    """The same by somebody else's arithmetic; without spread there is neither interval nor p."""
    found = [(len(rows), None, None, None) for rows in survey]
    tested = [place for place, rows in enumerate(survey) if len({p - i for i, p in rows}) > 1]
    gaps = {place: described([p - i for i, p in survey[place]]) for place in tested}
    values = [gaps[place].ttest_mean()[1] for place in tested]
    holm = corrected(values) if tested else []
    for place, p, p_holm in zip(tested, values, holm, strict=True):
        spread = described([i for i, _ in survey[place]], ddof=1).std
        row = (len(survey[place]), gaps[place].mean, *gaps[place].tconfint_mean(), p, p_holm, spread)
        found[place] = pytest.approx(row)
    return found


@given(surveys, st.randoms())
def test_the_order_of_criteria_changes_nothing_but_the_order(survey, random):
    inputs = judged(*survey)
    shuffled = inputs.copy()
    random.shuffle(shuffled)
    there = importance_performance(inputs, scale=Scale())
    back = importance_performance(shuffled, scale=Scale())
    assert there.summary == back.summary
    assert sorted(back.criteria, key=lambda result: result.criterion) == list(there.criteria)


@given(st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=9), min_size=1, max_size=5))
def test_moving_all_answers_up_moves_the_means_and_leaves_gaps_and_quadrants(survey):
    low = analyse(*survey)
    high = analyse(*[[(i + 6, p + 6) for i, p in rows] for rows in survey])
    for before, after in zip(low.criteria, high.criteria, strict=True):
        assert (before.quadrant, before.gap_mean, before.gap_p) == (after.quadrant, after.gap_mean, after.gap_p)
        assert (before.lowest, before.highest, before.all_same) == (after.lowest, after.highest, after.all_same)
        if before.n:
            assert after.importance_mean == pytest.approx(before.importance_mean + 6)


def test_means_use_only_the_paired_answers():
    rows = [(10, 8), (8, 8), (1, None), (None, 1), (None, None)]
    result, complete = (analyse(each, sellers=[6, 7]).criteria[0] for each in (rows, rows[:2]))
    assert (result.n, result.importance_n, result.performance_n) == (2, 3, 3)
    assert (result.importance_mean, result.performance_mean, result.gap_mean) == (9, 8, -1)
    assert result.priority_index == 9
    counted = {"customers": Tally(), "importance_n": 0, "performance_n": 0}
    assert replace(result, **counted) == replace(complete, **counted)


def test_answers_that_never_pair_leave_everything_unknown():
    results = analyse([(9, None), (None, 9)], sellers=[8, 9])
    result = results.criteria[0]
    assert (result.n, result.importance_n, result.performance_n, result.seller_n) == (0, 1, 1, 2)
    assert (result.importance_mean, result.importance_sd, result.gap_mean, result.quadrant) == (None,) * 4
    assert (result.uncertain, result.seller_gap, result.seller_importance_mean) == (None, None, 8.5)
    assert (results.summary.importance_cut, results.summary.customer_satisfaction_index) == (None, None)
    assert (results.judged, results.most_answers, results.indication) == ((), 0, False)


def test_a_survey_without_criteria():
    results = importance_performance([], scale=Scale())
    assert results.criteria == ()
    assert (results.summary.importance_mean, results.summary.seller_importance_mean) == (None, None)


def test_one_answer_has_means_and_a_quadrant_but_no_certainty():
    result = analyse([(9, 7)], rule=Rule.SCALE).criteria[0]
    assert (result.importance_mean, result.gap_mean, result.priority_index, result.quadrant) == (9, -2, 18, "keep up")
    assert (result.importance_sd, result.gap_ci_low, result.gap_p, result.importance_ci_low) == (None,) * 4
    assert (result.uncertain, result.indication, result.all_same) == (True, True, frozenset())


def test_all_the_same_in_both_dimensions_is_uncertain():
    result = analyse([(9, 7)] * 30, rule=Rule.SCALE).criteria[0]
    assert (result.importance_sd, result.gap_sd, result.gap_p, result.gap_ci_low) == (0.0, 0.0, None, None)
    assert result.all_same == {"importance", "performance", "gap"}
    assert result.uncertain is True


def test_all_the_same_in_one_dimension_leaves_it_to_the_other():
    rows = [(9, 7), (9, 8), (9, 7), (9, 8)]
    assert analyse(rows, rule=Rule.SCALE).criteria[0].uncertain is False
    assert analyse(rows, rule=Rule.TARGETS, targets=Targets(5, Decimal("7.6"))).criteria[0].uncertain is True


def test_all_the_same_on_the_line_itself_is_uncertain():
    rows = [(9, 7), (9, 8), (9, 7), (9, 8)]
    assert analyse(rows, rule=Rule.TARGETS, targets=Targets(9, 3)).criteria[0].uncertain is True
    assert analyse(rows, rule=Rule.TARGETS, targets=Targets(8, 3)).criteria[0].uncertain is False


def test_many_clear_answers_are_certain():
    results = analyse([(9, 3), (8, 4)] * 50, [(3, 8), (4, 9)] * 50)
    assert [(result.quadrant, result.uncertain) for result in results.criteria] == [
        ("concentrate here", False),
        ("possible overkill", False),
    ]
    assert results.uncertain_count == 0
    assert not results.indication


def test_a_criterion_on_the_mean_of_means_is_high_though_floats_would_say_low():
    tens = [[(6, 6)] * (10 - more) + [(7, 7)] * more for more in (0, 1, 2)]
    results = analyse(*tens)
    assert results.criteria[1].importance_mean < sum(result.importance_mean for result in results.criteria) / 3
    assert [result.quadrant for result in results.criteria] == ["low priority", "keep up", "keep up"]


@pytest.mark.parametrize(("n", "indication"), [(1, True), (9, True), (10, False)])
def test_below_ten_answers_it_is_an_indication(n, indication):
    results = analyse([(9, 8)] * n)
    assert results.criteria[0].indication is indication
    assert results.indication is indication


def test_equal_values_are_neither_lowest_nor_highest():
    results = analyse([(9, 8), (8, 9)], [(8, 9), (9, 8)])
    assert all(not result.lowest and not result.highest for result in results.criteria)


def test_seller_difference_is_welch_and_corrected_for_all_criteria():
    rows = [(9, 9), (10, 9), (10, 10), (9, 8), (10, 10)]
    results = analyse(rows, rows, sellers=[6, 7, 7, 8])
    for result in results.criteria:
        assert result.seller_gap == pytest.approx(7 - 9.6)
        assert result.seller_gap_ci_low < result.seller_gap < result.seller_gap_ci_high < 0
        assert result.seller_gap_p_holm == pytest.approx(2 * result.seller_gap_p)


def test_sellers_who_rated_performance_are_read_by_importance_alone():
    seller = Tally.of_pairs([(9, 1), (7, None)])
    (result,) = importance_performance([Judged("a", Tally.of_pairs([(5, 5)]), seller)], scale=Scale()).criteria
    assert (result.seller_n, result.seller_importance_mean, result.seller_gap) == (2, 8, 3)


@pytest.mark.parametrize(
    ("scale", "rows", "percent"),
    [(Scale(1, 5), [(5, 5), (5, 5)], 100), (Scale(0, 1), [(1, 0), (1, 1)], 50), (Scale(0, 9), [(9, 0)], 0)],
)
def test_satisfaction_in_percent_of_any_scale(scale, rows, percent):
    assert analyse(rows, scale=scale).summary.customer_satisfaction_percent == percent


def test_satisfaction_is_unknown_when_nothing_matters():
    assert analyse([(0, 3)], scale=Scale(0, 5)).summary.customer_satisfaction_index is None


def test_refuses_ratings_outside_the_scale():
    with pytest.raises(ValueError, match="a holds the rating 6"):
        analyse([(5, 6)], scale=Scale(1, 5))


def test_refuses_a_criterion_that_comes_twice():
    with pytest.raises(ValueError, match="twice"):
        importance_performance(judged([(9, 9)]) * 2, scale=Scale())


def test_nobody_invited_has_no_response_rate():
    assert analyse([(9, 9)], answered=1).summary.response_rate is None
    assert analyse([(9, 9)], answered=1, invited=4).summary.response_rate == 0.25


def test_judged_survives_being_kept_as_json():
    (before,) = judged([(9, 8), (None, 7)], sellers=[5])
    assert Judged.from_json("a", before.to_json()) == before
    assert Judged.from_json("a", {}) == Judged("a")
    assert replace(before, sellers=Tally()).to_json()["seller"] == []
