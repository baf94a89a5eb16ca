"""What is missing before a survey can open, and what its maker should think of once more."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.models import Questionnaire, Survey
from surveys.models.answer import Respondent

CUSTOMER, SELLER = Respondent.Audience.CUSTOMER, Respondent.Audience.SELLER
FEW_INVITED = 10  # below about this many, confidentiality hides most of the results
MANY_CRITERIA = 20
FOR_SELLERS_ONLY = frozenset({"crm_system"})


@dataclass(frozen=True)
class Note:
    """A sentence, and the page on which to mend it."""

    words: str
    page: str


@dataclass(frozen=True)
class Readiness:
    """Obstacles forbid opening; doubts do not."""

    customers: int
    sellers: int
    obstacles: tuple[Note, ...]
    doubts: tuple[Note, ...]

    @classmethod
    def of(cls, questionnaire: Questionnaire, *, now: datetime) -> "Readiness":
        """Costs two queries."""
        survey = questionnaire.survey
        invited = Counter(survey.invitations.real().order_by().values_list("audience", flat=True))
        criteria = list(survey.survey_criteria.values_list("criterion__slug", flat=True))
        return cls(
            invited[CUSTOMER],
            invited[SELLER],
            tuple(obstacles(questionnaire, invited, criteria, now)),
            tuple(doubts(questionnaire, invited, criteria)),
        )


def obstacles(questionnaire: Questionnaire, invited: Counter[str], criteria: list[str], now: datetime) -> list[Note]:
    found = []
    if not criteria:
        found.append(Note(_("No criterion is chosen."), "survey_criteria"))
    if not invited.total():
        found.append(Note(_("Nobody is invited."), "invitation_list"))
    if invited[CUSTOMER] and not questionnaire.asks_customers:
        found.append(Note(_("Customers are invited, but there is no question for them."), "questionnaire"))
    if invited[SELLER] and not questionnaire.asks_sellers:
        found.append(Note(_("Sellers are invited, but there is no question for them."), "questionnaire"))
    if questionnaire.closes_at and questionnaire.closes_at <= now:
        found.append(Note(_("The last day to answer has passed."), "questionnaire"))
    return found


def doubts(questionnaire: Questionnaire, invited: Counter[str], criteria: list[str]) -> list[Note]:
    return [
        *doubts_about_questions(questionnaire, criteria),
        *doubts_about_people(questionnaire, invited),
    ]


def doubts_about_questions(questionnaire: Questionnaire, criteria: list[str]) -> list[Note]:
    found = []
    if questionnaire.asks_customers and FOR_SELLERS_ONLY.intersection(criteria):
        found.append(Note(_("Customers are asked about the CRM system, which they do not see."), "survey_criteria"))
    if len(criteria) > MANY_CRITERIA:
        found.append(
            Note(
                _("%(count)d criteria take long to answer: many will not finish.") % {"count": len(criteria)},
                "survey_criteria",
            )
        )
    if not (questionnaire.purpose_en and questionnaire.purpose_nb):
        found.append(Note(_("Why you ask is not written in both languages."), "questionnaire"))
    if questionnaire.closes_at is None:
        found.append(Note(_("There is no last day to answer: it stays open until you close it."), "questionnaire"))
    return found


def doubts_about_people(questionnaire: Questionnaire, invited: Counter[str]) -> list[Note]:
    found = []
    if questionnaire.asks_customers and not invited[CUSTOMER]:
        found.append(Note(_("Customers are to be asked, but none is invited."), "invitation_list"))
    if questionnaire.asks_sellers and not invited[SELLER]:
        found.append(Note(_("Sellers are to be asked, but none is invited."), "invitation_list"))
    if questionnaire.survey.mode == Survey.Mode.CONFIDENTIAL and 0 < invited[CUSTOMER] < FEW_INVITED:
        found.append(Note(few_invited(invited[CUSTOMER], questionnaire.threshold), "questionnaire"))
    return found


def few_invited(count: int, least: int) -> str:
    return ngettext(
        "Only %(count)d customer is invited, and nothing is shown before %(least)d have answered.",
        "Only %(count)d customers are invited: when fewer than %(least)d answer, nothing is shown at all.",
        count,
    ) % {"count": count, "least": least}
