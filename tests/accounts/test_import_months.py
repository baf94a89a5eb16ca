"""Files with a column for each month: read as they were meant, each cell a fact; a blank cell is none."""

from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.changes.data_import import keep_import
from accounts.changes.data_import_kind import plan_of
from accounts.models import Account, DataImport, Revenue, ServiceArea
from tests.accounts.test_data_import import imported, sent
from tests.accounts.test_import_files import facts, refused, workbook
from tests.checksum import checksum

ROW = "Nordvik Verft;Cloud;1 234,50;0;;-7\n"
WIDE = "Kunde;Tjenesteområde;Jan 2025;Feb 2025;Mar 2025;Apr 2025\n" + ROW
READ = [("2025-01", "1234.50"), ("2025-02", "0.00"), ("2025-04", "-7.00")]


@pytest.fixture
def cloud(cast):
    return ServiceArea.objects.create(name="Cloud")


@pytest.fixture
def planned(cast, cloud):
    """What a file would do, when its columns mean what is guessed."""

    def plan(content, name="x", **options):
        content = content if isinstance(content, bytes) else content.encode()
        row = keep_import(by=cast.alice, kind="revenue", file_name=name, content=content)
        row.options |= options
        return plan_of(row, Account.objects.filter(pk=cast.account.pk))

    return plan


@pytest.fixture
def alice(cast, cloud, sign_in):
    return sign_in(cast.alice)


def figures(plan):
    return [(month, revenue) for _line, month, revenue, _currency in facts(plan)]


HEADINGS = {
    "English": "Jan 2025;Feb 2025;Mar 2025;Apr 2025",
    "Norwegian": "januar 2025;februar 2025;mars 2025;april 2025",
    "short with a point": "jan.25;feb.25;mar.25;apr.25",
    "numbers": "2025-01;2025-02;2025-03;2025-04",
    "numbers without a sign": "202501;202502;202503;202504",
    "the month first": "01.2025;02.2025;03.2025;04.2025",
    "days": "01.01.2025;01.02.2025;01.03.2025;01.04.2025",
    "American days": "1/1/2025;2/1/2025;3/1/2025;4/1/2025",
    "with what they hold": "Omsetning jan 2025;Omsetning feb 2025;Omsetning mars 2025;Omsetning apr 2025",
    "with a unit": "Jan 2025 (NOK);Feb 2025 (NOK);Mar 2025 (NOK);Apr 2025 (NOK)",
    "with its sum": "Jan 2025;Feb 2025;Mar 2025;Apr 2025;Omsetning",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
def test_months_are_known_by_their_names(planned, heading):
    plan = planned(f"Kunde;Tjenesteområde;{heading}\n{ROW}")
    assert (figures(plan), plan.refused) == (READ, [])


@pytest.mark.parametrize("heading", ["Market 2025", "Q1 2025", "2025", "YTD 2025", "Jan-Mar 2025", "Budsjett jan 2025"])
def test_what_is_no_month_is_left_out(planned, heading):
    plan = planned(f"Kunde;Tjenesteområde;Jan 2025;{heading}\nNordvik Verft;Cloud;5;6\n")
    assert figures(plan) == [("2025-01", "5.00")]


def test_dates_of_a_workbook_are_months(planned):
    heading = ["Kunde", "Tjenesteområde", *(datetime(2025, month, 1) for month in range(1, 5))]
    plan = planned(workbook(heading, ["Nordvik Verft", "Cloud", 1234.5, 0, None, -7]))
    assert (figures(plan), plan.refused) == (READ, [])
    assert plan.heading[2:] == ["2025-01", "2025-02", "2025-03", "2025-04"]


def test_margins_stand_beside_the_revenue_of_their_month(planned):
    heading = "Kunde;Tjenesteområde;Omsetning jan 2025;DB jan 2025;Omsetning feb 2025;DB feb 2025\n"
    plan = planned(heading + "Nordvik Verft;Cloud;10;4;20;\n")
    assert [(staged.after["revenue"], staged.after["margin"]) for staged in plan.new] == [
        ("10.00", "4.00"),
        ("20.00", None),
    ]
    plan = planned(heading + "Nordvik Verft;Cloud;;4;20;\n")
    assert refused(plan) == [(2, ["missing"])]
    assert plan.refused[0].faults[0].column == "Omsetning jan 2025"


BARE = "Kunde;Tjenesteområde;Jan;Feb;Mar;Apr\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (";;2025;;;\n" + BARE + ROW, "x"),
        ("Omsetning 2025\n" + BARE + ROW, "x"),
        (BARE + ROW, "omsetning-2025.csv"),
    ],
)
def test_a_year_above_or_in_the_title_or_in_the_name_of_the_file_counts(planned, content, name):
    assert figures(planned(content, name)) == READ


def test_two_years_above_their_months(planned):
    plan = planned(";;2024;;2025;\nKunde;Tjenesteområde;Nov;Des;Jan;Feb\nNordvik Verft;Cloud;1;2;3;4\n")
    assert [month for month, _revenue in figures(plan)] == ["2024-11", "2024-12", "2025-01", "2025-02"]


