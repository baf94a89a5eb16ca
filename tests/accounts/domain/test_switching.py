"""Switching cost, lifetime value and share of wallet: the vectors of the books, and their limits."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.switching import (
    Line,
    allocated_share,
    annuity,
    lifetime_value,
    lost_income,
    return_on_effort,
    share_of_wallet,
    switching_cost,
)

TENTH = Fraction(1, 10)


@pytest.mark.parametrize(
    ("terms", "value"), [({}, "266666.67"), ({"paid_now": True}, "366666.67"), ({"years": 3}, "164087.15")]
)
def test_lifetime_value_vectors(terms, value):
    found = lifetime_value(100_000, Fraction(8, 10), TENTH, **terms)
    assert round(Decimal(found.numerator) / found.denominator, 2) == Decimal(value)


@pytest.mark.parametrize(
    ("rank", "suppliers", "share"), [(1, 2, 2 / 3), (2, 2, 1 / 3), (1, 3, 0.5), (2, 3, 1 / 3), (3, 3, 1 / 6)]
)
def test_wallet_allocation_vectors(rank, suppliers, share):
    assert float(allocated_share(rank, suppliers)) == pytest.approx(share, abs=1e-15)


@given(st.integers(1, 30))
def test_allocated_shares_make_the_whole_wallet(suppliers):
    assert sum(allocated_share(rank, suppliers) for rank in range(1, suppliers + 1)) == 1


def test_an_annuity():
    assert annuity(2, TENTH) == Fraction(10, 11) + Fraction(100, 121)
    assert annuity(3, Fraction()) == 3
    assert annuity(0, TENTH) == 0


def test_switching_cost_adds_what_is_paid_once_and_each_year():
    lines = [Line(once=100_000), Line(once=Decimal("50000.50"), yearly=10_000, years=3)]
    assert switching_cost(lines, Fraction()) == Fraction("180000.50")
    assert switching_cost(lines, TENTH) == Fraction("150000.50") + 10_000 * annuity(3, TENTH)
    assert switching_cost([], TENTH) == 0


def test_lost_income_is_the_margin_of_each_year_at_present_value():
    assert lost_income((100, 100), TENTH) == 100 * annuity(2, TENTH)
    assert lost_income((110, 0, 0), TENTH) == 100


def test_share_of_wallet_needs_a_known_spend():
    assert share_of_wallet(50, 200) == Fraction(1, 4)
    assert share_of_wallet(50, 0) is None


def test_return_on_effort():
    assert return_on_effort(300, 100) == 2
    assert return_on_effort(300, 0) is None


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: annuity(-1, TENTH),
        lambda: annuity(1, Fraction(-1)),
        lambda: lifetime_value(1, Fraction(11, 10), TENTH),
        lambda: lifetime_value(1, Fraction(1), Fraction()),
        lambda: allocated_share(0, 2),
        lambda: allocated_share(3, 2),
        lambda: allocated_share(1, 0),
    ],
)
def test_nonsense_is_refused(nonsense):
    with pytest.raises(ValueError, match=r"years|interest|Retention|worth|rank"):
        nonsense()


@given(st.fractions(0, 1), st.fractions(Fraction(1, 100), 1), st.integers(0, 12))
def test_some_years_are_worth_less_than_for_ever(retention, interest, years):
    assert lifetime_value(1, retention, interest, years=years) <= lifetime_value(1, retention, interest)
