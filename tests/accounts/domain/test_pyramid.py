"""The pyramid: the vectors of the books, exact ties, bands and moves that must last."""

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.pyramid import Cause, Cut, Standing, classify, ranking, target

CUTS = (Cut.of_percent(80, 5), Cut.of_percent(95, 2))
VALUES = dict(enumerate((500, 300, 120, 80, 60, 50, 40, 30, 15, 5)))
A, B, C = range(3)

amounts = st.lists(st.integers(-1000, 100_000), max_size=30).map(lambda values: dict(enumerate(values)))


def tiers(values, cuts=CUTS):
    return [place.tier for place in ranking(values, cuts).values()]


def one(run, customer):
    return next(each for each in run if each.customer == customer)


def test_the_start_rule_on_the_vector():
    assert tiers(VALUES) == [A, A, A, A, B, B, B, C, C, C]


def test_shares_of_the_vector():
    places = ranking(VALUES, CUTS)
    after = [float(place.before + place.share) * 100 for place in places.values()]
    assert [round(share, 3) for share in after] == [
        *(41.667, 66.667, 76.667, 83.333, 88.333, 92.5, 95.833, 98.333, 99.583, 100),
    ]


def test_one_customer_of_nearly_everything_is_an_a():
    assert tiers({"giant": 99, "dwarf": 1}) == [A, C]


def test_ties_share_the_better_tier():
    assert tiers(dict.fromkeys("abcde", 10)) == [A] * 5
    assert tiers({"a": 80, "b": 10, "c": 10}) == [A, B, B]


def test_a_share_at_the_cut_is_beyond_it():
    assert tiers({"a": 80, "b": 15, "c": 5}) == [A, B, C]


def test_credit_notes_and_no_sales_stand_last_and_count_for_nothing():
    places = ranking({"a": 100, "none": 0, "credited": Decimal("-50.5")}, CUTS)
    assert [(name, place.tier, place.share) for name, place in places.items()] == [
        ("a", A, 1),
        ("none", C, 0),
        ("credited", C, 0),
    ]
    assert not places["none"].sells


def test_nothing_sold_at_all():
    assert tiers({"a": 0, "b": -5}) == [C, C]
    assert ranking({}, CUTS) == {}


@pytest.mark.parametrize(
    ("before", "tier", "due"),
    [
        (Fraction(76, 100), B, B),  # above the cut, but inside the band
        (Fraction(74, 100), B, A),
        (Fraction(84, 100), A, A),
        (Fraction(85, 100), A, B),  # a half-band beyond is beyond
        (Fraction(75, 100), B, B),
        (Fraction(10, 100), C, A),
        (Fraction(98, 100), A, C),
        (Fraction(96, 100), A, B),
    ],
)
def test_a_cut_is_crossed_a_half_band_beyond_it(before, tier, due):
    place = next(iter(ranking({"a": 1}, CUTS).values()))
    moved = type(place)(place.value, before, place.share, tier)
    assert target(moved, CUTS, tier) == due


def test_a_move_must_be_due_twice_in_a_row():
    down = {"old": 3, "new": 97}
    first = classify(down, CUTS, {"old": Standing(A), "new": Standing(A)})
    assert one(first, "old").cause is Cause.WAITING
    assert one(first, "old").standing == Standing(A, heading=C, runs=1)
    second = classify(down, CUTS, {each.customer: each.standing for each in first})
    assert one(second, "old").standing == Standing(C)
    assert one(second, "old").cause is Cause.DOWN
    assert one(second, "old").previous == A


def test_a_change_of_heading_starts_again():
    standing = Standing(A, heading=C, runs=1)
    run = classify({"giant": 90, "old": 10}, CUTS, {"old": standing, "giant": Standing(A)})
    assert one(run, "old").standing == Standing(A, heading=B, runs=1)


def test_a_return_forgets_the_heading():
    run = classify({"old": 97, "new": 3}, CUTS, {"old": Standing(A, heading=C, runs=1)})
    assert one(run, "old").standing == Standing(A)


def test_inside_the_band_is_said():
    run = classify({"big": 82, "old": 18}, CUTS, {"big": Standing(A), "old": Standing(A)})
    assert one(run, "old").cause is Cause.BAND


def test_the_first_run_knows_no_band():
    run = classify(VALUES, CUTS)
    assert [each.standing.tier for each in run] == tiers(VALUES)
    assert {each.cause for each in run} == {Cause.FIRST}


@pytest.mark.parametrize("shares", [(80, 80), (95, 80), (0, 50), (50, 101)])
def test_cuts_out_of_order_are_refused(shares):
    with pytest.raises(ValueError, match="Cuts rise"):
        ranking(VALUES, [Cut.of_percent(share) for share in shares])


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="at least one run"):
        classify(VALUES, CUTS, lasting=0)
    with pytest.raises(ValueError, match="tier"):
        classify(VALUES, CUTS, {1: Standing(7)})
    with pytest.raises(ValueError, match="negative"):
        ranking(VALUES, [Cut.of_percent(80, -1)])


@given(amounts)
def test_who_is_worth_more_never_stands_lower(values):
    places = list(ranking(values, CUTS).values())
    assert all(
        better.value >= worse.value and better.tier <= worse.tier for better, worse in itertools.pairwise(places)
    )


@given(amounts, st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_the_currency_does_not_matter(values, rate):
    changed = {customer: value * rate for customer, value in values.items()}
    assert tiers(changed) == tiers(values)


@given(amounts)
def test_equals_stand_together(values):
    by_value = {}
    for place in ranking(values, CUTS).values():
        by_value.setdefault(place.value, set()).add(place.tier)
    assert all(len(found) == 1 for found in by_value.values())


@given(amounts, st.integers(1, 4))
def test_without_change_nothing_moves_in_the_end(values, lasting):
    standings = {}
    for _ in range(lasting + 1):
        standings = {each.customer: each.standing for each in classify(values, CUTS, standings, lasting=lasting)}
    again = classify(values, CUTS, standings, lasting=lasting)
    assert {each.cause for each in again} <= {Cause.SAME, Cause.BAND}
