"""Tallies: every sum follows from the joint counts, exactly and whatever their order."""

import json
import statistics
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.moments import Moments
from surveys.domain.tally import Tally

ratings = st.one_of(st.none(), st.integers(1, 10))
pairs = st.lists(st.tuples(ratings, ratings), max_size=60)


def paired(rows):
    return [(i, p) for i, p in rows if i is not None and p is not None]


def plain(numbers):
    return Moments(len(numbers), sum(numbers), sum(number * number for number in numbers))


@given(pairs)
def test_sums_are_those_of_the_single_answers(rows):
    tally = Tally.of_pairs(rows)
    both = paired(rows)
    assert tally.importance == plain([i for i, _ in both])
    assert tally.performance == plain([p for _, p in both])
    assert tally.gap == plain([p - i for i, p in both])
    assert tally.every_importance == plain([i for i, _ in rows if i is not None])
    assert tally.every_performance == plain([p for _, p in rows if p is not None])
    assert (tally.n, tally.importance_n, tally.performance_n) == (
        len(both),
        sum(i is not None for i, _ in rows),
        sum(p is not None for _, p in rows),
    )


@given(pairs)
def test_scores_are_counted_for_each_dimension(rows):
    tally = Tally.of_pairs(rows)
    assert tally.importance_scores == Counter(i for i, _ in rows if i is not None)
    assert tally.performance_scores == Counter(p for _, p in rows if p is not None)
    assert tally.gap_scores == Counter(p - i for i, p in paired(rows))
    assert list(tally.gap_scores) == sorted(tally.gap_scores)


@given(pairs, pairs)
def test_merged_tallies_are_the_tally_of_all(first, second):
    assert Tally.of_pairs(first) + Tally.of_pairs(second) == Tally.of_pairs(first + second)


@given(pairs, st.randoms())
def test_order_does_not_matter(rows, random):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert Tally.of_pairs(shuffled) == Tally.of_pairs(rows)
    assert Tally(tuple(reversed(Tally.of_pairs(rows).cells))).cells == Tally.of_pairs(rows).cells


@given(pairs)
def test_survives_being_kept_as_json(rows):
    tally = Tally.of_pairs(rows)
    assert Tally.from_json(json.loads(json.dumps(tally.to_json()))) == tally


def test_json_is_compact_and_sorted():
    tally = Tally.of_pairs([(9, 10), (None, 3), (9, 10), (9, None), (10, 8)])
    assert tally.to_json() == [[None, 3, 1], [9, None, 1], [9, 10, 2], [10, 8, 1]]


def test_who_rated_neither_is_not_counted():
    assert Tally.of_pairs([(None, None), (9, 9)]) == Tally.of_pairs([(9, 9)])


def test_cells_of_the_same_pair_are_added_and_empty_ones_left_out():
    assert Tally(((9, 9, 2), (9, 9, 3), (1, 1, 0))).cells == ((9, 9, 5),)


@pytest.mark.parametrize(
    "row",
    [
        [9, 9],
        [9, 9, None],
        [9, 9, -1],
        [9, 9, 1.5],
        [9, 9, True],
        [9.0, 9, 1],
        ["9", 9, 1],
        [9, 9, 1, 1],
    ],
)
def test_refuses_cells_that_are_no_counts(row):
    with pytest.raises(ValueError):
        Tally.from_json([row])


@given(st.lists(st.integers(-10, 10), min_size=2, max_size=50))
def test_mean_and_spread_are_exact(numbers):
    moments = Moments.of(Counter(numbers))
    exact = [Fraction(number) for number in numbers]
    assert moments.mean == statistics.mean(exact)
    assert moments.variance == statistics.variance(exact)
    assert moments.sd == pytest.approx(statistics.stdev(numbers), rel=1e-12)
    assert moments.all_same is (len(set(numbers)) == 1)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=50), st.integers(-100, 100))
def test_adding_a_constant_moves_the_mean_and_leaves_the_spread(numbers, constant):
    moments, moved = Moments.of(Counter(numbers)), Moments.of(Counter(number + constant for number in numbers))
    assert moved.mean == moments.mean + constant
    assert moved.variance == moments.variance


@given(st.lists(st.integers(0, 10)), st.lists(st.integers(0, 10)))
def test_moments_of_two_groups_add_up(first, second):
    assert plain(first) + plain(second) == plain(first + second)


def test_one_answer_has_a_mean_and_no_spread():
    one = Moments.of({9: 1})
    assert (one.mean, one.variance, one.sd, one.all_same) == (9, None, None, False)


def test_no_answers_have_neither():
    none = Moments()
    assert (none.mean, none.variance, none.sd, none.all_same) == (None, None, None, False)


def test_same_answers_have_a_spread_of_zero():
    same = Moments.of({9: 4})
    assert (same.sd, same.all_same) == (0.0, True)


def test_large_counts_lose_nothing():
    tally = Tally(((9, 10, 10**9), (10, 9, 10**9 + 1)))
    assert tally.gap.mean == Fraction(-1, 2 * 10**9 + 1)
