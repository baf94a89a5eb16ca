"""Cut lines and quadrants: exact on the line, where floats would flip."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.cuts import Quadrant, Rule, Targets, cut_lines, quadrant_of
from surveys.domain.scale import Scale

MEANS = [(Fraction(9), Fraction(4)), (Fraction(8), Fraction(6)), (Fraction(4), Fraction(5))]


@pytest.mark.parametrize(
    ("rule", "cuts"),
    [
        (Rule.MEANS, (Fraction(7), Fraction(5))),
        (Rule.MEDIANS, (Fraction(8), Fraction(5))),
        (Rule.SCALE, (Fraction(11, 2), Fraction(11, 2))),
        (Rule.TARGETS, (Fraction(8), Fraction(37, 4))),
    ],
)
def test_each_rule_has_its_lines(rule, cuts):
    assert cut_lines(rule, Scale(), MEANS, Targets(8, Decimal("9.25"))) == cuts


def test_median_of_an_even_number_lies_between():
    assert cut_lines(Rule.MEDIANS, Scale(), MEANS[:2]) == (Fraction(17, 2), Fraction(5))


@pytest.mark.parametrize("rule", [Rule.MEANS, Rule.MEDIANS])
def test_data_centred_lines_need_data(rule):
    cuts = cut_lines(rule, Scale(), [])
    assert cuts == (None, None)
    assert quadrant_of(Fraction(9), Fraction(9), cuts) is None


def test_middle_of_the_scale_needs_none():
    assert cut_lines(Rule.SCALE, Scale(1, 5), []) == (3, 3)


@pytest.mark.parametrize("targets", [None, Targets(0, 5), Targets(5, 11), Targets(Decimal("10.01"), 5)])
def test_own_targets_must_be_there_and_on_the_scale(targets):
    with pytest.raises(ValueError, match=r"[Tt]argets"):
        cut_lines(Rule.TARGETS, Scale(), MEANS, targets)


@pytest.mark.parametrize(
    ("importance", "performance", "quadrant"),
    [
        (8, 4, "concentrate here"),
        (8, 8, "keep up"),
        (4, 8, "possible overkill"),
        (4, 4, "low priority"),
        (6, 6, "keep up"),
        (6, 5, "concentrate here"),
        (5, 6, "possible overkill"),
    ],
)
def test_on_the_line_is_high(importance, performance, quadrant):
    cuts = cut_lines(Rule.TARGETS, Scale(), [], Targets(6, 6))
    assert quadrant_of(Fraction(importance), Fraction(performance), cuts) == quadrant


def test_a_tie_that_floats_would_flip():
    tenths = [Fraction(answers, 10) for answers in (60, 61, 62)]
    assert float(tenths[1]) < sum(float(mean) for mean in tenths) / 3
    cuts = cut_lines(Rule.MEANS, Scale(), [(mean, mean) for mean in tenths])
    assert quadrant_of(tenths[1], tenths[1], cuts) is Quadrant.KEEP_UP


@given(st.sampled_from([Rule.MEANS, Rule.MEDIANS]), st.fractions(1, 10, max_denominator=50), st.integers(1, 40))
def test_criteria_that_are_all_alike_all_lie_on_the_line(rule, mean, number):
    cuts = cut_lines(rule, Scale(), [(mean, mean)] * number)
    assert cuts == (mean, mean)
    assert quadrant_of(mean, mean, cuts) is Quadrant.KEEP_UP
