"""Telephone numbers in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.phone import NotANumber, dialled, normalised


@pytest.mark.parametrize(
    ("written", "country", "kept"),
    [
        ("91234567", "NO", "+47 912 34 567"),
        ("912 34 567", "NO", "+47 912 34 567"),
        ("004791234567", "NO", "+47 912 34 567"),
        ("+47 22 33 44 55", "SE", "+47 22 33 44 55"),
        ("22334455", "NO", "+47 22 33 44 55"),
        ("02800", "NO", "02800"),
        ("08-123 456 78", "SE", "+46 812 34 56 78"),
        ("+44 (0)20 7946 0958", "NO", "+44 20 79 46 09 58"),
        ("+358 9 1234567", "FI", "+358 91 23 45 67"),
        ("+352 26 12 34", "LU", "+352261234"),
        ("26\u00a012\u00a034", "LU", "261234"),
        ("  ", "NO", ""),
    ],
)
def test_one_spelling(written, country, kept):
    assert normalised(written, country) == kept


@pytest.mark.parametrize("written", ["1234", "+1234567890123456", "call Erik", "+47 912x", "++4791234567", "٣٤٥٦٧"])
def test_what_cannot_be_dialled_is_refused(written):
    with pytest.raises(NotANumber):
        normalised(written)


def test_the_calling_code_counts_among_the_digits():
    with pytest.raises(NotANumber):
        normalised("10000000000000", "SE")


@given(st.from_regex(r"\A(\+|00)?[0-9 ]{7,14}\Z"), st.sampled_from(["NO", "SE", "DK", "GB", "LU"]))
def test_writing_it_again_changes_nothing(written, country):
    try:
        once = normalised(written, country)
    except NotANumber:
        return
    assert once in {"", normalised(once, country)}
    assert normalised(once, "NO") == once or not once.startswith("+")


def test_the_link_dials_the_bare_number():
    assert dialled("+47 912 34 567") == "tel:+4791234567"
    assert dialled("") == ""
