"""Files of answers: what is understood, and every reason to refuse one, by line."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.domain.answer_file import LONGEST_SLUG, LONGEST_TEXT, MOST_PROBLEMS, Problem, Refusal, check_answers
from surveys.domain.answer_set import AnswerSet
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience, Dimension, Tally

HEADING = ["audience", "respondent", "criterion", "dimension", "rating", "account"]
GOOD = ["customer", "C1", "trust", "importance", "9", ""]


def row(**cells):
    return [cells.get(name, good) for name, good in zip(HEADING, GOOD, strict=True)]


def check(*rows, heading=HEADING, scale=None, aliases=None):
    return check_answers(heading, list(enumerate(rows, start=2)), scale or Scale(), aliases)


def accepted(*rows, **options):
    checked = check(*rows, **options)
    assert isinstance(checked, AnswerSet), checked
    return checked


def refused(*rows, **options):
    checked = check(*rows, **options)
    assert isinstance(checked, Refusal), checked
    assert checked.total == len(checked.problems)
    return list(checked.problems)


def codes(problems):
    return [(problem.line, problem.column, problem.code) for problem in problems]


def test_the_constructed_answers_are_read(answers):
    assert (answers.ratings, answers.blanks, answers.ignored) == (148, 0, ())
    assert [sheet.respondent for sheet in answers.sheets] == ["C1", "C2", "C3", "C4", "S1", "S2", "S3", "S4"]
    assert (answers.answered(Audience.CUSTOMER), answers.answered(Audience.SELLER)) == (4, 4)
    assert len(answers.criteria) == 13
    accuracy = answers.judged()[0]
    assert accuracy.criterion == "accuracy"
    assert accuracy.customers == Tally.of_pairs([(10, 9), (10, 9), (9, 10), (10, 10)])
    assert accuracy.sellers == Tally.of_pairs([(10, None), (10, None), (9, None), (9, None)])


def test_columns_come_in_any_order_and_case_and_others_are_not_read():
    checked = accepted(
        ["note", "9", "IMPORTANCE", "Acme", " Trust ", "C1", "Customer"],
        heading=["Comment", " Rating", "dimension", "ACCOUNT", "Criterion", "Respondent", "\ufeffAudience"],
    )
    (sheet,) = checked.sheets
    assert (sheet.respondent, sheet.audience, sheet.account) == ("C1", Audience.CUSTOMER, "Acme")
    assert sheet.ratings(Dimension.IMPORTANCE) == {"trust": 9}
    assert checked.criteria == {"trust": "Trust"}
    assert checked.ignored == ("Comment",)


@pytest.mark.parametrize("account", ["Nøkkelkunde", "Kunde"])
def test_norwegian_is_understood(account):
    checked = accepted(
        ["Kunde", "C1", "Rådgivning", "Viktighet", "9,0", "Nordvik"],
        ["kunde", "C1", "rådgivning", "Innfrielse", "8", "Nordvik"],
        ["SELGER", "S1", "Rådgivning", "viktighet", "7", ""],
        heading=["Målgruppe", "Respondent", "Kriterium", "Dimensjon", "Karakter", account],
    )
    (judged,) = checked.judged()
    assert judged.customers == Tally.of_pairs([(9, 8)])
    assert judged.sellers == Tally.of_pairs([(7, None)])
    assert checked.criteria == {"radgivning": "Rådgivning"}


@pytest.mark.parametrize("written", ["9", "9,0", "9.0", "9.", "9,00", " 9 ", "\u00a09", "+9", "09"])
def test_a_whole_rating_may_be_written_in_many_ways(written):
    assert accepted(row(rating=written)).sheets[0].importance == {"trust": 9}


@pytest.mark.parametrize(
    "written", ["9.5", "9,5", "nine", "9e0", "٩", "9 9", "0x9", "-", "9" * 5000, "nan", "inf", "=9"]
)
def test_anything_else_is_no_rating(written):
    (problem,) = refused(row(rating=written))
    assert (problem.line, problem.column, problem.code) == (2, "rating", "not_whole")
    assert len(problem.params["value"]) <= 40


@pytest.mark.parametrize(
    ("written", "scale"), [("0", Scale()), ("11", Scale()), ("-1", Scale(0, 5)), ("6", Scale(1, 5))]
)
def test_a_rating_lies_on_the_scale(written, scale):
    assert refused(row(rating=written), scale=scale) == [
        Problem(2, "rating", "outside_scale", {"value": written, "low": scale.low, "high": scale.high})
    ]


def test_a_blank_rating_is_no_answer_and_never_a_zero():
    checked = accepted(
        row(), row(dimension="performance", rating=" "), row(respondent="C2", rating=""), scale=Scale(0, 9)
    )
    assert (checked.ratings, checked.blanks) == (1, 2)
    assert [sheet.respondent for sheet in checked.sheets] == ["C1"]
    assert checked.judged()[0].customers == Tally.of_pairs([(9, None)])


def test_a_blank_rating_may_come_again_with_a_number():
    assert accepted(row(rating=""), row(rating="8")).sheets[0].importance == {"trust": 8}


def test_a_criterion_nobody_rated_is_kept_without_answers():
    checked = accepted(row(), row(criterion="Follow-up", rating=""))
    assert checked.criteria == {"trust": "trust", "follow_up": "Follow-up"}
    assert checked.judged()[1].customers == Tally()


def test_rows_without_text_are_passed_over():
    checked = accepted(row(), ["", " ", "", "", "", ""], [], row(criterion="advice"))
    assert (checked.ratings, checked.blanks) == (2, 0)


def test_short_rows_are_blank_at_the_end():
    assert accepted(GOOD[:5]).ratings == 1
    assert codes(refused(GOOD[:3])) == [(2, "dimension", "empty")]


def test_cells_beyond_the_heading_are_refused():
    assert refused([*GOOD, "0"]) == [Problem(2, "", "extra_cells", {"value": "0"})]
    assert accepted([*GOOD, "", " "]).ratings == 1


@pytest.mark.parametrize("missing", HEADING[:5])
def test_a_missing_column_is_named(missing):
    heading = [name for name in HEADING if name != missing]
    assert refused(GOOD, heading=heading) == [Problem(1, missing, "missing_column")]


def test_account_may_be_missing():
    assert accepted(GOOD[:5], heading=HEADING[:5]).ratings == 1


@pytest.mark.parametrize("heading", [[], ["", " "], ["\ufeff"]])
def test_an_empty_heading(heading):
    assert refused(GOOD, heading=heading) == [Problem(1, "", "no_heading")]


def test_a_column_that_comes_twice():
    assert refused([*GOOD, "8"], heading=[*HEADING, "Karakter"]) == [
        Problem(1, "rating", "repeated_column", {"value": "Karakter"})
    ]


def test_no_rows_and_no_ratings():
    assert codes(refused()) == [(1, "rating", "no_ratings")]
    assert codes(refused(row(rating=""))) == [(1, "rating", "no_ratings")]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"audience": ""}, ("audience", "empty", {})),
        ({"audience": "boss"}, ("audience", "unknown_audience", {"value": "boss"})),
        ({"dimension": ""}, ("dimension", "empty", {})),
        ({"dimension": "price"}, ("dimension", "unknown_dimension", {"value": "price"})),
        ({"respondent": " "}, ("respondent", "empty", {})),
        ({"criterion": ""}, ("criterion", "empty", {})),
        ({"criterion": "!?"}, ("criterion", "no_slug", {"value": "!?"})),
        ({"respondent": "x" * (LONGEST_TEXT + 1)}, ("respondent", "too_long", {"longest": LONGEST_TEXT})),
        ({"account": "x" * (LONGEST_TEXT + 1)}, ("account", "too_long", {"longest": LONGEST_TEXT})),
        ({"criterion": "x" * (LONGEST_TEXT + 1)}, ("criterion", "too_long", {"longest": LONGEST_TEXT})),
        ({"criterion": "x" * (LONGEST_SLUG + 1)}, ("criterion", "too_long", {"longest": LONGEST_SLUG})),
        ({"respondent": "C\x001"}, ("respondent", "control_character", {})),
        ({"criterion": "tr\x1b[2Just"}, ("criterion", "control_character", {})),
        ({"respondent": "C\x9b1"}, ("respondent", "control_character", {})),
        ({"account": "\ud800"}, ("account", "control_character", {})),
    ],
)
def test_a_cell_that_cannot_be_kept(cells, problem):
    assert refused(row(**cells)) == [Problem(2, *problem)]


def test_the_longest_text_is_kept():
    long = "x" * LONGEST_TEXT
    assert accepted(row(respondent=long, account=long)).sheets[0].account == long


def test_what_is_shown_of_a_bad_cell_cannot_steer_a_terminal():
    (problem,) = refused(row(audience="\x1b]0;gone\x07"))
    assert problem.params == {"value": "\ufffd]0;gone\ufffd"}


def test_every_fault_of_a_row_is_told():
    assert codes(refused(["", "", "", "", "x", ""])) == [
        (2, "audience", "empty"),
        (2, "dimension", "empty"),
        (2, "respondent", "empty"),
        (2, "criterion", "empty"),
        (2, "rating", "not_whole"),
    ]


def test_the_same_answer_twice_tells_where_the_first_stands():
    assert refused(row(), row(criterion="advice"), row(criterion="TRUST", rating="8")) == [
        Problem(4, "criterion", "repeated", {"first": 2})
    ]


def test_sellers_rate_importance_only():
    seller = {"audience": "seller", "respondent": "S1"}
    assert codes(refused(row(**seller, dimension="performance"))) == [(2, "dimension", "seller_performance")]
    assert accepted(row(**seller), row(**seller, dimension="performance", rating="")).ratings == 1


def test_a_respondent_has_one_audience():
    assert refused(row(), row(audience="seller", criterion="advice")) == [
        Problem(3, "audience", "two_audiences", {"value": "seller", "other": "customer", "first": 2})
    ]


def test_a_respondent_has_one_account_named_once_or_more():
    named = [row(), row(criterion="advice", account="Acme"), row(criterion="accuracy", account=" Acme ")]
    assert accepted(*named).sheets[0].account == "Acme"
    assert refused(*named, row(criterion="knowledge", account="Other")) == [
        Problem(5, "account", "two_accounts", {"value": "Other", "other": "Acme", "first": 3})
    ]


def test_other_names_of_a_criterion_lead_to_one():
    rows = row(criterion="Tillit"), row(dimension="performance", rating="8")
    checked = accepted(*rows, aliases={"tillit": "trust"})
    assert checked.criteria == {"trust": "Tillit"}
    assert checked.judged()[0].customers == Tally.of_pairs([(9, 8)])
    both = row(criterion="Tillit"), row(criterion="trust")
    assert codes(refused(*both, aliases={"tillit": "trust"})) == [(3, "criterion", "repeated")]


def test_of_many_problems_the_first_are_listed_and_all_are_counted():
    checked = check(*[row(rating="x")] * 250)
    assert (len(checked.problems), checked.total) == (MOST_PROBLEMS, 250)
    assert checked.problems[-1].line == 1 + MOST_PROBLEMS


@settings(deadline=None)  # what holds, not how fast on a busy machine
@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=6), st.lists(st.text(max_size=12), max_size=7))
def test_no_file_breaks_the_check(rows, heading):
    assert isinstance(check(*rows, heading=heading), Refusal)
    assert isinstance(check(*rows, heading=[*HEADING, *heading]), Refusal)


@settings(deadline=None)  # what holds, not how fast on a busy machine
@given(st.permutations(range(24)))
def test_the_order_of_rows_changes_no_tally(order):
    rows = [
        row(
            respondent=f"C{place // 6}", criterion=f"c{place // 2 % 3}", dimension=dimension, rating=str(1 + place % 10)
        )
        for place in range(24)
        for dimension in [("importance", "performance")[place % 2]]
    ]
    shuffled = accepted(*(rows[place] for place in order)).judged()
    assert sorted(shuffled, key=lambda each: each.criterion) == list(accepted(*rows).judged())


def test_a_large_file_is_checked_in_seconds():
    dimensions = ("importance", "performance")
    rows = [
        (
            line,
            ("customer", f"C{line // 24}", f"criterion {line % 24 // 2}", dimensions[line % 2], str(line % 10 + 1), ""),
        )
        for line in range(48_000)
    ]
    started = time.process_time()
    checked = check_answers(HEADING, rows, Scale())
    assert time.process_time() - started < 2
    assert (checked.ratings, checked.answered(Audience.CUSTOMER)) == (48_000, 2_000)
