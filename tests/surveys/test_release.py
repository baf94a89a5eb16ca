"""What a confidential survey lets out when it closes, and that nothing else gets out anywhere."""

import io
import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from surveys.changes.opening import close_survey
from surveys.changes.release import release_results

PATHS = (
    "",
    "results.json",
    "results.csv",
    "profile.svg",
    "grid.svg",
    "answers.svg",
    "comments/",
    "comments.csv",
    "waves/",
)


@pytest.fixture
def survey(cast, units, ask, answer):
    """Six of Bergen and nine of Norway at large answered; advice was known to four of Bergen alone."""
    survey = ask(title="Quiet", slug="quiet", unit=units.norway, created_by=cast.mona, mode="confidential")
    for number in range(15):
        in_bergen = number < 6
        pairs = {"trust": (9, 3 + number % 5)} | ({"advice": (7, 8)} if number < 4 or number > 5 else {})
        unit = units.bergen if in_bergen else units.norway
        account = cast.account if number < 2 else None
        overall = {"satisfaction": 7, "recommendation": 10 if in_bergen else 5}
        answer(survey, pairs, unit=unit, account=account, sector="public", overall=overall, comment=f"Word {number}.")
    for _seller in range(4):
        answer(survey, {"trust": (5, None)}, audience="seller")
    return survey


@pytest.fixture
def closed(survey):
    survey.status = "closed"
    survey.save()
    release_results(survey=survey)
    return survey


@pytest.fixture
def mona(cast, sign_in):
    return sign_in(cast.mona)


def test_nobody_sees_anything_while_it_is_open(mona, survey):
    page = mona.get("/surveys/quiet/").content.decode()
    assert "Nobody sees results while the survey is open" in page
    assert "15 of 15 answered" in page
    assert "4 of 4 answered" in page
    for path in PATHS[1:]:
        found = mona.get(f"/surveys/quiet/{path}").content.decode()
        assert "Trust" not in found.replace('<option value="trust">Trust</option>', "")
        assert "Word" not in found.replace("Words in a comment", "").replace("Words", "")
    data = json.loads(mona.get("/surveys/quiet/results.json").content)
    assert data["criteria"] == []
    assert (data["summary"]["invited"], data["summary"]["answered"], data["summary"]["seller_answered"]) == (15, 15, 4)


def test_sums_are_kept_and_no_single_answers(closed):
    kept = closed.tallies
    assert kept["answered"] == 15
    assert kept["threshold"] == 5
    trust, advice = kept["criteria"]
    assert trust[1]["importance"] == [15, 135, 15 * 81]
    assert advice[1]["importance"][0] == 13
    assert trust[2] == {"importance": [0, 0, 0], "performance": [0, 0, 0], "gap": [0, 0, 0]}, "four sellers are too few"
    assert kept["satisfaction"][0] == 15


def test_a_group_is_shown_when_it_and_the_rest_are_large_enough(closed, units):
    assert set(closed.cells) == {"unit"}, "two of an account are too few, and all are of one sector"
    assert set(closed.cells["unit"]) == {str(units.bergen.pk), str(units.norway.pk)}
    bergen = closed.cells["unit"][str(units.bergen.pk)]
    assert bergen["name"] == "Bergen"
    trust, advice = bergen["tallies"]["criteria"]
    assert trust[1]["importance"][0] == 6
    assert advice[1]["importance"][0] == 0, "four answered: neither they nor the nine others may be told"
    assert closed.cells["unit"][str(units.norway.pk)]["tallies"]["criteria"][1][1]["importance"][0] == 0


def test_releasing_again_changes_nothing(closed):
    before = (closed.tallies, closed.cells)
    release_results(survey=closed)
    closed.refresh_from_db()
    assert (closed.tallies, closed.cells) == before


def test_too_few_release_nothing(ask, answer, mona, cast, units):
    survey = ask(slug="few", unit=units.norway, created_by=cast.mona, mode="confidential")
    for _number in range(4):
        answer(survey, {"trust": (9, 8)})
    survey.status = "closed"
    survey.save()
    release_results(survey=survey)
    assert (survey.tallies, survey.cells) == ({}, {})
    assert "Too few answered to show anything" in mona.get("/surveys/few/").content.decode()
    for page in ("/surveys/few/", "/surveys/"):
        assert "4 of 4" in mona.get(page).content.decode()


def test_who_had_begun_is_counted_alike_everywhere_once_it_has_closed(ask, answer, mona, cast, units):
    survey = ask(slug="begun", unit=units.norway, created_by=cast.mona)
    answer(survey, {"trust": (9, 8)})
    answer(survey, {"trust": (5, 5)}, sent=False)
    for path in ("/surveys/begun/", "/surveys/"):
        assert "1 of 2" in mona.get(path).content.decode()
    close_survey(survey=survey, by=cast.mona, now=timezone.now())
    for path in ("/surveys/begun/", "/surveys/"):
        page = mona.get(path).content.decode()
        assert ("2 of 2" in page, "1 of 2" in page) == (True, False)


