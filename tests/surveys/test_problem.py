"""The sentences about a bad file: our words in the reader's language, the file's own letter by letter."""

import pytest
from django.utils import translation

from surveys.domain.answer_file import Problem, check_answers
from surveys.domain.scale import Scale
from surveys.forms.problem import sentence

HEADING = ["audience", "respondent", "criterion", "dimension", "rating", "account"]


def told(*rows):
    refusal = check_answers(HEADING, enumerate(rows, 12), Scale(1, 10))
    return [sentence(problem) for problem in refusal.problems]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "line 13, audience: the respondent is seller on line 12, and customer here"),
        ("nb", "linje 13, audience: respondenten er selger på linje 12, men kunde her"),
    ],
)
def test_a_respondent_of_two_audiences(language, said):
    written = (("seller", "trust"), ("customer", "advice"))
    rows = [[audience, "Kari", criterion, "importance", "7", ""] for audience, criterion in written]
    with translation.override(language):
        assert told(*rows) == [said]


def test_what_the_file_says_is_repeated_as_it_stands():
    written = (("importance", "seller"), ("performance", "customer"))
    rows = [["customer", "Kari", "trust", dimension, "7", account] for dimension, account in written]
    with translation.override("nb"):
        assert told(*rows) == ["linje 13, account: respondenten hører til «seller» på linje 12, men til «customer» her"]
        assert "«customer»" in sentence(Problem(2, "dimension", "unknown_dimension", {"value": "customer"}))
