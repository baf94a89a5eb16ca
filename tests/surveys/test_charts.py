"""The pictures and sentences of a survey."""

import pytest
from django.utils import translation

from kamplan.charts import drawing, figure
from kamplan.charts.names import in_lines
from surveys.charts import dashboard
from surveys.charts.answers import answers_chart
from surveys.charts.findings import sentences
from surveys.charts.grid import grid_chart, grid_key
from surveys.charts.profile import profile_chart
from surveys.charts.words import listed
from surveys.domain.cuts import Rule, Targets
from surveys.domain.gaps import importance_performance
from surveys.domain.judged import Judged
from surveys.domain.order import Sort, in_order
from surveys.domain.scale import Scale
from surveys.domain.tally import Tally

FULL = Scale()


@pytest.fixture
def names(published):
    return {slug: row["criterion_en"] for slug, row in published.items()}


def results_of(*pairs, sellers=(), rule=Rule.MEANS, targets=None, scale=FULL):
    """Of one criterion for each list of (importance, performance)."""
    judged = [
        Judged(f"c{number}", Tally.of_pairs(some), Tally.of_pairs((score, None) for score in sellers))
        for number, some in enumerate(pairs)
    ]
    answered = max(map(len, pairs), default=0)
    return importance_performance(judged, scale=scale, rule=rule, targets=targets, answered=answered)


def named(results):
    return {result.criterion: result.criterion.upper() for result in results.criteria}


def test_every_criterion_has_its_three_means(reference, names):
    chart = profile_chart(reference, in_order(reference.criteria, Sort.GAP), names)
    assert {series.name: len(series.marks) for series in chart.series} == {
        "Customers: importance": 12,
        "Customers: performance": 12,
        "Sellers: importance": 13,
    }
    assert len({series.shape for series in chart.series}) == 3
    assert chart.y.ticks[0] == (0, "Accuracy")
    assert chart.y.ticks[-1] == (12, "CRM system")


def test_the_picture_says_where_its_axis_starts(reference, names):
    chart = profile_chart(reference, reference.criteria, names)
    assert chart.note == "The axis starts at 6, not at 1, where the scale starts."
    wide = results_of([(1, 9), (10, 2)])
    assert profile_chart(wide, wide.criteria, named(wide)).note == ""


def test_intervals_are_drawn_as_far_as_the_scale_goes(reference, names):
    chart = profile_chart(reference, reference.criteria, names)
    spans = [mark.across for series in chart.series for mark in series.marks]
    assert None in spans  # all answered the same
    assert all(1 <= low < high <= 10 for low, high in filter(None, spans))


WINDOWS = {  # what part of the scale is drawn: (importance, performance) of each criterion
    "Both axes show only the upper part of the scale from 1 to 10.": ([(9, 7)], [(10, 8)]),
    "Both axes show only a part of the scale from 1 to 10.": ([(5, 6)], [(6, 5)]),
    "On the dashed line": ([(1, 9)], [(10, 2)]),
}


@pytest.mark.parametrize("said", WINDOWS)
def test_the_grid_says_which_part_of_the_scale_it_shows(said):
    results = results_of(*WINDOWS[said])
    note = grid_chart(results, named(results)).note
    assert note.removeprefix("Every point is hollow: no quadrant can be told apart. ").startswith(said)


def test_a_grid_of_the_lower_end_is_a_part_of_the_scale_too():
    results = results_of([(1, 2)], [(2, 1)])
    assert "only a part of the scale from 1 to 10." in grid_chart(results, named(results)).note


@pytest.mark.parametrize("pairs", [[(5, 6)], [(5, 5), (6, 5), (5, 6)], [(10, 10)], [(1, 1)], [(5, 6), (6, 6), (6, 5)]])
@pytest.mark.parametrize("scale", [FULL, Scale(1, 2)])
def test_every_axis_has_three_ticks_inside_it(pairs, scale):
    fitting = [tuple(min(score, scale.high) for score in pair) for pair in pairs]
    results = results_of(fitting, scale=scale)
    grid, profile = grid_chart(results, named(results)), profile_chart(results, results.criteria, named(results))
    for axis in (grid.x, grid.y, profile.x):
        assert len(axis.ticks) >= 3
        assert len({label for _at, label in axis.ticks}) == len(axis.ticks)
        assert all(axis.low <= at <= axis.high and at == float(label) for at, label in axis.ticks)


def test_ticks_are_written_as_the_reader_writes_numbers():
    results = results_of([(5, 6)], [(6, 5)])
    with translation.override("nb"):
        chart = grid_chart(results, named(results))
    assert chart.x.ticks == chart.y.ticks == ((5.0, "5,0"), (5.5, "5,5"), (6.0, "6,0"))
    assert "Begge aksene viser bare en del av skalaen fra 1 til 10." in chart.note


def test_hundredths_are_not_drawn_as_if_they_lay_far_apart():
    results = results_of([(5, 6)] * 100, [(5, 6)] * 99 + [(6, 6)], rule=Rule.SCALE)
    near = results_of([(5, 5)] * 100, [(5, 5)] * 99 + [(6, 5)])
    for each in (results, near):
        axis = grid_chart(each, named(each)).x
        assert axis.high - axis.low > 1


