"""Files for spreadsheets: read back, each cell is what it was, and none of them does anything."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kamplan.exports import (
    Column,
    Figure,
    Kind,
    Table,
    csv_file,
    download,
    english_cell,
    norwegian_cell,
    sheet_name,
    xlsx_file,
)

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\x00=1", "\x01=1", "＝1", "＋1",
    "－1", "＠x", '=HYPERLINK("http://x.example","a")', "=cmd|' /C calc'!A0", '"=1', "a;=1", "a,=1", 'a";=1',
]  # fmt: skip
COLUMNS = (
    Column("Name"),
    Column("Mean", Kind.NUMBER, decimals=2),
    Column("Since", Kind.DATE),
    Column("Changed", Kind.MOMENT),
)
ROW = ("Blåbær; AS", Decimal("1234.50"), date(2026, 11, 21), datetime(2026, 11, 21, 12, 0, tzinfo=UTC))


def texts(*values):
    return Table("Texts", (Column("Text"),), [(value,) for value in values])


def read_xlsx(content):
    return openpyxl.load_workbook(BytesIO(content)).worksheets


def read_csv(content, separator):
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=separator))


def test_norwegian_readers_get_semicolons_and_a_decimal_comma():
    with translation.override("nb"):
        content = csv_file(Table("T", COLUMNS, [ROW]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content, ";")[1] == ["Blåbær; AS", "1234,50", "2026-11-21", "2026-11-21 13:00:00"]


def test_english_readers_get_commas_and_a_decimal_point():
    with translation.override("en"):
        content = csv_file(Table("T", COLUMNS, [ROW]))
    assert read_csv(content, ",")[1] == ["Blåbær; AS", "1234.50", "2026-11-21", "2026-11-21 13:00:00"]


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_like_a_formula(text, separator):
    with translation.override("nb"):
        cells = read_csv(csv_file(texts(text)), separator)[1]
    assert [cell for cell in cells if cell.lstrip(" \u00a0")[:1] in set("=+-@\t\r\n＝＋－＠")] == []


def test_negative_numbers_stay_numbers():
    with translation.override("en"):
        assert read_csv(csv_file(Table("T", (Column("N"),), [(-1.5,), (-2,)])), ",")[1:] == [["-1.5"], ["-2"]]


@pytest.mark.parametrize("text", [*FORMULAS, "#N/A", "http://x.example", "007", "1e5"])
def test_a_text_in_a_workbook_is_a_text(text):
    (sheet,) = read_xlsx(xlsx_file(texts(text)))
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].hyperlink is None


def test_a_workbook_keeps_numbers_dates_and_several_sheets():
    first, second = read_xlsx(xlsx_file(Table("One", COLUMNS, [ROW]), texts("x")))
    assert [cell.value for cell in first[2]] == [
        "Blåbær; AS",
        1234.5,
        datetime(2026, 11, 21),
        datetime(2026, 11, 21, 13, 0),
    ]
    assert first["B2"].number_format == "#,##0.00"
    assert (first.freeze_panes, first.auto_filter.ref, second.title) == ("A2", "A1:D2", "Texts")


def test_a_figure_has_its_own_decimals_and_is_written_exactly():
    table = Table(
        "T", (Column("N", Kind.NUMBER, 1),), [(Figure(2.125, 2),), (Figure(7, 0),), (Figure(None, 2),), (1.5,)]
    )
    (sheet,) = read_xlsx(xlsx_file(table))
    assert [cell.value for cell in sheet["A"]] == ["N", 2.125, 7, None, 1.5]
    assert [sheet[cell].number_format for cell in ("A2", "A3", "A5")] == ["#,##0.00", "#,##0", "#,##0.0"]
    with translation.override("nb"):
        assert read_csv(csv_file(table), ";") == [["N"], ["2,125"], ["7"], [], ["1,5"]]


def test_what_is_missing_or_not_a_number_is_empty():
    (sheet,) = read_xlsx(
        xlsx_file(Table("T", (Column("N"),), [(None,), (float("nan"),), (float("inf"),), ("",), (1,)]))
    )
    assert [cell.value for cell in sheet["A"]] == ["N", None, None, None, None, 1]


@pytest.mark.parametrize(("title", "name"), [("A/B: [c]", "A B   c"), ("", "1"), ("x" * 40, "x" * 31)])
def test_a_sheet_has_a_name_spreadsheets_accept(title, name):
    assert sheet_name(title) == name


def test_a_download_has_a_dated_name():
    response = download("csv", "accounts", texts("x"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="accounts-20')


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_text_can_be_exported(values):
    (sheet,) = read_xlsx(xlsx_file(texts(*values)))
    assert all(cell.data_type in {"s", "n"} for cell in sheet["A"])
    csv_file(texts(*values))


@pytest.mark.parametrize(
    ("amount", "cell"),
    [("0E-10", "0.0000000000"), ("1E+3", "1000"), ("-0.0000001", "-0.0000001")],
)
def test_an_amount_is_written_without_an_exponent(amount, cell):
    assert english_cell(Decimal(amount)) == cell
    assert norwegian_cell(Decimal(amount)) == cell.replace(".", ",")
