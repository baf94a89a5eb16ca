"""Organisation numbers and their check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.organisation_number import (
    NotAnOrganisationNumber,
    check_digit,
    is_norwegian,
    normalised,
    shown,
)

VALID = ["923609016", "974760673", "889640782", "000000000"]


@pytest.mark.parametrize("number", VALID)
def test_numbers_with_the_right_check_digit(number):
    assert is_norwegian(number)


@pytest.mark.parametrize("number", VALID)
@pytest.mark.parametrize("place", range(9))
def test_one_wrong_digit_is_always_found(number, place):
    wrong = str((int(number[place]) + 1) % 10)
    assert not is_norwegian(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize(
    "text", ["923 609 016", "923\u00a0609\u00a0016", " 923609016 ", "NO 923 609 016 MVA", "no923609016mva"]
)
def test_the_usual_spellings_are_kept_bare(text):
    assert normalised(text, "NO") == "923609016"


@pytest.mark.parametrize("text", ["923609017", "92360901", "9236090161", "abc", "٩٢٣٦٠٩٠١٦", "-23609016"])
def test_what_is_no_norwegian_number_is_refused(text):
    with pytest.raises(NotAnOrganisationNumber):
        normalised(text, "NO")


@pytest.mark.parametrize(("text", "kept"), [(" 556016-0680 ", "556016-0680"), ("de  12 ab", "DE 12 AB"), (" ", "")])
def test_other_countries_are_free(text, kept):
    assert normalised(text, "SE") == kept


def test_where_modulus_11_gives_ten_there_is_no_number():
    assert check_digit("00000006") is None
    assert not any(is_norwegian(f"00000006{last}") for last in range(10))


@given(st.from_regex("[0-9]{8}", fullmatch=True))
def test_every_check_digit_is_accepted_as_it_was_computed(digits):
    digit = check_digit(digits)
    assert [last for last in range(10) if is_norwegian(f"{digits}{last}")] == ([] if digit is None else [digit])


def test_norwegian_numbers_are_shown_in_threes():
    assert shown("923609016", "NO") == "923\u00a0609\u00a0016"
    assert shown("556016-0680", "SE") == "556016-0680"
