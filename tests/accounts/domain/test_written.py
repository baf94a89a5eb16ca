"""Numbers, months and truths as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.written import NotWritten, amount, decimal_mark, month, truth

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"),
        ("1 234,50", "1234.50"),
        (f"1{NBSP}234,50", "1234.50"),
        (f"1{NARROW}234{NARROW}567,5", "1234567.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("(1,234.50)", "-1234.50"),
        ("-1 234,50", "-1234.50"),
        (f"{MINUS}1234.5", "-1234.50"),
        ("1234,50-", "-1234.50"),
        ("1'234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234", "1234"),
        ("0,5", "0.50"),
        (".5", "0.50"),
        ("1234,567", "1234.57"),
        ("1234.5000000001", "1234.50"),
        ("kr 1 234,-", "1234"),
        ("1 234,50 kr", "1234.50"),
        ("NOK 5", "5"),
        ("$1,234.50", "1234.50"),
        ("1e-10", "0.00"),
        ("-0", "0"),
        ("+12", "12"),
    ],
)
def test_amounts(text, value):
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "x", "1,23,4", "1 23", "12,", "1..2", "1.2,3.4", "5 %", "٣", "=1+1", "1/2"])
def test_what_is_no_number(text):
    with pytest.raises(NotWritten) as refused:
        amount(text)
    assert refused.value.code == "not_a_number"


def test_a_number_too_large_for_its_column():
    assert amount("9999999999999.99") == Decimal("9999999999999.99")
    with pytest.raises(NotWritten, match="too_large"):
        amount("10000000000000")


def test_a_column_tells_its_decimal_mark():
    assert decimal_mark(["1,234", "5,50", "x"]) == ","
    assert decimal_mark(["1.234", "5.5"]) == "."
    assert decimal_mark(["1,234", "12"]) == ""
    assert decimal_mark(["1,5", "1.5"]) == "?"
    assert amount("1,234", ",") == Decimal("1.23")
    assert amount("1,234", ".") == Decimal(1234)
    with pytest.raises(NotWritten, match="ambiguous_number"):
        amount("1,234", "?")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from([" ", NBSP, NARROW, "."]))
def test_norwegian_and_english_writing_come_back(value, space):
    english = f"{value:,.2f}"
    assert amount(english, ".") == value
    assert amount(english.replace(",", "_").replace(".", ",").replace("_", space), ",") == value


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03", "2026-3", "2026/03", "202603", "2026M03", "03.2026", "3/2026", "03-2026"),
        *("mars 2026", "Mars 2026", "mar. 2026", "March 2026", "mar-26", "Mar 26", "2026 mars", "17. mars 2026"),
        *("2026-03-17", "2026-03-17T00:00:00", "2026-03-17 00:00:00", "17.03.2026", "17/03/2026", "03/17/2026"),
        *("17.3.26", "46098", "46098.5", "03/03/2026", f"mars{NBSP}2026"),
    ],
)
def test_months(text):
    assert month(text) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "not_a_month") for text in ("", "2026", "13.2026", "31.02.2026", "foo 2026", "mars", "1")),
        ("03/04/2026", "ambiguous_month"),
        ("2206-03", "year_out_of_range"),
    ],
)
def test_what_is_no_month(text, code):
    with pytest.raises(NotWritten) as refused:
        month(text)
    assert refused.value.code == code


@pytest.mark.parametrize(("text", "value"), [("Ja", True), ("x", True), ("1", True), ("", False), ("nei", False)])
def test_truths(text, value):
    assert truth(text) is value


def test_what_is_neither_yes_nor_no():
    with pytest.raises(NotWritten, match="not_yes_or_no"):
        truth("maybe")
