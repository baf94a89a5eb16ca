"""Names of columns that each hold one month, and words that people write below what they have added up."""

import pytest

from accounts.domain.data_import_columns import guessed, heading_among
from accounts.domain.revenue_columns import dated, is_bare, measured, measured_columns, year_within, years_above
from accounts.domain.revenue_import import is_total
from accounts.domain.written import NotWritten, month

LONG = ["Nordvik Verft", "Abonnement", "2025-03", "202501"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jan 2025", "revenue@2025-01"),
        ("2025-01", "revenue@2025-01"),
        ("jan.25", "revenue@2025-01"),
        ("Des 2025 (NOK)", "revenue@2025-12"),
        ("Omsetning_mars_2025", "revenue@2025-03"),
        ("2025 mai Salg", "revenue@2025-05"),
        ("DB okt 2025", "margin@2025-10"),
        ("2025-07 Dekningsbidrag", "margin@2025-07"),
        ("Jan 2025 (1000 NOK)", ""),
        ("Budsjett jan 2025", ""),
        ("Design 2025", ""),
        ("Market 25", ""),
        ("45658", ""),
        ("2025", ""),
        ("Jan", ""),
        ("", ""),
    ],
)
def test_what_a_column_stands_for(name, code):
    assert measured(name) == code


def test_margins_alone_are_no_columns_of_months():
    assert measured_columns(["Kunde", "DB jan 2025"]) == ["", ""]
    assert measured_columns(["Jan 2025", "DB jan 2025"]) == ["revenue@2025-01", "margin@2025-01"]


@pytest.mark.parametrize(
    ("first", "second", "third"), [("1/1/2025", "2/1/2025", "3/1/2025"), ("01/01/2025", "01/02/2025", "01/03/2025")]
)
def test_the_part_that_changes_is_the_month(first, second, third):
    assert measured_columns([first, second, third]) == [f"revenue@2025-0{n}" for n in (1, 2, 3)]


def test_days_that_may_be_either_are_left_out():
    assert measured_columns(["1/2/2025", "2/1/2025"]) == ["", ""]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Jan", True),
        ("des.", True),
        ("DB mars", True),
        ("Måned 1", False),
        ("Jan 2025", False),
        ("Marked", False),
        ("", False),
    ],
)
def test_months_without_a_year(name, bare):
    assert is_bare(name) is bare


def test_a_year_counts_until_the_next_word_above():
    above = ["", "2024", "", "Budget 2025", "", "2025.0"]
    assert years_above(above, 7) == [None, 2024, 2024, None, None, 2025, 2025]
    assert dated(["Kunde", "Nov", "Des", "Jan"], [None, 2024, 2024, None]) == ["Kunde", "Nov 2024", "Des 2024", "Jan"]


def test_a_year_is_guessed_only_when_there_is_one():
    assert year_within(["Omsetning 2025", "Laget 5.1.2025"]) == 2025
    assert year_within(["2024 og 2025"]) is None
    assert year_within(["Konto 120250"]) is None


def test_a_column_of_months_counts_before_columns_of_months():
    fields = guessed(["Kunde", "Område", "Måned", "Omsetning", "Jan 2025"], "revenue", {})
    assert fields == ["account", "area", "month", "revenue", ""]
    fields = guessed(["Kunde", "Område", "Jan 2025", "Omsetning"], "revenue", {})
    assert fields == ["account", "area", "revenue@2025-01", ""]


def test_values_that_look_like_months_are_no_heading():
    assert heading_among([LONG, LONG], "revenue", {}) == (0, False)
    assert heading_among([["Report run 2026-01-05"], ["Kunde", "Jan 2025", "Feb 2025"], LONG], "revenue", {}) == (
        1,
        True,
    )


@pytest.mark.parametrize("text", ["design 25", "market 2025", "marked 2025", "sum 2025"])
def test_a_word_that_begins_like_a_month_is_none(text):
    with pytest.raises(NotWritten, match="not_a_month"):
        month(text)


@pytest.mark.parametrize(
    "text",
    [
        "Total",
        "TOTALT",
        "Sum:",
        "Grand total",
        "Subtotal",
        "Totalsum",
        "Sum 2025",
        "Sum Nordvik",
        "Nordvik Verft Total",
        "I alt",
    ],
)
def test_totals(text):
    assert is_total(text)


@pytest.mark.parametrize("text", ["", "Total Norge AS", "Summit Advice", "Totalservice", "Altibox", "Cloud"])
def test_no_totals(text):
    assert not is_total(text)
