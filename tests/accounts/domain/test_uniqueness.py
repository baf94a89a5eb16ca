"""Where areas stand by uniqueness and recurring share."""

from fractions import Fraction

import pytest

from accounts.domain.uniqueness import Field, field_of, share_of


@pytest.mark.parametrize(
    ("uniqueness", "recurring", "field"),
    [
        *[(6, Fraction(1, 2), Field.HOLDS), (10, Fraction(1), Field.HOLDS)],
        *[(6, Fraction(49, 100), Field.SOUGHT), (10, Fraction(0), Field.SOUGHT)],
        *[(5, Fraction(1, 2), Field.RUNS), (1, Fraction(3, 2), Field.RUNS)],
        *[(5, Fraction(49, 100), Field.BOX), (1, Fraction(-1, 5), Field.BOX)],
        *[(None, Fraction(1), None), (7, None, None)],
    ],
)
def test_fields_begin_where_half_begins(uniqueness, recurring, field):
    assert field_of(uniqueness, recurring) is field


@pytest.mark.parametrize("uniqueness", [0, 11])
def test_nothing_beyond_the_scale(uniqueness):
    with pytest.raises(ValueError, match="from 1 to 10"):
        field_of(uniqueness, Fraction(1))


def test_of_nothing_there_is_no_share():
    assert share_of(3, 4) == Fraction(3, 4)
    assert (share_of(0, 0), share_of(1, -1)) == (None, None)
