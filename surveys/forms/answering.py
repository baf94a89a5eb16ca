"""The form an invited person fills in: what is asked, what is answered, and what of a request may be kept.

{{ form }} draws it. The preview of a questionnaire shows AnswerForm(survey, audience).
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from surveys.domain.sheet import LAST_WORD, NO_EXPERIENCE, OVERALL, Given, Rating, Sheet
from surveys.forms.asked import LONGEST_COMMENT, Asked, Question, Step
from surveys.forms.blank import blank_of
from surveys.models import Survey


@dataclass(frozen=True)
class Line:
    """A step with what is answered of it, as a person reads it over."""

    step: Step
    answers: tuple[tuple[str, str], ...]
    comment: str

    @property
    def is_complete(self) -> bool:
        return all(answer for _question, answer in self.answers)


@dataclass(frozen=True)
class Difference:
    """An answer that was typed in one place and stored from another."""

    title: str
    typed: str
    stored: str


@dataclass(frozen=True)
class Reading:
    """What a request brought: what may be kept, and for each field that may not, why."""

    given: Given
    errors: dict[str, str]


class AnswerForm:
    """What an audience of a survey is asked, in the language switched on, with what is answered already."""

    def __init__(self, survey: Survey, audience: str, answers: Sheet | None = None) -> None:
        self.asked = Asked.of(survey, audience)
        self.sheet = answers or Sheet()

    def __str__(self) -> SafeString:
        return blank_of(self.asked).filled(scores_by_field(self.sheet), words_by_field(self.sheet))

    def __html__(self) -> SafeString:
        return self.__str__()

    def over(self, reading: "Reading") -> "AnswerForm":
        """The same with what was sent in it, also what may not be kept."""
        form = copy(self)
        form.__dict__.pop("lines", None)
        form.sheet = reading.given.over(self.sheet)
        return form

    @cached_property
    def lines(self) -> list[Line]:
        scores, words = scores_by_field(self.sheet), words_by_field(self.sheet)
        return [
            Line(
                step,
                tuple((question.short, shown(question, scores.get(question.name))) for question in step.questions),
                words.get(step.comment, ""),
            )
            for step in self.asked.steps
        ]

    @property
    def unanswered(self) -> list[Line]:
        return [line for line in self.lines if not line.is_complete]

    @property
    def done(self) -> int:
        return len(self.lines) - len(self.unanswered)

    def read(self, data: Mapping[str, str]) -> Reading:
        """Of all a request brings, the fields of this form. What is not there is not touched."""
        given: dict[str, dict[Any, Any]] = {"importance": {}, "performance": {}, "overall": {}, "comments": {}}
        errors = {}
        for step in self.asked.steps:
            for question in step.questions:
                if (sent := data.get(question.name)) is None:
                    continue
                if sent in question.choices:
                    given[question.about][question.key] = question.choices[sent]
                else:
                    errors[question.name] = _("%(title)s: choose one of the scores.") % {"title": step.title}
            if step.comment in data:
                text = given["comments"][step.criterion] = plain(data[step.comment])
                if len(text) > LONGEST_COMMENT:
                    errors[step.comment] = too_long(step.title, len(text))
        return Reading(Given(**given), errors)


def differences(typed: AnswerForm, stored: AnswerForm) -> list[Difference]:
    found = []
    for mine, theirs in zip(typed.lines, stored.lines, strict=True):
        pairs = [(name, yours, kept) for (name, yours), (_name, kept) in zip(mine.answers, theirs.answers, strict=True)]
        pairs.append((_("Comment"), mine.comment, theirs.comment))
        title = mine.step.title
        found += [Difference(f"{title}: {name}", yours, kept) for name, yours, kept in pairs if yours != kept]
    return found


def plain(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\0", "").strip()


def too_long(title: str, number: int) -> str:
    """A comment is not cut: its writer decides what to leave out."""
    words = _("%(title)s: a comment has at most %(most)d characters; yours has %(number)d.")
    return words % {"title": title, "most": LONGEST_COMMENT, "number": number}


def shown(question: Question, score: str | None) -> str:
    return question.way_out if score == NO_EXPERIENCE else score or ""


def scores_by_field(sheet: Sheet) -> dict[str, str]:
    """{name of the field: what its form would send}."""
    scores = {question: str(sheet.overall[question]) for question in OVERALL if question in sheet.overall}
    for criterion, rating in sheet.ratings.items():
        scores |= scores_of(criterion, rating)
    return scores


def scores_of(criterion: int, rating: Rating) -> dict[str, str]:
    performance = NO_EXPERIENCE if rating.no_experience else rating.performance
    both = {f"i{criterion}": rating.importance, f"p{criterion}": performance}
    return {name: str(score) for name, score in both.items() if score is not None}


def words_by_field(sheet: Sheet) -> dict[str, str]:
    return {"comment" if about is LAST_WORD else f"c{about}": text for about, text in sheet.comments.items()}
