"""What one audience of a survey is asked, in one language: the questions, their words, and how long it takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from math import ceil

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from surveys.domain.sheet import NO_EXPERIENCE, OVERALL
from surveys.models import Criterion, Respondent, Survey

SECONDS = 6  # for a rating
SECONDS_OF_WORDS = 15  # for the comment at the end
LONGEST_COMMENT = 2000
SATISFACTION, RECOMMENDATION = OVERALL


@dataclass(frozen=True)
class Question:
    """A row of scores under one heading, the meaning of its ends, and the way out for who cannot say."""

    name: str
    about: str  # the part of what is given that it belongs to, and its key there
    key: int | str
    short: str
    words: str
    low: str
    high: str
    scores: range
    way_out: str = ""

    @cached_property
    def choices(self) -> Mapping[str, int | str | None]:
        """What may be sent for it, and what it means. Nothing takes an answer back."""
        given: dict[str, int | str | None] = {str(score): score for score in self.scores}
        return {**given, "": None, **({NO_EXPERIENCE: NO_EXPERIENCE} if self.way_out else {})}


@dataclass(frozen=True)
class Step:
    """What a phone shows at a time: a criterion, or what is asked at the end."""

    number: int
    criterion: int | None
    title: str
    help: str
    questions: tuple[Question, ...]
    comment: str
    comment_words: str

    @property
    def seconds(self) -> int:
        return SECONDS * len(self.questions) + (SECONDS_OF_WORDS if self.comment and self.criterion is None else 0)


@dataclass(frozen=True)
class Asked:
    """Everything the pages depend on: two equal ones look the same, so that a form is drawn once for all."""

    survey: int
    language: str
    is_seller: bool
    who: str
    low: int
    high: int
    criteria: tuple[tuple[int, str, str], ...]
    performance: bool
    satisfaction: bool
    recommendation: bool
    comments: bool
    last_word: bool

    @classmethod
    def of(cls, survey: Survey, audience: str) -> "Asked":
        """In the reader's language. One query, or none for an open survey that was asked for before."""
        questionnaire = survey.questionnaire
        language = "nb" if get_language() == "nb" else "en"
        is_seller = audience == Respondent.Audience.SELLER
        is_frozen = survey.status == Survey.Status.OPEN and questionnaire.opened_at
        criteria = criteria_when_opened if is_frozen else criteria_now
        return cls(
            survey=survey.pk,
            language=language,
            is_seller=is_seller,
            who=questionnaire.asked_by,
            low=survey.scale_low,
            high=survey.scale_high,
            criteria=criteria(survey.pk, language, survey.slug, questionnaire.opened_at),
            performance=questionnaire.asks_belief if is_seller else True,
            satisfaction=questionnaire.asks_satisfaction and not is_seller,
            recommendation=questionnaire.asks_recommendation and not is_seller,
            comments=questionnaire.asks_comments,
            last_word=questionnaire.asks_last_word,
        )

    @property
    def steps(self) -> list[Step]:
        return steps_of(self)

    def in_steps(self) -> list[Step]:
        steps = [
            Step(
                number,
                criterion,
                name,
                help_text,
                tuple(self.ratings(criterion)),
                f"c{criterion}" if self.comments else "",
                _("Add a comment"),
            )
            for number, (criterion, name, help_text) in enumerate(self.criteria, 1)
        ]
        return [*steps, self.end(len(steps) + 1)] if self.has_end else steps

    @property
    def has_end(self) -> bool:
        return self.satisfaction or self.recommendation or self.last_word

    def end(self, number: int) -> Step:
        comment = "comment" if self.last_word else ""
        words = _("Is there anything else you would like to tell us?")
        return Step(number, None, _("To finish"), "", tuple(self.overall()), comment, words)

    def ratings(self, criterion: int) -> Iterator[Question]:
        scores = range(self.low, self.high + 1)
        low, high = _("Not important"), _("Very important")
        words = _("How important do you think this is to customers?") if self.is_seller else self.weight_words
        yield Question(f"i{criterion}", "importance", criterion, _("Importance"), words, low, high, scores)
        if self.performance:
            low, high = _("Poorly"), _("Very well")
            way_out = _("Cannot say") if self.is_seller else _("No experience")
            yield Question(
                f"p{criterion}",
                "performance",
                criterion,
                _("Performance"),
                self.score_words,
                low,
                high,
                scores,
                way_out,
            )

    @property
    def weight_words(self) -> str:
        return _("How important is this to you?")

    @property
    def score_words(self) -> str:
        if self.is_seller:
            return _("How well do customers think we do?")
        return _("How well does %(who)s do?") % {"who": self.who}

    def overall(self) -> Iterator[Question]:
        who = {"who": self.who}
        if self.satisfaction:
            words = _("All in all, how satisfied are you with %(who)s?") % who
            low, high = _("Very dissatisfied"), _("Very satisfied")
            yield Question(SATISFACTION, "overall", SATISFACTION, _("Satisfaction"), words, low, high, range(1, 11))
        if self.recommendation:
            words = _("How likely are you to recommend %(who)s to others?") % who
            low, high = _("Not at all likely"), _("Extremely likely")
            yield Question(RECOMMENDATION, "overall", RECOMMENDATION, _("Recommendation"), words, low, high, range(11))

    @property
    def number(self) -> int:
        """How many answers are asked for, comments aside."""
        each = 2 if self.performance else 1
        return each * len(self.criteria) + self.satisfaction + self.recommendation

    @property
    def minutes(self) -> int:
        words = SECONDS_OF_WORDS if self.last_word else 0
        return max(1, ceil((SECONDS * self.number + words) / 60))


@lru_cache(maxsize=128)
def steps_of(asked: Asked) -> list[Step]:
    """Made once for all who are asked the same in the same language: every answer saved is checked against them."""
    with override(asked.language):
        return asked.in_steps()


Criteria = tuple[tuple[int, str, str], ...]


def criteria_now(survey: int, language: str, slug: str, opened_at: datetime | None) -> Criteria:
    asked = Criterion.objects.filter(survey_criteria__survey=survey)
    asked = asked.order_by("survey_criteria__order", "survey_criteria__pk")
    return tuple(asked.values_list("pk", f"name_{language}", f"help_{language}"))


criteria_when_opened = lru_cache(maxsize=256)(criteria_now)  # questions stay as they are from the opening on
