"""The portfolio matrix: strength against the best rival, and the field each customer is in."""

from fractions import Fraction

import pytest

from accounts.domain.portfolio import Category, Factor, Lines, category, possible_categories, strength


def factors(*rows):
    return [Factor(Fraction(weight), own, rival) for weight, own, rival in rows]


def test_strength_is_weighed_and_relative():
    found = strength(factors((50, 8, 6), (30, 6, 9), (20, 10, 5)))
    assert (found.own, found.rival, found.relative) == (Fraction(78, 10), Fraction(67, 10), Fraction(11, 10))
    assert found.ratio == Fraction(78, 67)


def test_strength_reaches_from_minus_9_to_9():
    assert strength(factors((100, 10, 1))).relative == 9
    assert strength(factors((100, 1, 10))).relative == -9


@pytest.mark.parametrize("rows", [((50, 8, 6),), ((110, 8, 6), (-10, 8, 6)), ((100, 0, 6),), ((100, 8, 11),)])
def test_nonsense_is_refused(rows):
    with pytest.raises(ValueError, match=r"add up to 100|from 1 to 10"):
        strength(factors(*rows))


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


def test_lines_can_be_moved():
    assert category(Fraction(60), Fraction(1), Lines(Fraction(70), Fraction(2))) is Category.STREAMLINE


def test_a_gap_may_leave_two_fields_open():
    open_fields = possible_categories(Fraction(50), Fraction(60), Fraction(1), Lines())
    assert open_fields == {Category.STATUS, Category.STRATEGIC}
    assert possible_categories(Fraction(56), Fraction(60), Fraction(1), Lines()) == {Category.STRATEGIC}
