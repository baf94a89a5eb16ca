"""Results as files: the numbers of the page and of the command line, in the reader's language."""

import csv
import io
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from accounts.models import Account
from surveys.changes.answer_file import read_answers
from surveys.changes.survey import store_survey
from surveys.domain.scale import Scale

REFERENCE = Path("surveys/data/figur12_answers.csv").read_bytes()


@pytest.fixture
def survey(cast, units):
    reading = read_answers(REFERENCE, scale=Scale(), accounts=Account.objects.all())
    return store_survey(title="Høst", unit=units.norway, answers=reading.answers, by=cast.mona, invited=13)


@pytest.fixture
def mona(cast, sign_in, survey):
    return sign_in(cast.mona)


def test_json_is_what_the_command_prints(mona):
    printed = StringIO()
    call_command("survey_results", "host", "--format", "json", stdout=printed)
    answer = mona.get("/surveys/host/results.json")

    assert json.loads(answer.content) == json.loads(printed.getvalue())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="host.json"'


def test_csv_is_exact_and_lowest_gap_first(mona):
    rows = list(csv.DictReader(StringIO(mona.get("/surveys/host/results.csv").content.decode("utf-8-sig"))))

    assert rows[0]["Gap"] == "-0.25"
    assert rows[-1]["Criterion"] == "CRM system"
    assert rows[-1]["Gap"] == ""
    knowledge = next(row for row in rows if row["Criterion"] == "Knowledge")
    assert knowledge["Gap, 95 % from"] == "-1.7734801808288123"
    assert knowledge["Quadrant"] == "concentrate here"


def test_intervals_of_both_means_stand_beside_their_spread_and_are_exact(mona, survey):
    rows = list(csv.reader(StringIO(mona.get("/surveys/host/results.csv").content.decode("utf-8-sig"))))
    knowledge = next(row for row in rows if row[0] == "Knowledge")
    result = next(each for each in survey.results().criteria if each.criterion == "knowledge")
    for name, figure in (("Importance", "importance"), ("Performance", "performance")):
        place = rows[0].index(f"{name}, SD")
        assert rows[0][place + 1 : place + 3] == [f"{name}, 95 % from", f"{name}, 95 % to"]
        ends = [getattr(result, f"{figure}_ci_low"), getattr(result, f"{figure}_ci_high")]
        assert None not in ends
        assert knowledge[place + 1 : place + 3] == list(map(str, ends))


@pytest.mark.parametrize(("rule", "words"), [("means", "data-centred means"), ("scale", "scale-centred")])
def test_a_quadrant_stands_beside_the_rule_that_made_it(mona, rule, words):
    address = f"/surveys/host/results.csv?rule={rule}"
    rows = list(csv.reader(StringIO(mona.get(address).content.decode("utf-8-sig"))))
    place = rows[0].index("Quadrant")
    assert rows[0][place + 1] == "Rule of the cut lines"
    assert {row[place + 1] for row in rows[1:] if row[place]} == {words}
    assert [row[place : place + 2] for row in rows if row[0] == "CRM system"] == [["", ""]]


SCATTERED = b"""audience,respondent,criterion,dimension,rating
customer,a,trust,importance,9
customer,a,trust,performance,3
customer,b,trust,importance,10
customer,b,trust,performance,9
"""


def test_an_interval_is_the_same_on_the_page_in_a_file_and_for_programs(cast, units, sign_in):
    """Of a mean as far as the scale goes, of a gap as it was computed."""
    reading = read_answers(SCATTERED, scale=Scale(), accounts=Account.objects.all())
    store_survey(title="Two", unit=units.norway, answers=reading.answers, by=cast.mona)
    mona = sign_in(cast.mona)
    gap = json.loads(mona.get("/surveys/two/results.json").content)["criteria"][0]
    row = next(csv.DictReader(StringIO(mona.get("/surveys/two/results.csv").content.decode("utf-8-sig"))))
    page = mona.get("/surveys/two/").content.decode()
    assert (gap["gap_ci_low"], gap["gap_ci_high"]) == pytest.approx((-35.2655, 28.2655), abs=1e-4)
    assert [row["Gap, 95 % from"], row["Gap, 95 % to"]] == [str(gap["gap_ci_low"]), str(gap["gap_ci_high"])]
    assert "−35.27 to +28.27" in page
    assert page.count("1.00 to 10.00") >= 2, "the mean importance and the mean performance, in the table"


def test_norwegian_csv_has_semicolons_and_decimal_commas(cast, sign_in, survey):
    cast.mona.language = "nb"
    cast.mona.save()
    text = sign_in(cast.mona).get("/surveys/host/results.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert "9,75" in rows[1]
    assert any("Kunnskap" in row for row in rows)
    assert {"Viktighet, 95 % fra", "Viktighet, 95 % til", "Dyktighet, 95 % fra", "Dyktighet, 95 % til"} < set(rows[0])
    assert rows[1][rows[0].index("Regel for skillelinjene")] == "datasentrerte gjennomsnitt"


def test_excel_holds_numbers_and_the_summary(mona):
    workbook = load_workbook(io.BytesIO(mona.get("/surveys/host/results.xlsx").content))

    results, summary = workbook.worksheets
    row = next(row for row in results.iter_rows(values_only=True) if row[0] == "Knowledge")
    assert row[1:5] == (4, 4, 4, 9.5)
    figures = dict(summary.iter_rows(min_row=2, values_only=True))
    assert figures["Customers invited"] == 13
    assert figures["Importance, mean"] == 112.75 / 12


def test_the_summary_shows_as_many_decimals_as_the_sheet_beside_it(mona):
    workbook = load_workbook(io.BytesIO(mona.get("/surveys/host/results.xlsx").content))
    shown = {name.value: value.number_format for name, value in workbook.worksheets[1].iter_rows(min_row=2)}
    assert shown.pop("Rule of the cut lines") == "General", "words"
    counts = {"Customers invited", "Customers answered", "Sellers answered"}
    assert {name for name, form in shown.items() if form == "#,##0"} == counts
    assert {form for name, form in shown.items() if name not in counts} == {"#,##0.00"}


def test_address_chooses_rule_and_part(mona):
    scale = json.loads(mona.get("/surveys/host/results.json?rule=scale").content)
    assert scale["summary"]["rule"] == "scale-centred"
    assert scale["summary"]["importance_cut"] == 5.5
    nobody = json.loads(mona.get("/surveys/host/results.json?sector=public").content)
    assert nobody["summary"]["answered"] == 0


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_strangers_find_nothing(cast, sign_in, client, survey, form):
    assert sign_in(cast.dave).get(f"/surveys/host/results.{form}").status_code == 404
    assert client.get(f"/surveys/host/results.{form}").status_code == 302
    assert sign_in(cast.carol).get(f"/surveys/host/results.{form}").status_code == 200
    assert sign_in(cast.mona).post(f"/surveys/host/results.{form}").status_code == 405
