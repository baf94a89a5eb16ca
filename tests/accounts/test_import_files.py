"""Files as people really have them: each is read as it was meant, or refused with the reason; none is read wrongly."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from accounts.changes.data_import import keep_import
from accounts.changes.data_import_kind import plan_of
from accounts.models import Account, ServiceArea
from kamplan.spreadsheets import Unreadable

HEADING = "Kunde;Tjenesteområde;Måned;Omsetning\n"
WORKBOOK = ["Kunde", "Tjenesteområde", "Måned", "Omsetning"]


@pytest.fixture
def planned(cast):
    """What a file would do, when its columns mean what is guessed."""
    cast.account.organisation_number = "923609016"
    cast.account.save()
    ServiceArea.objects.create(name="Cloud")

    def plan(content, encoding="utf-8"):
        content = content if isinstance(content, bytes) else content.encode(encoding)
        row = keep_import(by=cast.alice, kind="revenue", file_name="x", content=content)
        return plan_of(row, Account.objects.filter(pk=cast.account.pk))

    return plan


def facts(plan):
    return [(staged.line, staged.words[2], staged.after["revenue"], staged.words[4]) for staged in plan.new]


def refused(plan):
    return [(row.line, [fault.code for fault in row.faults]) for row in plan.refused]


def workbook(*rows, change=lambda book: None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


READ = {
    "a mark before the first letter": (HEADING + "Nordvik Verft;Cloud;2025-03;1 234,50\n", "utf-8-sig"),
    "tabs and old letters": (HEADING.replace(";", "\t") + "Nordvik Verft\tCloud\tmars 2025\t1\u00a0234,50\n", "cp1252"),
    "unicode text of Excel": (HEADING.replace(";", "\t") + "Nordvik Verft\tCloud\t03.2025\t1234,5\n", "utf-16"),
    "vertical bars": (HEADING.replace(";", "|") + "Nordvik Verft|Cloud|2025-03|1 234,50\n", "utf-8"),
    "a narrow space": (HEADING + "Nordvik Verft;Cloud;202503;1\u202f234,50\n", "utf-8"),
    "spaces nobody sees": (HEADING + "\u00a0Nordvik\u00a0Verft;Cloud\u200b; 2025-03;1234,50\n", "utf-8"),
    "English": ('Customer,Service area,Period,Revenue\nNordvik Verft,Cloud,Mar-25,"1,234.50"\n', "utf-8"),
    "a unit and no tax": (
        "Kunde;Tjenesteområde;Måned;Omsetning i NOK eks. mva\nNordvik Verft;Cloud;20250331;1234,5\n",
        "utf-8",
    ),
    "empty columns": (
        "Kunde;;Tjenesteområde;Måned;Omsetning;;\nNordvik Verft;;Cloud;01.03.2025;1234,5;;\n;;;;;;\n",
        "utf-8",
    ),
    "a comment of two lines": (
        'Kunde;Tjenesteområde;Måned;Omsetning;Merknad\nNordvik Verft;Cloud;2025-03;1234,5;"x;\ny"\n',
        "utf-8",
    ),
    "the organisation number": ("Org.nr;Tjenesteområde;Måned;Omsetning\n923 609 016;Cloud;2025/03;1234,5\n", "utf-8"),
    "excel's hint": ("sep=;\n" + HEADING + "Nordvik Verft;Cloud;2025-03-01T00:00:00;1.234,50\n", "utf-8"),
    "a title with commas above": (
        "Sales, all, of 2025, Norway\n" + HEADING + "Nordvik Verft;Cloud;45717;1234,5\n",
        "utf-8",
    ),
}


@pytest.mark.parametrize(("content", "encoding"), READ.values(), ids=READ.keys())
def test_it_is_read_as_it_was_meant(planned, content, encoding):
    plan = planned(content, encoding)
    assert [fact[1:] for fact in facts(plan)] == [("2025-03", "1234.50", "NOK")]
    assert plan.refused == []


@pytest.mark.parametrize("written", ["(1,234.50)", "-1,234.50", "1,234.50-", "−1.234,50", "NOK -1 234,50", "1'234.50-"])
def test_below_zero(planned, written):
    assert facts(planned(HEADING + f"Nordvik Verft;Cloud;2025-03;{written}\n"))[0][2] == "-1234.50"


def test_a_currency_in_the_name_of_the_column_counts(planned):
    rows = "Nordvik Verft;Cloud;2025-03;10\n"
    assert facts(planned(HEADING.replace("setning", "setning (EUR)") + rows))[0][3] == "EUR"
    thousands = planned(HEADING.replace("setning", "setning (1000 NOK)") + rows)
    assert (thousands.new, refused(thousands)) == ([], [(2, ["missing"])])  # nobody has said yet what it is


def test_a_title_and_a_row_of_totals_do_no_harm(planned):
    report = "Omsetning per kunde;;;\n;;;\n" + HEADING + "Nordvik Verft;Cloud;2025-03;10\nTotalt;;;10\n"
    plan = planned(report)
    assert [fact[0] for fact in facts(plan)] == [4]
    assert refused(plan) == [(5, ["total"])]


def test_one_date_of_a_column_tells_the_order_of_the_others(planned):
    rows = [f"Nordvik Verft;Cloud;{day};1\n" for day in ("01/02/2025", "31/10/2025")]
    assert [fact[1] for fact in facts(planned(HEADING + "".join(rows)))] == ["2025-02", "2025-10"]
    assert refused(planned(HEADING + rows[0])) == [(2, ["ambiguous_month"])]
    both = HEADING + "".join(rows) + "Nordvik Verft;Cloud;10/31/2024;1\n"
    assert refused(planned(both)) == [(2, ["ambiguous_month"])]


@pytest.mark.parametrize("month", ["Q1 2025", "2025-13", "uke 3", "2025", "31.02.2025", "0", "12345", "2025K2", "jan"])
def test_what_is_no_month_is_refused(planned, month):
    assert len(planned(HEADING + f"Nordvik Verft;Cloud;{month};1\n").refused) == 1


def test_a_number_cut_in_two_by_its_comma_is_refused(planned):
    rows = 'Nordvik Verft,Cloud,2025-03,"1 234,50"\nNordvik Verft,Cloud,2025-04,1234,50\n'
    plan = planned(HEADING.replace(";", ",") + rows)
    assert [fact[1] for fact in facts(plan)] == ["2025-03"]
    assert refused(plan) == [(3, ["torn"])]


@pytest.mark.parametrize("written", ["=1+1", "#DIV/0!", "-", "12,5%", "TRUE", "1,2,3.4", "ti"])
def test_what_is_no_number_is_refused(planned, written):
    assert refused(planned(HEADING + f"Nordvik Verft;Cloud;2025-03;{written}\n"))[0][1] == ["not_a_number"]


def merged(book):
    """A title over all columns, and below it a heading of two lines."""
    book.active.insert_rows(1, amount=2)
    book.active["A1"], book.active["A2"], book.active["C2"] = "Omsetning 2025", "Hvem", "Tall"
    for cells in ("A1:D1", "A2:B2", "C2:D2"):
        book.active.merge_cells(cells)


def on_the_second_sheet(book):
    book.move_sheet(book.create_sheet("Forside"), -1)


BOOKS = {
    "a date": workbook(WORKBOOK, ["Nordvik Verft", "Cloud", datetime(2025, 3, 31), 1234.5000000001]),
    "a merged heading": workbook(WORKBOOK, ["Nordvik Verft", "Cloud", date(2025, 3, 1), 1234.5], change=merged),
    "an empty first sheet": workbook(
        WORKBOOK, ["Nordvik Verft", "Cloud", date(2025, 3, 1), "1 234,50"], change=on_the_second_sheet
    ),
    "a number for the account": workbook(
        ["Org.nr.", *WORKBOOK[1:]], [923609016, "Cloud", "mars 25", 1234.5], [None, None, None, None]
    ),
}


@pytest.mark.parametrize("content", BOOKS.values(), ids=BOOKS.keys())
def test_workbooks_are_read_as_they_were_meant(planned, content):
    plan = planned(content)
    assert [fact[1:] for fact in facts(plan)] == [("2025-03", "1234.50", "NOK")]
    assert plan.refused == []


NO_TABLE = {
    "formulas nobody has worked out": workbook(WORKBOOK, ["Nordvik Verft", "Cloud", "2025-03", "=1+1"]),
    "a document": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "a web page called .xls": b"<html><table><tr><td>Kunde</td></tr></table></html>",
    "two kinds of letters": HEADING.encode() + "Blåbær;x;2025-03;1\n".encode("cp1252"),
    "null characters": HEADING.encode().replace(b"K", b"\0"),
    "a million empty rows": HEADING.encode() + b";;;\n" * 1_000_000,
    "a cell of 4 MB": HEADING.encode() + b"x" * 4_000_000 + b";Cloud;2025-03;1\n",
    "a title and nothing else, in a hundred columns": b"Omsetning" + b";x" * 120,
}  # fmt: skip


@pytest.mark.parametrize("content", NO_TABLE.values(), ids=NO_TABLE.keys())
def test_what_is_no_table_is_refused(planned, content):
    with pytest.raises(Unreadable):
        planned(content)
