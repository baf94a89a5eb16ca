"""Findings: at most three things to act on, honestly founded, and every limit of the answers."""

import pytest

from surveys.domain.cuts import Rule
from surveys.domain.findings import Act, Finding, Limit, findings, two_camps
from surveys.domain.gaps import importance_performance
from surveys.domain.judged import Judged
from surveys.domain.scale import Scale
from surveys.domain.tally import Dimension, Tally


def analyse(criteria, **options):
    """{slug: (customers' pairs, sellers' ratings)} -> findings."""
    judged = [
        Judged(slug, Tally.of_pairs(pairs), Tally.of_pairs((rating, None) for rating in sellers))
        for slug, (pairs, sellers) in criteria.items()
    ]
    return findings(importance_performance(judged, scale=Scale(), **options))


def kinds(found):
    return [finding.kind for finding in found]


def one(found, kind):
    (finding,) = (finding for finding in found if finding.kind == kind)
    return finding


BEHIND = [(9, 6), (9, 7), (8, 5), (9, 6)] * 5
FURTHER_BEHIND = [(9, 3), (9, 4), (8, 2), (9, 3)] * 5
EVEN = [(7, 7), (6, 7), (7, 6), (6, 6)] * 5


def test_the_reference_survey_says_little_and_says_so(reference):
    found = findings(reference)
    assert found.acts == (
        Finding(
            Act.CLOSE_GAP,
            ("accuracy", "follow_up", "solution_orientation", "trust"),
            {"gap": -0.25, "priority_index": 2.4375},
        ),
        Finding(Act.SELLERS_UNDERRATE, ("efficiency",), {"seller_gap": -1.75, "sellers": 4}),
        Finding(Act.ASK_MORE, numbers={"n": 4, "wanted": 10, "silent": 9}),
    )
    assert kinds(found.limits) == [
        Limit.RESPONSE,
        Limit.FEW_ANSWERS,
        Limit.NO_QUADRANT,
        Limit.NO_GAP,
        Limit.NO_SELLER_GAP,
        Limit.SIGNED_RANK,
        Limit.CEILING,
        Limit.CEILING,
        Limit.NOT_JUDGED,
    ]
    assert one(found.limits, Limit.RESPONSE).numbers == {"answered": 4, "invited": 13}
    assert one(found.limits, Limit.FEW_ANSWERS).numbers == {"n": 4, "step": 0.25}
    assert one(found.limits, Limit.NO_QUADRANT).numbers == {"uncertain": 12, "judged": 12, "without_interval": 0}
    assert one(found.limits, Limit.NO_GAP).numbers == {"tests": 12, "smallest_p": 1.0}
    assert one(found.limits, Limit.SIGNED_RANK).numbers == {"n": 4, "p": 0.125}
    assert one(found.limits, Limit.NOT_JUDGED).criteria == ("crm_system",)


def test_gaps_that_hold_come_by_priority():
    found = analyse({"even": (EVEN, ()), "behind": (BEHIND, ()), "further": (FURTHER_BEHIND, ())})
    assert [(act.kind, act.criteria, act.holds) for act in found.acts] == [
        (Act.CLOSE_GAP, ("further",), True),
        (Act.CLOSE_GAP, ("behind",), True),
    ]
    assert Limit.NO_GAP not in kinds(found.limits)


def test_there_are_never_more_than_three_and_sellers_who_are_wrong_keep_a_place():
    sellers = [2, 3] * 5
    criteria = dict.fromkeys("abcde", (FURTHER_BEHIND, sellers))
    found = analyse(criteria)
    assert kinds(found.acts) == [Act.CLOSE_GAP, Act.CLOSE_GAP, Act.SELLERS_UNDERRATE]
    assert [act.criteria for act in found.acts] == [("a",), ("b",), tuple("abcde")]
    assert all(act.holds for act in found.acts)


def test_three_gaps_when_sellers_cannot_be_told_from_chance():
    found = analyse(dict.fromkeys("abcde", (FURTHER_BEHIND, (8, 9))))
    assert [act.criteria for act in found.acts] == [("a",), ("b",), ("c",)]


def test_what_holds_goes_before_what_does_not():
    even = [(9, 9), (9, 10), (10, 9), (10, 9)] * 5
    found = analyse({"a": (even, (2, 3) * 5)})
    assert [(act.kind, act.holds) for act in found.acts] == [(Act.SELLERS_UNDERRATE, True), (Act.CLOSE_GAP, False)]


def test_sellers_may_think_too_much_of_a_criterion():
    found = analyse({"a": ([(3, 9), (4, 9)] * 6, (9, 10) * 5)})
    numbers = {"seller_gap": 6.0, "sellers": 10}
    assert found.acts == (Finding(Act.SELLERS_OVERRATE, ("a",), numbers, holds=True),)


def test_a_seller_difference_that_holds_goes_before_a_larger_one_that_does_not():
    found = analyse({"sure": ([(8, 8), (9, 9)] * 6, (5, 6) * 6), "single": ([(9, 9), (8, 8)] * 6, (1,))})
    assert one(found.acts, Act.SELLERS_UNDERRATE) == Finding(
        Act.SELLERS_UNDERRATE, ("sure",), {"seller_gap": -3.0, "sellers": 12}, holds=True
    )


