"""The two commands: a file in, exact results out; a bad file changes nothing at all."""

import csv
import json
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from accounts.models import Role, Unit
from surveys.models import Answer, Criterion, Respondent, Survey
from tests import factories
from tests.checksum import checksum

REFERENCE = Path("surveys/data/figur12_answers.csv")
PUBLISHED = Path("surveys/data/figur12.csv")
HEADING = "audience,respondent,criterion,dimension,rating\n"

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def refused(*arguments):
    """The words of the refusal; nothing in any table is another than before."""
    before = checksum()
    with pytest.raises(CommandError) as refusal:
        call_command("import_answers", *arguments)
    assert checksum() == before
    return str(refusal.value)


@pytest.fixture
def file(tmp_path):
    def written(text, name="answers.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return str(path)

    return written


def test_reference_file_gives_the_published_means_in_an_empty_database():
    run("import_answers", str(REFERENCE), "--title", "Kundeundersøkelse på Ås", "--invited", "13")

    results = json.loads(run("survey_results", "kundeundersokelse-pa-as", "--format", "json"))

    by_slug = {row["criterion"]: row for row in results["criteria"]}
    with PUBLISHED.open() as opened:
        published = list(csv.DictReader(opened))
    assert list(by_slug) == [row["slug"] for row in published]
    for row in published:
        result = by_slug[row["slug"]]
        assert result["seller_importance_mean"] == float(row["seller_importance"])
        if row["customer_importance"]:
            assert result["importance_mean"] == float(row["customer_importance"])
            assert result["performance_mean"] == float(row["customer_performance"])
    assert results["summary"] == {
        "invited": 13,
        "answered": 4,
        "seller_answered": 4,
        "importance_mean": 112.75 / 12,
        "performance_mean": 113 / 12,
        "importance_cut": 112.75 / 12,
        "performance_cut": 113 / 12,
        "seller_importance_mean": 116.5 / 13,
        "customer_satisfaction_index": pytest.approx(9.42295, abs=5e-6),
        "rule": "data-centred means",
    }
    assert [row["criterion"] for row in results["criteria"] if row["quadrant"] == "concentrate here"] == ["knowledge"]
    assert {row["uncertain"] for row in results["criteria"] if row["n"]} == {True}
    assert by_slug["crm_system"]["quadrant"] is by_slug["crm_system"]["gap_mean"] is None


def test_makes_a_closed_survey_with_every_answer():
    run("import_answers", str(REFERENCE), "--title", "Autumn")

    survey = Survey.objects.get(slug="autumn")
    assert survey.status == Survey.Status.CLOSED
    assert survey.closed_at is not None
    assert Respondent.objects.count() == 8
    ratings = [rating for answer in Answer.objects.all() for rating in (answer.importance, answer.performance)]
    assert len([rating for rating in ratings if rating is not None]) == 148
    assert Criterion.objects.filter(in_library=False).count() == 0
    assert list(survey.criteria.order_by("survey_criteria__order").values_list("slug", flat=True))[-1] == "crm_system"
    assert survey.unit.parent is None
    assert survey.history.count() == 1


def test_json_and_csv_say_the_same():
    run("import_answers", str(REFERENCE), "--title", "Autumn")

    rows = list(csv.DictReader(StringIO(run("survey_results", "autumn", "--format", "csv"))))
    results = json.loads(run("survey_results", "autumn", "--format", "json"))["criteria"]

    texts = [{key: "" if value is None else json.dumps(value).strip('"') for key, value in r.items()} for r in results]
    assert rows == texts


def test_excel_file_gives_the_same_as_csv(tmp_path):
    workbook = Workbook()
    with REFERENCE.open() as opened:
        for row in csv.reader(opened):
            workbook.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    workbook.save(tmp_path / "answers.xlsx")
    run("import_answers", str(REFERENCE), "--title", "From CSV")
    run("import_answers", str(tmp_path / "answers.xlsx"), "--title", "From Excel")

    assert run("survey_results", "from-csv") == run("survey_results", "from-excel")


def test_semicolons_norwegian_words_and_windows_letters(file):
    text = "Målgruppe;Respondent;Kriterium;Dimensjon;Karakter\nkunde;Åse;Nøyaktighet;viktighet;9\n"
    run("import_answers", file(text + "kunde;Åse;Nøyaktighet;dyktighet;\n", encoding="cp1252"), "--title", "Norsk")

    answer = Answer.objects.get()
    assert answer.respondent.label == "Åse"
    assert answer.criterion.slug == "accuracy"
    assert (answer.importance, answer.performance) == (9, None)


def test_unknown_criteria_are_made_from_their_text(file):
    run("import_answers", file(HEADING + "customer,C1,Grønn levering,importance,7\n"), "--title", "Green")

    made = Criterion.objects.get(slug="gronn_levering")
    assert (made.name_en, made.name_nb, made.in_library) == ("Grønn levering", "Grønn levering", False)


def test_accounts_by_name_or_organisation_number(file):
    first = factories.AccountFactory(name="Nordvik Verft")
    second = factories.AccountFactory(name="Sundby", organisation_number="923609016")
    rows = "customer,C1,trust,importance,7,Nordvik Verft\ncustomer,C2,trust,importance,8,923 609 016\n"
    run("import_answers", file(HEADING.strip() + ",account\n" + rows), "--title", "With accounts")

    assert list(Respondent.objects.values_list("label", "account")) == [("C1", first.pk), ("C2", second.pk)]


def test_every_bad_line_is_told_with_its_reason(file):
    factories.AccountFactory(name="Twice")
    factories.AccountFactory(name="Twice")
    rows = "customer,C1,trust,importance,11\nnobody,C1,trust,importance,7\ncustomer,C1,trust,importance,7,5\n"
    told = refused(file(HEADING + rows), "--title", "Bad")

    assert told.splitlines()[1:] == [
        "line 2, rating: 11 is not on the scale from 1 to 10",
        "line 3, audience: “nobody” is neither customer nor seller",
        "line 4: “5” stands to the right of the last column",
    ]
    rows = "customer,C1,trust,importance,7,Nowhere\ncustomer,C2,trust,importance,7,Twice\n"
    assert refused(file(HEADING.strip() + ",account\n" + rows), "--title", "Bad").splitlines()[1:] == [
        "line 2, account: there is no account with the name or organisation number “Nowhere”",
        "line 3, account: several accounts have the name or organisation number “Twice”",
    ]


def test_many_bad_lines_are_counted(file):
    told = refused(file(HEADING + "customer,C1,trust,importance,11\n" * 50), "--title", "Bad").splitlines()

    assert len(told) == 22
    assert told[-1] == "and 30 more"


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("", "needs at least"),
        (" !? ", "needs at least"),
        ("New", "another page"),
        ("Høst\x00", "control"),
        ("x" * 151, "150"),
    ],
)
def test_title_without_an_address_is_refused(title, reason):
    assert reason in refused(str(REFERENCE), "--title", title)