@pytest.mark.parametrize("rule", Rule)
def test_the_grid_shows_every_point_and_both_cut_lines(analyse, names, rule):
    results = analyse(rule=rule, targets=Targets(8, 9))
    chart = grid_chart(results, names)
    marks = [mark for series in chart.series for mark in series.marks]
    inside = [*(mark.x for mark in marks), *(mark.y for mark in marks)]
    inside += [results.summary.importance_cut, results.summary.performance_cut]
    assert all(chart.x.low < value < chart.x.high for value in inside)
    assert (chart.x.low, chart.x.high) == (chart.y.low, chart.y.high)
    shown = {number for text in chart.texts for number in text.words.split(", ") if number.isdigit()}
    assert shown == {str(number) for number in range(1, 13)}


def test_uncertain_points_are_hollow(analyse, names):
    hollow = {
        rule: [series.hollow for series in grid_chart(analyse(rule=rule), names).series]
        for rule in (Rule.MEANS, Rule.SCALE)
    }
    assert hollow == {Rule.MEANS: [True], Rule.SCALE: [False]}


def test_the_alternative_text_names_every_quadrant(reference, names):
    alt = grid_chart(reference, names).alt
    assert "Concentrate here: Knowledge." in alt
    assert "cut by data-centred means" in alt
    assert alt.endswith("12 points are uncertain.")


def test_the_key_says_which_points_are_uncertain_unless_all_are(analyse, names):
    everything = [entry for group in grid_key(analyse(), names) for entry in group.entries]
    assert len(everything) == 12
    assert not any(uncertain for _number, _name, uncertain in everything)
    some = [
        entry for group in grid_key(analyse(rule=Rule.TARGETS, targets=Targets(8, 9)), names) for entry in group.entries
    ]
    assert sum(uncertain for _number, _name, uncertain in some) == 11


def test_every_answer_is_a_dot(reference, names):
    chart = answers_chart(reference, reference.criteria, names)
    assert chart.title == "Every answer"
    assert sum(len(series.marks) for series in chart.series) == 4 * 24 + 4 * 13
    places = [(series.name, mark.x, mark.y) for series in chart.series for mark in series.marks]
    assert len(set(places)) == len(places)


def test_many_answers_are_counted():
    results = results_of([(9, 8)] * 900 + [(8, 8)] * 225, sellers=[7, 7])
    chart = answers_chart(results, results.criteria, named(results))
    assert chart.title == "How many gave each score"
    customers = chart.series[0]
    assert [mark.count for mark in customers.marks] == [225, 900]
    few, many = (customers.across(mark) for mark in customers.marks)
    assert many == pytest.approx(2 * few)  # four times as many: twice as wide


def test_every_chart_is_one_plotly_accepts_and_can_be_drawn(analyse, names):
    for results in (analyse(), analyse(rule=Rule.SCALE), results_of([(9, 8)] * 900, sellers=[7])):
        called = names if len(results.criteria) > 1 else named(results)
        for chart in (
            profile_chart(results, results.criteria, called),
            grid_chart(results, called),
            answers_chart(results, results.criteria, called),
        ):
            assert chart.alt
            assert len(figure(chart).data) >= len(chart.series)
            assert drawing(chart).startswith("<svg")


def test_nothing_is_drawn_of_nothing():
    empty = results_of()
    assert profile_chart(empty, [], {}) is None
    assert grid_chart(empty, {}) is None
    assert answers_chart(empty, [], {}) is None
    assert dashboard(empty, {}, Sort.GAP).words.limits[0].heading == "Anything about customers"


def test_what_holds_is_no_indication():
    clear = [(9, 5), (9, 6), (10, 5), (9, 4), (10, 6)] * 4
    results = results_of(clear)
    act = sentences(results, named(results)).acts[0]
    assert (act.heading, act.indication) == ("Close the gap: C0", False)
    few = results_of(clear[:5])
    assert sentences(few, named(few)).acts[0].indication


def test_sentences_carry_their_numbers(reference, names):
    words = sentences(reference, names)
    assert words.acts[1].text.startswith("To customers it matters 1.75 points more than sellers believe.")
    headings = [limit.heading for limit in words.limits]
    assert len(headings) == len(set(headings))
    both = next(limit.text for limit in words.limits if "squeezed" in limit.heading)
    assert "importance" in both
    assert "performance" in both


def test_the_same_figures_are_made_into_a_page_once(reference, names):
    assert dashboard(reference, names, Sort.GAP) is dashboard(reference, names, Sort.GAP)
    assert dashboard(reference, names, Sort.GAP) is not dashboard(reference, names, Sort.SELLERS)


def test_names_are_listed_and_folded():
    assert [listed(["A", "B", "C"][:count]) for count in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert in_lines("Business understanding") == "Business\nunderstanding"
    assert in_lines("Forretningsforståelse") == "Forretningsforståelse"
    assert max(map(len, in_lines("x" * 120).split("\n"))) <= 22


def test_a_heading_names_few_criteria_and_counts_many():
    results = results_of(*[[(9, 6), (9, 5)]] * 5)
    act = sentences(results, named(results)).acts[0]
    assert act.heading == "Look first at 5 criteria that lag alike"
    assert act.text.startswith("C0, C1, C2, C3 and C4. For each of these, performance is 3.50 points below")