def test_page_json_command_and_files_tell_the_same(mona, closed):
    printed = StringIO()
    call_command("survey_results", "quiet", stdout=printed)
    data = json.loads(mona.get("/surveys/quiet/results.json").content)
    assert data == json.loads(printed.getvalue())
    trust, _advice = data["criteria"]
    assert trust["n"] == 15
    assert trust["seller_n"] is None, "withheld is not zero"
    assert data["summary"]["net_promoter_score"] == pytest.approx(100 * (6 - 9) / 15)
    assert data["summary"]["satisfaction_mean"] == 7.0
    results, summary = load_workbook(io.BytesIO(mona.get("/surveys/quiet/results.xlsx").content)).worksheets
    assert {row[0]: row[1] for row in results.iter_rows(min_row=2, values_only=True)} == {"Trust": 15, "Advice": 13}
    assert dict(summary.iter_rows(min_row=2, values_only=True))["Smallest group shown"] == 5


def test_a_hidden_criterion_says_so_and_is_neither_blank_nor_zero(mona, closed, units):
    address = f"/surveys/quiet/?group=unit:{units.bergen.pk}"
    page = mona.get(address).content.decode()
    row = page[page.index('<th scope="row">Advice') :]
    assert "fewer than 5 answers" in row[: row.index("</tr>")]
    data = json.loads(mona.get(f"/surveys/quiet/results.json?group=unit:{units.bergen.pk}").content)
    trust, advice = data["criteria"]
    assert (trust["n"], advice["n"], advice["importance_mean"]) == (6, None, None)
    assert data["summary"]["answered"] == 6
    assert (
        "fewer than 5 answers" in mona.get(f"/surveys/quiet/profile.svg?group=unit:{units.bergen.pk}").content.decode()
    )


def test_no_dots_no_counts_per_score_no_single_answers(mona, closed):
    page = mona.get("/surveys/quiet/").content.decode()
    assert 'id="answers"' not in page
    assert "The counts in a table" not in page
    assert "There are no answers to show." in mona.get("/surveys/quiet/answers.svg").content.decode()


def test_every_reader_sees_the_same(cast, sign_in, closed):
    """alice owns the account that two of them belong to, mona made the survey; what is shown does not depend on it."""
    cast.alice.roles.create(unit=closed.unit, kind="kam")
    shown = []
    for user in (cast.mona, cast.carol, cast.alice):
        page = sign_in(user).get("/surveys/quiet/").content.decode()
        shown.append(re.sub(r"\s+", " ", page[page.index('id="results"') :]))
    assert "All figures" in shown[0]
    assert shown[0] == shown[1] == shown[2]


@pytest.mark.parametrize("query", ["account=Nordvik", "sector=public", "region=Vestland", "unit=1"])
def test_filters_of_a_named_survey_do_nothing_here(mona, closed, query):
    plain = mona.get("/surveys/quiet/results.json").content
    assert mona.get(f"/surveys/quiet/results.json?{query}").content == plain


def test_a_group_that_was_not_released_is_refused(mona, closed, cast):
    address = f"/surveys/quiet/?group=account:{cast.account.pk}"
    page = mona.get(address).content.decode()
    assert "Part of the address was not understood" in page
    plain = mona.get("/surveys/quiet/results.json").content
    assert mona.get(f"/surveys/quiet/results.json?group=account:{cast.account.pk}").content == plain


def test_a_named_survey_keeps_the_counts_of_who_counts(ask, answer):
    survey = ask()
    answer(survey, {"trust": (9, 8), "advice": (7, "none")}, overall={"recommendation": 9})
    answer(survey, {"trust": (5, 5)}, sent=False)
    survey.status = "closed"
    survey.save()
    release_results(survey=survey)
    trust, advice = survey.results().criteria
    assert (trust.n, trust.no_experience, advice.n, advice.no_experience) == (1, 0, 0, 1)
    assert survey.invited == 2
    assert survey.results().overall.net_promoter_score == 100


def test_an_account_the_reader_may_not_see_has_no_name(cast, sign_in, units, ask, answer):
    survey = ask(slug="two", unit=units.norway, created_by=cast.mona, mode="confidential")
    for number in range(12):
        account = cast.account if number < 6 else cast.foreign_account
        answer(survey, {"trust": (9, 3 + number % 5)}, account=account)
    survey.status = "closed"
    survey.save()
    release_results(survey=survey)
    assert len(survey.cells["account"]) == 2
    mona = sign_in(cast.mona)
    page = mona.get("/surveys/two/").content.decode()
    assert "Nordvik Verft" in page
    assert "Mälarhamn" not in page
    assert "Another account (1)" in page
    address = f"group=account:{cast.foreign_account.pk}"
    assert "Mälarhamn" not in mona.get(f"/surveys/two/?{address}").content.decode()
    assert json.loads(mona.get(f"/surveys/two/results.json?{address}").content)["summary"]["answered"] == 6
