"""The published survey of the study: its means, the answers constructed from them, and what is computed from those."""

import csv
from pathlib import Path

import pytest

from surveys.domain.answer_file import check_answers
from surveys.domain.answer_set import AnswerSet
from surveys.domain.gaps import importance_performance
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience

DATA = Path(__file__).parents[3] / "surveys" / "data"


@pytest.fixture(scope="session")
def published():
    """{slug: the published means as text}."""
    with (DATA / "figur12.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="session")
def answer_rows():
    """The heading and the numbered rows of the constructed answers."""
    with (DATA / "figur12_answers.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    return heading, list(enumerate(rows, start=2))


@pytest.fixture(scope="session")
def answers(answer_rows):
    checked = check_answers(*answer_rows, Scale())
    assert isinstance(checked, AnswerSet)
    return checked


@pytest.fixture(scope="session")
def analyse(answers):
    """The analysis of the constructed answers, by any rule."""

    def analysed(**options):
        return importance_performance(
            answers.judged(),
            scale=answers.scale,
            invited=13,
            answered=answers.answered(Audience.CUSTOMER),
            seller_answered=answers.answered(Audience.SELLER),
            **options,
        )

    return analysed


@pytest.fixture(scope="session")
def reference(analyse):
    return analyse()