def test_without_a_year_the_page_asks_for_it(alice):
    row, answer = sent(alice, BARE + ROW)
    assert answer.status_code == 422
    assert "Some columns name a month without its year" in answer.content.decode()
    reading = {"above": 0, "heading": "on", "delimiter": ";", "encoding": "utf-8-sig", "year": "2025"}
    page = alice.post(reverse("import_read", args=[row.pk]), reading, follow=True).content.decode()
    assert "4 month columns" in page
    assert "Jan 2025 – Apr 2025" in page


def test_a_row_with_a_fault_is_refused_whole_and_says_in_which_column(alice, planned):
    rows = WIDE + "Nordvik Verft;Cloud;;;5;x\nNobody;Cloud;1;2;;\n"
    plan = planned(rows)
    assert refused(plan) == [(3, ["not_a_number"]), (4, ["unknown_account"])]
    assert figures(plan) == READ
    _row, answer = sent(alice, rows, months="read")
    assert "Apr 2025: “x” is not a number" in alice.get(answer.url).content.decode()


def test_rows_of_the_same_months_are_refused_or_added_up(planned):
    plan = planned(WIDE + "Nordvik Verft;Cloud;1;1;1;\n")
    assert (figures(plan), refused(plan), plan.twice) == ([], [(2, ["twice"]), (3, ["twice"])], 2)
    assert plan.refused[0].faults[0].column == "Jan 2025"
    plan = planned(WIDE + "Nordvik Verft;Cloud;1;1;1;\n", sum=True)
    assert figures(plan) == [("2025-01", "1235.50"), ("2025-02", "1.00"), ("2025-04", "-7.00"), ("2025-03", "1.00")]


def test_a_row_without_figures_says_nothing(planned):
    plan = planned(WIDE + "Nobody;;;;;\n")
    assert (figures(plan), plan.refused) == (READ, [])


def test_the_page_shows_all_months_as_one(alice):
    row, answer = sent(alice, WIDE, months="read")
    page = alice.get(reverse("import_map", args=[row.pk])).content.decode()
    assert "4 month columns" in page
    assert "Jan 2025 – Apr 2025" in page
    assert 'name="column_2"' not in page

    alice.post(answer.url)
    assert list(Revenue.objects.order_by("month").values_list("month", "revenue")) == [
        (date(2025, 1, 1), Decimal("1234.50")),
        (date(2025, 2, 1), Decimal(0)),
        (date(2025, 4, 1), Decimal(-7)),
    ]
    row, _answer = sent(alice, WIDE, months="read")
    row.refresh_from_db()
    assert (row.found["new"], row.found["changed"], row.found["unchanged"]) == (0, 0, 3)


def test_months_in_two_ways_are_refused(alice):
    _row, answer = sent(
        alice, "Kunde;Tjenesteområde;Jan 2025;Dato;Beløp\nNordvik Verft;Cloud;1;2025-03;5\n", months="read"
    )
    assert answer.status_code == 422
    assert "The columns of months hold the figures" in answer.content.decode()
    assert imported(alice, WIDE, months="").done_at is None  # left out, nothing holds the revenue


def test_two_columns_of_a_month_are_refused(alice):
    _row, answer = sent(alice, WIDE.replace("Feb 2025", "2025-01"), months="read")
    assert "Revenue 2025-01 is chosen for two columns" in answer.content.decode()


# --- from the command line --------------------------------------------------------------------------------------------
@pytest.fixture
def run(cast, tmp_path):
    def run(content, *words):
        path = tmp_path / "facts.csv"
        path.write_text(content)
        out = StringIO()
        call_command("import_revenue", str(path), *words, stdout=out)
        return out.getvalue()

    return run


def test_the_command_reads_columns_of_months(run):
    assert "3 new" in run(WIDE)
    assert "3 unchanged" in run(WIDE)
    assert "1 new" in run("Kunde;Område;P1\nNordvik Verft;Cloud;5\n", "--map", "P1=revenue@2024-01")
    assert "4 new" in run(BARE + "Nordvik Verft;Cloud;1;2;3;4\n", "--year", "2023")
    assert Revenue.objects.count() == 3 + 1 + 4


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (BARE + ROW, [], "Say which column holds"),
        (WIDE.replace("Feb 2025", "2025-01"), [], "Two columns are revenue@2025-01"),
        (WIDE, ["--map", "Kunde=revenue@2025-13"], "--map takes COLUMN=FIELD"),
        (WIDE.replace("Apr 2025", "Alt"), ["--map", "Alt=revenue"], "Columns of months hold the figures"),
        (WIDE + "Nordvik Verft;Cloud;;;;x\n", [], "Line 3: Apr 2025: “x” is not a number"),
        (WIDE + "Totalt;;1;2;;\n", [], "Line 3: “Totalt” looks like a row of totals"),
    ],
)
def test_the_command_says_what_is_wrong(run, content, words, said):
    before = checksum()
    with pytest.raises(CommandError) as refusal:
        run(content, *words)
    assert said in str(refusal.value)
    assert checksum() == before
    assert not DataImport.objects.exists()
