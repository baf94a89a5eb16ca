"""Answers counted as one number each come to what counting them one by one does."""

from collections import Counter

import pytest

from surveys.domain.results import Extra
from surveys.models import Answer
from surveys.models.combination import AUDIENCES, EXPERIENCE, RATINGS, cells
from surveys.models.tally import Tallies
from tests.surveys.conftest import rate


def test_every_combination_comes_back():
    number = 7
    found = set()
    for place in range(len(AUDIENCES) * len(RATINGS) ** 2 * len(EXPERIENCE)):
        base = number * len(AUDIENCES) * len(RATINGS) ** 2 * len(EXPERIENCE)
        found.update(cells([(base + place, 1)], {number: "trust"}))
    assert len(found) == 2 * 12 * 12 * 2
    assert ("trust", "seller", None, 10, False, 1) in found


@pytest.mark.parametrize("slugs", [("trust", "advice"), ("advice",)])
def test_the_database_counts_what_was_given(ask, answer, slugs):
    survey = ask()
    for pairs in (
        {"trust": (10, 0), "advice": (None, 3)},
        {"trust": (0, None), "advice": (None, "none")},
        {"trust": (10, 0)},
        {},
    ):
        for audience in AUDIENCES:
            answer(survey, pairs, audience=audience)
    rate(answer(survey, {}, sent=False), {"trust": (1, 1)})
    rows = Answer.objects.filter(respondent__counts=True).values_list(
        "criterion__slug", "respondent__audience", "importance", "performance", "no_experience"
    )
    counted = Counter(row for row in rows if row[0] in slugs)
    asked = frozenset({Extra.NO_EXPERIENCE})
    answered = {"customer": 3, "seller": 3}
    expected = Tallies.of_cells(slugs, [(*row, times) for row, times in counted.items()], answered, asked=asked)
    chosen = {pk: slug for pk, slug in survey.slugs().items() if slug in slugs}
    assert survey.respondents.tallies(chosen, asked) == expected