@pytest.mark.parametrize(("sellers", "holds"), [((3, 3, 3), False), ((2, 3, 2) * 3, False), ((2, 3) * 5, True)])
def test_of_few_sellers_no_difference_holds_however_much_they_agree(sellers, holds):
    """Three who say the same have no spread: Welch's test then finds p < 0.001 where there may be nothing."""
    act = one(analyse({"a": ([(8, 8), (9, 9)] * 10, sellers)}).acts, Act.SELLERS_UNDERRATE)
    assert (act.holds, act.numbers["sellers"]) == (holds, len(sellers))


def test_a_point_without_an_interval_is_counted_as_such():
    found = analyse({"alike": ([(9, 9)] * 12, ()), "spread": ([(8, 9), (9, 8)] * 6, ())})
    assert one(found.limits, Limit.NO_QUADRANT).numbers == {"uncertain": 2, "judged": 2, "without_interval": 1}


def test_equal_seller_differences_of_both_signs_name_the_underrated():
    found = analyse({"over": ([(5, 5)], (7,)), "under": ([(7, 7)], (5,))})
    assert Act.SELLERS_OVERRATE not in kinds(found.acts)
    assert one(found.acts, Act.SELLERS_UNDERRATE).criteria == ("under",)


def test_nothing_to_act_on_when_all_is_well():
    found = analyse({"a": ([(7, 8), (6, 8), (7, 9)] * 5, ())})
    assert found.acts == ()


def test_no_answers_at_all():
    found = analyse({"a": ((), (9,))}, invited=8)
    assert kinds(found.limits) == [Limit.RESPONSE, Limit.NO_ANSWERS]
    assert found.acts == (Finding(Act.ASK_MORE, numbers={"n": 0, "wanted": 10, "silent": 8}),)


@pytest.mark.parametrize(("n", "asked"), [(9, True), (10, False)])
def test_more_answers_are_asked_for_below_ten(n, asked):
    found = analyse({"a": ([(7, 8)] * n, ())})
    assert (Act.ASK_MORE in kinds(found.acts)) is (Limit.FEW_ANSWERS in kinds(found.limits)) is asked


def test_without_a_number_of_invited_nothing_is_said_about_the_silent():
    found = analyse({"a": ([(7, 6)] * 3, ())}, answered=3)
    assert one(found.acts, Act.ASK_MORE).numbers == {"n": 3, "wanted": 10}
    assert Limit.RESPONSE not in kinds(found.limits)


@pytest.mark.parametrize(("n", "impossible"), [(5, True), (6, False)])
def test_fewer_than_six_can_never_reach_five_percent(n, impossible):
    assert (Limit.SIGNED_RANK in kinds(analyse({"a": ([(7, 6)] * n, ())}).limits)) is impossible


def test_some_quadrants_may_be_told_apart():
    found = analyse({"sure": ([(9, 9), (9, 8), (8, 9)] * 5, ()), "unsure": ([(5, 9), (6, 8)] * 5, ())}, rule=Rule.SCALE)
    assert one(found.limits, Limit.SOME_QUADRANTS) == Finding(
        Limit.SOME_QUADRANTS, ("unsure",), {"uncertain": 1, "judged": 2, "without_interval": 0}
    )


def test_gaps_without_spread_are_not_tested():
    assert one(analyse({"a": ([(9, 8)] * 12, ())}).limits, Limit.NO_GAP).numbers == {"tests": 0}


@pytest.mark.parametrize(("top", "said"), [(14, False), (15, True)])
def test_ceiling_from_three_quarters_in_the_top_fifth(top, said):
    found = analyse({"a": ([(9, 5)] * top + [(8, 5)] * (20 - top), ())})
    ceilings = [(finding.dimension, finding.numbers) for finding in found.limits if finding.kind == Limit.CEILING]
    assert ceilings == ([(Dimension.IMPORTANCE, {"share": top / 20})] if said else [])


def test_two_camps_are_named():
    found = analyse({"torn": ([(8, 2), (8, 9)] * 5, ()), "whole": ([(8, 5), (8, 6)] * 5, ())})
    assert one(found.limits, Limit.TWO_CAMPS) == Finding(Limit.TWO_CAMPS, ("torn",), dimension=Dimension.PERFORMANCE)


@pytest.mark.parametrize(
    ("scores", "scale", "camps"),
    [
        ({1: 3, 10: 3}, Scale(), True),
        ({1: 2, 10: 3}, Scale(), False),
        (dict.fromkeys(range(1, 11), 10), Scale(), False),
        ({2: 5, 9: 14}, Scale(), False),
        ({2: 6, 9: 14}, Scale(), True),
        ({1: 5, 3: 5, 5: 5}, Scale(1, 5), False),
        ({1: 5, 5: 5}, Scale(1, 5), True),
        ({1: 5, 4: 5}, Scale(1, 4), False),
        ({}, Scale(), False),
    ],
)
def test_two_camps(scores, scale, camps):
    assert two_camps(scores, scale) is camps


def test_unpaired_ratings_are_counted():
    found = analyse({"a": ([(9, 8), (9, None), (None, 3), (7, None)], ())})
    assert one(found.limits, Limit.UNPAIRED).numbers == {"ratings": 3}
