"""The portfolio matrix: the field each customer is in, and the fields it may be in while ratings are missing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.matrix import Category, Lines, category, possible_categories

PERCENTS = st.fractions(0, 100, max_denominator=9)
POINTS = st.fractions(-9, 9, max_denominator=9)
LINES = st.builds(Lines, PERCENTS, POINTS)


def span(number):
    return Fraction(number), Fraction(number)


@pytest.mark.parametrize(
    ("attractiveness", "relative", "found"),
    [
        (80, -1, Category.STAR),
        (80, 1, Category.STRATEGIC),
        (30, 1, Category.STATUS),
        (30, -1, Category.STREAMLINE),
        (55, 0, Category.STRATEGIC),  # on both lines
    ],
)
def test_fields(attractiveness, relative, found):
    assert category(Fraction(attractiveness), Fraction(relative), Lines()) is found
    assert possible_categories(span(attractiveness), span(relative), Lines()) == {found}


def test_lines_can_be_moved():
    assert category(Fraction(60), Fraction(1), Lines(Fraction(70), Fraction(2))) is Category.STREAMLINE


def test_a_gap_may_leave_several_fields_open():
    between = (Fraction(50), Fraction(60))
    assert possible_categories(between, span(1), Lines()) == {Category.STATUS, Category.STRATEGIC}
    assert possible_categories((Fraction(56), Fraction(60)), span(1), Lines()) == {Category.STRATEGIC}
    assert possible_categories(span(60), (Fraction(-1), Fraction(1)), Lines()) == {Category.STAR, Category.STRATEGIC}
    assert possible_categories(between, (Fraction(-1), Fraction(1)), Lines()) == set(Category)


@given(st.tuples(PERCENTS, PERCENTS).map(sorted), st.tuples(POINTS, POINTS).map(sorted), LINES, st.data())
def test_whatever_it_turns_out_to_be_was_possible(attractiveness, relative, lines, data):
    one = data.draw(st.fractions(*attractiveness, max_denominator=99))
    other = data.draw(st.fractions(*relative, max_denominator=99))
    assert category(one, other, lines) in possible_categories(attractiveness, relative, lines)


@given(PERCENTS, POINTS, LINES, PERCENTS)
def test_a_higher_line_never_makes_a_customer_more_attractive(attractiveness, relative, lines, more):
    high = {Category.STAR, Category.STRATEGIC}
    higher = Lines(lines.attractiveness + more, lines.strength)
    if category(attractiveness, relative, higher) in high:
        assert category(attractiveness, relative, lines) in high
