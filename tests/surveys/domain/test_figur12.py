"""The published survey comes out to the last digit, and nothing in it can be told from chance."""

from statistics import fmean, median, stdev

import pytest

from surveys.domain.cuts import Rule

# criterion: gap, seller gap, range of the three means, quadrant (the same by means and by medians), priority index
EXPECTED = {
    "availability": (0.5, 0.25, 0.5, "possible overkill", 0),
    "advice": (0, 0, 0, "low priority", 0),
    "solution_orientation": (-0.25, -1.0, 1.0, "keep up", 2.4375),
    "customer_orientation": (0.25, 0, 0.25, "keep up", 0),
    "trust": (-0.25, -0.5, 0.5, "keep up", 2.4375),
    "knowledge": (-0.25, -0.5, 0.5, "concentrate here", 2.375),
    "efficiency": (0.5, -1.75, 2.25, "possible overkill", 0),
    "communication": (0.25, 0, 0.25, "low priority", 0),
    "accuracy": (-0.25, -0.25, 0.25, "keep up", 2.4375),
    "business_understanding": (-0.25, 0, 0.25, "low priority", 2.25),
    "collaboration": (0.25, -0.5, 0.75, "possible overkill", 0),
    "follow_up": (-0.25, -0.25, 0.25, "keep up", 2.4375),
}


def column(results, name):
    return [getattr(result, name) for result in results.judged]


def test_every_mean_is_the_published_one(reference, published):
    assert {result.criterion for result in reference.criteria} == set(published)
    for result in reference.criteria:
        means = (result.seller_importance_mean, result.importance_mean, result.performance_mean)
        row = published[result.criterion]
        columns = ("seller_importance", "customer_importance", "customer_performance")
        assert means == tuple(float(row[name]) if row[name] else None for name in columns)


@pytest.mark.parametrize("rule", [Rule.MEANS, Rule.MEDIANS])
def test_every_criterion_comes_out(analyse, rule):
    results = analyse(rule=rule)
    assert {
        result.criterion: (
            result.gap_mean,
            result.seller_gap,
            max(means := (result.importance_mean, result.performance_mean, result.seller_importance_mean)) - min(means),
            result.quadrant,
            result.priority_index,
        )
        for result in results.judged
    } == EXPECTED


@pytest.mark.parametrize(
    ("name", "total", "mean", "middle", "sd"),
    [
        ("seller_importance_mean", 108.25, 9.0208, 9.0, 0.6437),
        ("importance_mean", 112.75, 9.3958, 9.375, 0.3447),
        ("performance_mean", 113.0, 9.4167, 9.5, 0.3257),
    ],
)
def test_the_twelve_means_together(reference, name, total, mean, middle, sd):
    means = column(reference, name)
    assert (sum(means), round(fmean(means), 4), median(means), round(stdev(means), 4)) == (total, mean, middle, sd)


def test_summary(reference):
    summary = reference.summary
    assert (summary.invited, summary.answered, summary.seller_answered) == (13, 4, 4)
    assert round(summary.response_rate, 3) == 0.308
    assert round(summary.importance_mean, 4) == round(summary.importance_cut, 4) == 9.3958
    assert round(summary.performance_mean, 4) == round(summary.performance_cut, 4) == 9.4167
    assert round(summary.customer_satisfaction_index, 5) == 9.42295
    assert round(summary.customer_satisfaction_percent, 3) == 93.588
    assert round(summary.gap_mean, 4) == 0.0208
    assert summary.seller_gap_mean == -0.375


def test_sellers_over_all_thirteen_and_over_the_shared_twelve(reference):
    assert round(reference.summary.seller_importance_mean, 4) == 8.9615
    assert round(reference.summary.seller_importance_mean_shared, 4) == 9.0208


@pytest.mark.parametrize(
    ("name", "total", "absolute", "signs"),
    [("gap_mean", 0.25, 0.2708, (6, 1, 5)), ("seller_gap", -4.5, 0.4167, (7, 4, 1))],
)
def test_gaps_together(reference, name, total, absolute, signs):
    gaps = column(reference, name)
    assert (sum(gaps), round(fmean(map(abs, gaps)), 4)) == (total, absolute)
    assert (sum(g < 0 for g in gaps), sum(g == 0 for g in gaps), sum(g > 0 for g in gaps)) == signs