def test_taken_title_is_refused():
    run("import_answers", str(REFERENCE), "--title", "Høst")
    assert "already a survey" in refused(str(REFERENCE), "--title", "HØST!")


@pytest.mark.parametrize(
    "option", [("--scale", "1-11"), ("--scale", "ten"), ("--invited", "-3"), ("--unit", "Nowhere")]
)
def test_senseless_option_is_refused(option):
    assert refused(str(REFERENCE), "--title", "Fine", *option)


def test_missing_file_and_folder_are_refused(tmp_path):
    assert "No such file" in refused(str(tmp_path / "none.csv"), "--title", "Fine")
    assert "directory" in refused(str(tmp_path), "--title", "Fine")


def test_another_scale(file):
    run("import_answers", file(HEADING + "customer,C1,trust,importance,0\n"), "--title", "Short", "--scale", "0-3")
    assert Survey.objects.get().scale_high == 3


def test_unit_by_name(units):
    run("import_answers", str(REFERENCE), "--title", "Fine", "--unit", "Bergen")
    assert Survey.objects.get().unit == units.bergen
    assert Unit.objects.count() == 4


def test_two_units_of_that_name_are_one_too_many(units):
    factories.UnitFactory(name="Bergen", parent=units.bergen)
    assert refused(str(REFERENCE), "--title", "Fine", "--unit", "Bergen") == "There are several units called 'Bergen'."


def test_says_where_it_went_its_address_and_who_sees_it(cast, units, settings):
    settings.SITE_ADDRESS = "https://kamplan.example.org"
    said = run("import_answers", str(REFERENCE), "--title", "Fine", "--unit", "Bergen").splitlines()

    assert said[1:] == [
        "https://kamplan.example.org/surveys/fine/",
        "It belongs to the unit Bergen:"
        " the directors, managers and key account managers of this unit and of those above it see it.",
    ]
    people = {name: getattr(cast, name) for name in ("alice", "bob", "carol", "dave", "mona", "ada")}
    seeing = {name for name, person in people.items() if Survey.objects.visible_to(person).exists()}
    kinds = {name: set(Role.objects.filter(user=people[name]).values_list("kind", flat=True)) for name in seeing}
    assert kinds == {"carol": {"director"}, "mona": {"manager"}, "alice": {"kam"}}


def test_without_a_unit_says_which_it_took_and_how_another_is_chosen(units):
    said = run("import_answers", str(REFERENCE), "--title", "Fine").splitlines()

    assert f"the unit {Survey.objects.get().unit.name}:" in said[2]
    assert said[2].endswith(" Another unit is chosen with --unit NAME.")


def test_unknown_survey_is_one_line():
    with pytest.raises(CommandError, match="no survey"):
        run("survey_results", "nowhere")


def test_refusal_in_a_shell_ends_with_1_and_no_traceback(file, tmp_path):
    """Before any table exists: not even then a traceback."""
    import os
    import sys

    done = subprocess.run(
        [sys.executable, "manage.py", "import_answers", file("nonsense"), "--title", "Fine"],
        env={**os.environ, "KAMPLAN_VAR": str(tmp_path / "var"), "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("CommandError: ")
    assert "Traceback" not in done.stderr


def test_one_row_for_each_respondent(file):
    ratings = {}
    with REFERENCE.open() as opened:
        for row in csv.DictReader(opened):
            column = f"{row['criterion']} {row['dimension']}"
            ratings.setdefault((row["audience"], row["respondent"]), {})[column] = row["rating"]
    columns = sorted({column for given in ratings.values() for column in given})
    lines = [";".join([*who, *(given.get(column, "") for column in columns)]) for who, given in ratings.items()]
    run("import_answers", file("\n".join([";".join(["audience", "respondent", *columns]), *lines])), "--title", "Wide")
    run("import_answers", str(REFERENCE), "--title", "Tall")

    assert run("survey_results", "wide") == run("survey_results", "tall")
