"""How long customers have bought: what the figures can tell, and what is only a least."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.tenure import Tenure, bands, longest_told, median, months_between, tenure
from accounts.domain.value import shifted

BEGAN, LAST = date(2023, 11, 1), date(2026, 10, 1)


def told(first):
    found = tenure(first, last=LAST, began=BEGAN)
    return int(found.months), found.at_least


def test_months_count_the_first_and_the_newest():
    assert told(LAST) == (1, False)
    assert told(date(2025, 11, 1)) == (12, False)


def test_who_came_within_a_year_of_the_first_figures_may_have_come_before():
    assert told(BEGAN) == (36, True)
    assert told(date(2024, 10, 1)) == (25, True)
    assert told(date(2024, 11, 1)) == (24, False)


def test_what_lies_outside_is_refused():
    for first in (shifted(BEGAN, -1), shifted(LAST, 1)):
        with pytest.raises(ValueError, match="does not lie between"):
            told(first)


def test_the_longest_that_can_be_told():
    assert longest_told(last=LAST, began=BEGAN) == 24
    assert longest_told(last=date(2024, 11, 1), began=BEGAN) == 1
    assert longest_told(last=date(2024, 10, 1), began=BEGAN) == 0
    assert longest_told(last=BEGAN, began=BEGAN) == 0


def test_the_median_says_when_it_is_a_least_one():
    one, two, least = Tenure(Fraction(3), False), Tenure(Fraction(8), False), Tenure(Fraction(30), True)
    assert median([]) is None
    assert median([two]) == two
    assert median([least, one, two]) == two
    assert median([one, two]) == Tenure(Fraction(11, 2), False)
    assert median([one, least]) == Tenure(Fraction(33, 2), True)


def test_twelve_months_are_the_last_of_the_first_year():
    months = {1: 1, 2: 12, 3: 13, 4: 24}
    found = bands({who: Tenure(Fraction(each), False) for who, each in months.items()}, longest=30)
    assert found == {0: [1, 2], 1: [3, 4], 2: [], None: []}


@given(st.lists(st.integers(0, 60), max_size=20), st.integers(0, 60))
def test_everybody_stands_in_one_band_and_least_ones_are_the_longest(ages, span):
    began = shifted(LAST, -span)
    tenures = {who: tenure(shifted(LAST, -age), last=LAST, began=began) for who, age in enumerate(ages) if age <= span}
    longest = longest_told(last=LAST, began=began)
    found = bands(tenures, longest=longest)
    assert sorted(who for customers in found.values() for who in customers) == sorted(tenures)
    assert all(each.months > longest if each.at_least else each.months <= longest for each in tenures.values())
    assert months_between(began, LAST) == span
