"""Files with one row for each respondent."""

import pytest

from surveys.domain.answer_file import check_answers
from surveys.domain.answer_set import AnswerSet
from surveys.domain.scale import Scale
from surveys.domain.wide import rated_columns, tall_heading, tall_rows

WIDE = ["audience", "respondent", "Trust importance", "Trust performance"]


def tall(heading, rows):
    rated = rated_columns(heading)
    return tall_heading(heading, rated), list(tall_rows(heading, rows, rated))


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("Trust importance", ("Trust", "importance")),
        ("trust_performance", ("trust", "performance")),
        ("Importance: Follow-up", ("Follow-up", "Importance")),
        ("CRM-system (viktighet)", ("CRM-system", "viktighet")),
        ("Dyktighet – Forretningsforståelse", ("Forretningsforståelse", "Dyktighet")),
        ("  Performance\u00a0review  importance ", ("Performance review", "importance")),
    ],
)
def test_columns_of_ratings(column, meant):
    assert rated_columns(["audience", "respondent", column]) == {2: meant}


@pytest.mark.parametrize("column", ["importance", "Comment", "Trust", "unimportance", "", "(importance)"])
def test_other_columns(column):
    assert rated_columns(["audience", "respondent", column]) == {}


def test_file_with_a_row_for_each_rating_is_left_alone():
    assert rated_columns(["audience", "respondent", "criterion", "dimension", "rating", "Trust importance"]) == {}


def test_each_rating_keeps_its_line():
    heading, rows = tall(WIDE, [(2, ["customer", "C1", "9", "8"]), (3, ["", " "]), (5, ["seller", "S1", "7"])])

    assert heading == ["audience", "respondent", "criterion", "dimension", "rating"]
    assert rows == [
        (2, ["customer", "C1", "Trust", "importance", "9"]),
        (2, ["customer", "C1", "Trust", "performance", "8"]),
        (5, ["seller", "S1", "Trust", "importance", "7"]),
        (5, ["seller", "S1", "Trust", "performance", ""]),
    ]


def test_what_stands_right_of_the_heading_is_told_once():
    heading, rows = tall(WIDE, [(2, ["customer", "C1", "9", "8", "", "5"])])
    refusal = check_answers(heading, rows, Scale())

    assert [(problem.line, problem.code) for problem in refusal.problems] == [(2, "extra_cells")]


def test_no_rows():
    assert tall(WIDE, [])[1] == []


def test_wide_and_tall_say_the_same():
    answers = check_answers(*tall(WIDE, [(2, ["customer", "C1", "9", "8"]), (3, ["seller", "S1", "7", ""])]), Scale())

    assert isinstance(answers, AnswerSet)
    assert answers.criteria == {"trust": "Trust"}
    assert [(sheet.respondent, sheet.importance, sheet.performance) for sheet in answers.sheets] == [
        ("C1", {"trust": 9}, {"trust": 8}),
        ("S1", {"trust": 7}, {}),
    ]
    assert (answers.ratings, answers.blanks) == (3, 1)
