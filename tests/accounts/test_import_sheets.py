"""Workbooks of several sheets: the first with a table is read, another can be chosen, and a wrong name is told."""

from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook

from accounts.models import DataImport, Revenue, ServiceArea
from kamplan.spreadsheets import Unreadable, rows_of, sheets_of

HEADING = ("Kunde", "Tjenesteområde", "Måned", "Omsetning")
COVER = [("Report run 2026-01-05",), ("Made for the board",)]


def table(*figures):
    return [HEADING, *(("Nordvik Verft", "Cloud", f"2025-{n:02d}", each) for n, each in enumerate(figures, start=1))]


def workbook(sheets, hidden=(), change=lambda book: None):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    change(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


BOOK = workbook(
    {"Cover": COVER, "Nothing": [], "Old": table(99), "2024": table(1), "2025": table(2, 3)}, hidden=["Old"]
)


@pytest.fixture
def cloud(cast):
    return ServiceArea.objects.create(name="Cloud")


@pytest.fixture
def alice(cast, cloud, sign_in):
    return sign_in(cast.alice)


def uploaded(client, content=BOOK):
    file = SimpleUploadedFile("figures.xlsx", content)
    answer = client.post(reverse("import_create"), {"kind": "revenue", "file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    return DataImport.objects.order_by("pk").last()


def imported(client, row):
    body = {f"column_{number}": field for number, field in enumerate(row.mapping)}
    client.post(reverse("import_map", args=[row.pk]), body)
    client.post(reverse("data_import", args=[row.pk]))
    return list(Revenue.objects.order_by("month").values_list("revenue", flat=True))


def test_hidden_sheets_are_not_offered_and_empty_ones_have_no_rows():
    found = sheets_of(BOOK, most=2)
    assert list(found) == ["Cover", "Nothing", "2024", "2025"]
    assert (found["Nothing"], found["2024"][0]) == ([], (1, list(HEADING)))
    assert sheets_of(b"a,b\n1,2\n", most=2) == {}


def test_a_sheet_of_many_empty_rows_does_not_keep_the_others_from_being_read():
    def far_down(book):
        book["Empty"]["A300000"] = "x"

    found = sheets_of(workbook({"Empty": [], "2024": table(1)}, change=far_down), most=2)
    assert [len(rows) for rows in found.values()] == [0, 2]


@pytest.mark.parametrize("name", ["2026", "Old", "Nothing else"])
def test_a_wrong_name_is_told_with_those_there_are(name):
    with pytest.raises(Unreadable, match="There are: Cover, Nothing, 2024, 2025"):
        list(rows_of(BOOK, sheet=name))
    with pytest.raises(Unreadable, match="no workbook"):
        list(rows_of(b"a,b\n", sheet=name))


def test_the_first_sheet_with_a_table_is_read(alice):
    row = uploaded(alice)
    assert row.options["sheet"] == "2024"
    page = alice.get(reverse("import_map", args=[row.pk])).content.decode()
    assert '<option value="2024" selected>' in page
    assert '<option value="Old"' not in page
    assert imported(alice, row) == [1]


def test_another_sheet_can_be_chosen(alice):
    row = uploaded(alice)
    answer = alice.post(reverse("import_read", args=[row.pk]), {"sheet": "2025", "above": 0, "heading": "on"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert imported(alice, row) == [2, 3]


@pytest.mark.parametrize("wrong", ["Old", "2026"])
def test_a_sheet_that_is_not_offered_is_refused(alice, wrong):
    row = uploaded(alice)
    answer = alice.post(reverse("import_read", args=[row.pk]), {"sheet": wrong, "above": 0, "heading": "on"})
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.options["sheet"] == "2024"


def test_an_empty_sheet_says_so_and_leaves_the_choice(alice):
    row = uploaded(alice)
    answer = alice.post(reverse("import_read", args=[row.pk]), {"sheet": "Nothing", "above": 0, "heading": "on"})
    assert answer.status_code == 422
    assert "The file is empty" not in answer.content.decode()
    assert "This sheet is empty" in answer.content.decode()
    assert '<option value="2025"' in answer.content.decode()


def test_where_its_names_stand_is_found_anew_on_each_sheet(alice):
    row = uploaded(alice, workbook({"A": table(1), "B": [*COVER, *table(2)]}))
    alice.post(reverse("import_read", args=[row.pk]), {"sheet": "B", "above": 0, "heading": "on"})
    row.refresh_from_db()
    assert (row.options["above"], row.mapping) == (2, ["account", "area", "month", "revenue"])
    assert "Report run 2026-01-05" in alice.get(reverse("import_map", args=[row.pk])).content.decode()


def test_the_name_of_a_sheet_says_the_year_of_its_months(alice):
    wide = [("Kunde", "Område", "Jan", "Feb"), ("Nordvik Verft", "Cloud", 1, 2)]
    row = uploaded(alice, workbook({"2024": wide, "2025": wide}))
    assert row.mapping[2:] == ["revenue@2024-01", "revenue@2024-02"]
    alice.post(reverse("import_read", args=[row.pk]), {"sheet": "2025", "above": 0, "heading": "on", "year": 2024})
    row.refresh_from_db()
    assert row.mapping[2:] == ["revenue@2025-01", "revenue@2025-02"]


# --- from the command line --------------------------------------------------------------------------------------------
def test_the_command_takes_the_name_of_a_sheet(cloud, tmp_path):
    path = tmp_path / "figures.xlsx"
    path.write_bytes(BOOK)
    call_command("import_revenue", str(path), "--sheet", " 2025", stdout=StringIO())
    assert list(Revenue.objects.order_by("month").values_list("revenue", flat=True)) == [2, 3]
    with pytest.raises(CommandError, match="There are: Cover, Nothing, 2024, 2025"):
        call_command("import_revenue", str(path), "--sheet", "Old")
