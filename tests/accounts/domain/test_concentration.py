"""Concentration: the vector of the books, and what must hold of any shares."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.concentration import Band, Concentration, Rule

VECTOR = Concentration.of((500, 300, 120, 80, 60, 50, 40, 30, 15, 5))

values = st.lists(st.integers(1, 10**9), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("name", "value", "digits"),
    [("hhi", 0.25670, 5), ("effective_number", 3.896, 3), ("normalised", 0.17411, 5), ("gini", 0.5858, 4)],
)
def test_the_vector(name, value, digits):
    assert round(float(getattr(VECTOR, name)), digits) == value


def test_top_shares_of_the_vector():
    assert [round(float(VECTOR.top(n)) * 100, 2) for n in (1, 3, 5)] == [41.67, 76.67, 88.33]


def test_how_much_hangs_on_one_person():
    """The vector of interactions: forty with one person, five, three and two with others."""
    found = Concentration.of((40, 5, 3, 2))
    assert (found.top(1), found.hhi) == (Fraction(80, 100), Fraction("0.6552"))
    assert round(float(found.effective_number), 3) == 1.526


def test_how_few_give_how_much():
    assert VECTOR.customers_for(Fraction(80, 100)) == 4
    assert VECTOR.customers_for(Fraction(1)) == 10
    assert VECTOR.curve()[:2] == [(0, 0), (Fraction(1, 10), Fraction(5, 12))]


@pytest.mark.parametrize(
    ("amounts", "band"),
    [((1,) * 11, Band.DIVERSIFIED), ((1,) * 10, Band.MODERATE), ((1,) * 4, Band.MODERATE), ((2, 1), Band.CONCENTRATED)],
)
def test_bands(amounts, band):
    assert Concentration.of(amounts).band is band


@pytest.mark.parametrize(
    ("rule", "hhi", "band"),
    [
        (Rule.PORTFOLIO, "0.0999", Band.DIVERSIFIED),
        (Rule.PORTFOLIO, "0.10", Band.MODERATE),
        (Rule.PORTFOLIO, "0.25", Band.MODERATE),
        (Rule.PORTFOLIO, "0.2501", Band.CONCENTRATED),
        (Rule.GUIDELINES_2010, "0.1499", Band.DIVERSIFIED),
        (Rule.GUIDELINES_2010, "0.2501", Band.CONCENTRATED),
        (Rule.GUIDELINES_2023, "0.18", Band.MODERATE),
        (Rule.GUIDELINES_2023, "0.1801", Band.CONCENTRATED),
    ],
)
def test_bands_by_the_rule_named(rule, hhi, band):
    assert rule.band(Fraction(hhi)) is band


def test_what_was_credited_has_no_share():
    assert Concentration.of((10, 0, -5)).shares == (1,)


def test_of_nothing_nothing_is_known():
    nothing = Concentration.of(())
    assert [nothing.hhi, nothing.effective_number, nothing.normalised, nothing.gini, nothing.band] == [None] * 5
    assert nothing.curve() == nothing.lorenz(most=5) == [(0, 0)]
    assert nothing.top(3) == 0


def test_a_single_customer_is_everything():
    single = Concentration.of((7,))
    assert [single.hhi, single.normalised, single.gini, single.material] == [1, None, 0, 1]


@given(values)
def test_bounds(amounts):
    found = Concentration.of(amounts)
    assert Fraction(1, found.n) <= found.hhi <= 1
    assert 0 <= found.gini < 1
    assert 1 <= found.effective_number <= found.n
    assert found.curve()[-1] == (1, 1)


@given(values, st.integers(2, 1000))
def test_scale_and_order_do_not_matter(amounts, rate):
    assert Concentration.of(value * rate for value in reversed(amounts)) == Concentration.of(amounts)


@given(values)
def test_gini_is_twice_the_area_between_equality_and_the_curve_of_lorenz(amounts):
    found = Concentration.of(amounts)
    below = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(found.lorenz()))
    assert found.gini == 1 - 2 * below


@given(values, st.integers(1, 10))
def test_a_thinned_curve_has_both_ends_and_no_other_points(amounts, most):
    found = Concentration.of(amounts)
    thinned = found.lorenz(most=most)
    assert (thinned[0], thinned[-1]) == ((0, 0), (1, 1))
    assert set(thinned) <= set(found.lorenz())
    assert len(thinned) <= most + 2


@given(values)
def test_two_customers_who_join_make_it_more_concentrated(amounts):
    apart, joined = Concentration.of(amounts), Concentration.of([sum(amounts[:2]), *amounts[2:]])
    assert joined.hhi >= apart.hhi


@given(values)
def test_fractions_of_a_currency_are_counted_exactly(amounts):
    assert Concentration.of(Decimal(value).scaleb(-4) for value in amounts) == Concentration.of(amounts)
    assert sum(Concentration.of(amounts).shares) == 1
