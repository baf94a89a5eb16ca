"""Intervals and tests: the fixed vectors of the books, and statsmodels on random answers."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.moments import Moments
from surveys.domain.scale import Scale
from surveys.domain.uncertainty import holm, paired_p, smallest_signed_rank_p, t_interval, t_quantile, welch
from tests.surveys.domain.oracle import compared, corrected, described

T_975 = {
    1: 12.7062,
    2: 4.3027,
    3: 3.1824,
    4: 2.7764,
    5: 2.5706,
    6: 2.4469,
    7: 2.3646,
    8: 2.3060,
    9: 2.2622,
    10: 2.2281,
    11: 2.2010,
    12: 2.1788,
}


def moments(numbers):
    return Moments.of(Counter(numbers))


def random_groups():
    draw = random.Random(20260101)
    for _ in range(200):
        first = [draw.randint(1, 10) for _ in range(draw.randint(2, 40))]
        second = [draw.randint(1, 10) for _ in range(draw.randint(2, 40))]
        if len(set(first)) > 1 and len(set(second)) > 1:
            yield first, second


@pytest.mark.parametrize(("df", "t"), T_975.items())
def test_t_quantiles_are_those_of_the_tables(df, t):
    assert round(t_quantile(df), 4) == t


@pytest.mark.parametrize(
    ("numbers", "mean", "reach"),
    [
        ([10, 10, 9, 9], 9.5, 0.9187),
        ([10, 10, 10, 9], 9.75, 0.7956),
        ([8, 9, 10, 9], 9.0, 1.2992),
        ([7, 9, 10, 6, 8], 8.0, 1.9632),
    ],
)
def test_interval_vectors(numbers, mean, reach):
    low, high = t_interval(moments(numbers))
    assert (round(mean - low, 4), round(high - mean, 4)) == (reach, reach)


def test_interval_may_reach_past_the_scale():
    assert [round(end, 4) for end in t_interval(moments([10, 10, 9, 9]))] == [8.5813, 10.4187]


def test_what_is_shown_of_an_interval_ends_where_the_scale_does():
    computed = t_interval(moments([10, 10, 9, 9]))
    assert computed.within(Scale(1, 10)) == pytest.approx((computed.low, 10))
    assert t_interval(moments([1, 3])).within(Scale(1, 5)) == (1, 5)


def test_interval_holds_its_ends():
    interval = t_interval(moments([1, 3]))
    assert interval.contains(interval.low)
    assert interval.contains(interval.high)
    assert not interval.contains(interval.high + 1e-9)


@pytest.mark.parametrize("numbers", [[], [9], [9, 9, 9, 9]])
def test_no_interval_and_no_p_without_spread(numbers):
    assert t_interval(moments(numbers)) is None
    assert paired_p(moments(numbers)) is None


def test_paired_vector():
    gap = [p - i for i, p in zip([9, 10, 8, 9, 10], [8, 9, 8, 7, 9], strict=True)]
    assert round(moments(gap).sd, 4) == 0.7071
    assert round(paired_p(moments(gap)), 5) == 0.03411


@pytest.mark.parametrize(("gap", "p"), [([-1, 0, 0, 0], 0.391), ([1, 1, 0, 0], 0.182), ([1, -1, 0, 0], 1.0)])
def test_four_answers_cannot_tell_a_small_gap_from_chance(gap, p):
    assert round(paired_p(moments(gap)), 3) == p


def test_intervals_and_paired_p_agree_with_statsmodels():
    for numbers, _ in random_groups():
        oracle = described(numbers)
        assert t_interval(moments(numbers)) == pytest.approx(oracle.tconfint_mean(), rel=1e-9)
        centred = [number - 5 for number in numbers]
        assert paired_p(moments(centred)) == pytest.approx(described(centred).ttest_mean()[1], rel=1e-9)


def test_welch_agrees_with_statsmodels():
    for first, second in random_groups():
        oracle = compared(first, second)
        _, p, df = oracle.ttest_ind(usevar="unequal")
        low, high = oracle.tconfint_diff(usevar="unequal")
        difference = welch(moments(first), moments(second))
        assert difference == pytest.approx((sum(first) / len(first) - sum(second) / len(second), low, high, df, p))


def test_welch_works_when_only_one_group_has_spread():
    difference = welch(moments([9, 9, 9]), moments([7, 8, 9]))
    assert (difference.mean, difference.df) == (pytest.approx(1.0), pytest.approx(2.0))


@pytest.mark.parametrize(
    ("first", "second"), [([], [1, 2]), ([1, 2], [9]), ([9], [1, 2]), ([9, 9], [8, 8, 8]), ([], [])]
)
def test_no_welch_without_two_answers_each_and_some_spread(first, second):
    assert welch(moments(first), moments(second)) is None


@given(st.lists(st.integers(0, 10), min_size=2), st.lists(st.integers(0, 10), min_size=2))
def test_welch_the_other_way_round_changes_only_the_sign(first, second):
    there, back = welch(moments(first), moments(second)), welch(moments(second), moments(first))
    if there is None:
        assert back is None
    else:
        assert (-back.mean, -back.high, -back.low, back.df, back.p) == pytest.approx(tuple(there))


def test_holm_vector():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_counts_only_what_was_tested():
    assert holm([0.01, None, 0.04]) == [pytest.approx(0.02), None, pytest.approx(0.04)]
    assert holm([None, None]) == [None, None]
    assert holm([]) == []


def test_holm_agrees_with_statsmodels():
    draw = random.Random(1979)
    for number in (1, 2, 12, 13, 40):
        ps = [draw.choice((0.0, 1.0, 0.01, draw.random(), draw.random() / 20)) for _ in range(number)]
        assert holm(ps) == pytest.approx(corrected(ps))


@pytest.mark.parametrize(("n", "p"), [(1, 1.0), (4, 0.125), (5, 0.0625), (6, 0.03125)])
def test_smallest_p_of_the_signed_rank_test(n, p):
    assert smallest_signed_rank_p(n) == p


def test_signed_rank_needs_a_pair():
    with pytest.raises(ValueError):
        smallest_signed_rank_p(0)
