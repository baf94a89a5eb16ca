"""Windows of months, scores out of several criteria, and Pareto's curve."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.pyramid import Cut, ranking, target
from accounts.domain.tier import Curve, composite, last_full_month, lowest_value, month_end, window

VALUES = [Decimal(value) for value in (500, 300, 120, 80, 60, 50, 40, 30, 15, 5)]

worths = st.dictionaries(st.integers(0, 40), st.integers(-500, 10_000), min_size=1)
few = st.lists(st.integers(-50, 1000), max_size=8).map(lambda values: dict(enumerate(values)))


def test_a_window_ends_with_the_month_of_the_day():
    assert window(date(2026, 10, 31), 12) == (date(2025, 11, 1), date(2026, 10, 1))
    assert window(date(2026, 1, 1), 1) == (date(2026, 1, 1), date(2026, 1, 1))
    assert window(date(2026, 2, 28), 36) == (date(2023, 3, 1), date(2026, 2, 1))


def test_ends_of_months():
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert last_full_month(date(2026, 11, 22)) == date(2026, 10, 31)
    assert last_full_month(date(2026, 1, 1)) == date(2025, 12, 31)


def test_a_score_is_a_weighted_sum_of_normalised_criteria():
    criteria = {"revenue": {"a": 100, "b": 50, "c": 0}, "growth": {"a": -10, "b": 30, "c": 10}}
    assert composite(criteria, {"revenue": 60, "growth": 40}) == {"a": 60, "b": 70, "c": 20}


def test_a_criterion_in_which_all_are_equal_tells_nobody_apart():
    assert composite({"revenue": {"a": 7, "b": 7}}, {"revenue": 100}) == {"a": 0, "b": 0}


@pytest.mark.parametrize("weights", [{"revenue": 99}, {"revenue": 101}, {}])
def test_weights_sum_to_100(weights):
    with pytest.raises(ValueError, match="sum to 100"):
        composite({"revenue": {"a": 1}}, weights)


def test_criteria_know_the_same_customers():
    with pytest.raises(ValueError, match="same customers"):
        composite({"revenue": {"a": 1}, "growth": {"b": 1}}, {"revenue": 50, "growth": 50})


def test_the_curve_of_the_vector():
    points = Curve.of(VALUES)
    reached = [round(float(point.of_value) * 100, 3) for point in points]
    assert reached == [41.667, 66.667, 76.667, 83.333, 88.333, 92.5, 95.833, 98.333, 99.583, 100]
    assert points.after_share(Fraction(1, 5)).of_value == Fraction(2, 3)
    assert points.with_value(Fraction(4, 5)).customers == 4


def test_who_is_worth_nothing_is_not_on_the_curve():
    assert [point.customers for point in Curve.of([Decimal(5), Decimal(), Decimal(-3)])] == [1]
    assert not Curve.of([])
    assert Curve.of([]).after_share(Fraction(1, 5)) is None


@given(worths, worths, st.integers(0, 100))
def test_a_score_lies_within_0_and_100(revenue, growth, weight):
    both = revenue.keys() & growth.keys()
    criteria = {name: {key: given[key] for key in both} for name, given in (("r", revenue), ("g", growth))}
    assert all(0 <= score <= 100 for score in composite(criteria, {"r": weight, "g": 100 - weight}).values())


@given(worths, st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_the_currency_does_not_matter_to_a_score(revenue, rate):
    dearer = {key: value * rate for key, value in revenue.items()}
    assert composite({"r": dearer}, {"r": 100}) == composite({"r": revenue}, {"r": 100})


@given(worths)
def test_the_curve_rises_to_everything(revenue):
    points = Curve.of(map(Decimal, revenue.values()))
    assert [point.of_value for point in points] == sorted(point.of_value for point in points)
    assert not points or points[-1].of_value == points[-1].of_customers == 1


def test_the_way_up_in_the_vector():
    """Worth 60, it stands after 83.3 %. With v it stands after 920 / (1140 + v), which must lie below 75 %."""
    others = [value for value in VALUES if value != 60]
    assert lowest_value(others, Fraction(75, 100)) == Fraction("86.67")
    assert lowest_value(others, Fraction(30, 100)) == 500  # as much as the largest shares its place
    assert lowest_value(others, Fraction()) is None
    assert lowest_value([], Fraction(1, 100)) == Fraction(1, 100)


@given(few, st.integers(1, 99), st.integers(0, 20))
def test_the_way_up_is_enough_and_a_cent_less_is_not(values, share, band):
    cut = Cut.of_percent(share, band)
    least = lowest_value(values.values(), cut.share - cut.band)
    if least is None:
        assert band >= share
        return

    def tier_with(value):
        return target(ranking({**values, "one": value}, [cut])["one"], [cut], 1)

    assert tier_with(least) == 0
    assert least == Fraction(1, 100) or tier_with(least - Fraction(1, 100)) == 1