def test_correlations_of_the_published_means(reference):
    from scipy.stats import kendalltau, pearsonr, spearmanr  # which takes a second

    seller, importance, performance = (
        column(reference, name) for name in ("seller_importance_mean", "importance_mean", "performance_mean")
    )
    assert [round(value, 4) for value in (pearsonr(seller, importance)[0], spearmanr(seller, importance)[0])] == [
        0.5228,
        0.5250,
    ]
    assert [round(value, 3) for value in (pearsonr(seller, importance)[1], spearmanr(seller, importance)[1])] == [
        0.081,
        0.080,
    ]
    assert round(kendalltau(seller, importance)[0], 4) == 0.4391
    assert round(pearsonr(importance, performance)[0], 4) == 0.5736
    assert round(spearmanr(importance, performance)[0], 4) == 0.5881


def test_cut_lines_by_medians(analyse):
    summary = analyse(rule=Rule.MEDIANS).summary
    assert (summary.importance_cut, summary.performance_cut) == (9.375, 9.5)


def test_scale_centred_everything_is_to_be_kept_up(analyse):
    results = analyse(rule=Rule.SCALE)
    assert (results.summary.importance_cut, results.summary.performance_cut) == (5.5, 5.5)
    assert column(results, "quadrant") == ["keep up"] * 12
    assert column(results, "uncertain") == [False] * 12


@pytest.mark.parametrize("rule", [Rule.MEANS, Rule.MEDIANS])
def test_no_quadrant_can_be_told_apart(analyse, rule):
    results = analyse(rule=rule)
    assert column(results, "uncertain") == [True] * 12
    assert results.uncertain_count == 12


def test_no_gap_can_be_told_from_chance(reference):
    assert min(column(reference, "gap_p")) == pytest.approx(0.18169, abs=5e-6)
    assert column(reference, "gap_p_holm") == [1.0] * 12
    assert all(result.gap_ci_low < 0 < result.gap_ci_high for result in reference.judged)


def test_intervals_of_four_answers(reference):
    reaches = {
        (round(result.importance_sd, 4), round(result.importance_mean - result.importance_ci_low, 4))
        for result in reference.judged
        if result.importance_ci_low is not None
    }
    assert reaches == {(0.5, 0.7956), (0.5774, 0.9187), (0.8165, 1.2992)}
    assert {result.importance_ci_high for result in reference.judged} == {10.0, None}  # where the scale ends


def test_all_ties_of_lowest_and_highest_are_marked(reference):
    def marked(side, name):
        return {result.criterion for result in reference.criteria if name in getattr(result, side)}

    assert marked("lowest", "importance_mean") == {"advice", "efficiency", "communication", "business_understanding"}
    assert marked("highest", "importance_mean") == {
        "solution_orientation",
        "customer_orientation",
        "trust",
        "accuracy",
        "follow_up",
    }
    assert marked("lowest", "performance_mean") == {"business_understanding"}
    assert marked("highest", "performance_mean") == {"customer_orientation"}
    assert marked("lowest", "seller_importance_mean") == marked("lowest", "seller_gap") == {"efficiency"}
    assert marked("lowest", "gap_mean") == {name for name, row in EXPECTED.items() if row[0] == -0.25}


def test_same_answers_are_named(reference):
    same = {result.criterion: result.all_same for result in reference.criteria if "performance" in result.all_same}
    assert set(same) == {"customer_orientation", "advice"}
    assert all(result.indication for result in reference.judged)


def test_a_criterion_only_sellers_judged_has_no_customer_figures(reference):
    (crm,) = (result for result in reference.criteria if not result.n)
    assert (crm.criterion, crm.seller_n, crm.seller_importance_mean) == ("crm_system", 4, 8.25)
    assert (crm.importance_mean, crm.gap_p, crm.seller_gap, crm.priority_index) == (None, None, None, None)
    assert (crm.quadrant, crm.uncertain, crm.indication) == (None, None, False)


def test_the_data_files_are_in_step(published, answer_rows):
    heading, rows = answer_rows
    assert heading == ["audience", "respondent", "criterion", "dimension", "rating"]
    assert len(rows) == 148 == 4 * (12 * 2 + 13)
    assert {row[2] for _, row in rows} == set(published)
