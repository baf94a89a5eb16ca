"""Changes to what a survey asks by link: a new draft, a new wave of an earlier one, and its terms."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from kamplan.history import save_by, save_versioned
from surveys.changes.opening import NotNow, locked
from surveys.changes.survey import TitleRefused, slug_for, taken
from surveys.models import Criterion, Questionnaire, Respondent, Survey, SurveyCriterion

USUAL_CRITERIA = 12  # those the study put to customers come first in the library
SAME_TERMS = (
    *("asks_customers", "asks_sellers", "asks_belief", "asks_satisfaction", "asks_recommendation"),
    *("asks_comments", "asks_last_word", "threshold"),
)


@dataclass(frozen=True)
class Asking:
    """What somebody says who wants to ask: the title, where it belongs, and what respondents are told."""

    title: str
    unit: Unit
    asked_by: str
    purpose_en: str = ""
    purpose_nb: str = ""


@transaction.atomic
def ask(*, asking: Asking, by: User, repeats: Survey | None = None) -> Survey:
    """Make a draft: with the usual criteria, or with the criteria, scale and terms of the survey it repeats.

    Raises TitleRefused when another survey has the address.
    """
    survey = Survey(
        title=asking.title.strip(), slug=slug_for(asking.title), unit=asking.unit, created_by=by, **frame_of(repeats)
    )
    try:
        with transaction.atomic():
            save_by(survey, by=by)
    except IntegrityError as error:  # another of the same title was stored in the meantime
        raise TitleRefused(taken(survey.slug)) from error
    questionnaire = Questionnaire(
        survey=survey,
        repeats=repeats,
        asked_by=asking.asked_by,
        purpose_en=asking.purpose_en,
        purpose_nb=asking.purpose_nb,
        **terms_of(repeats),
    )
    save_by(questionnaire, by=by)
    SurveyCriterion.objects.bulk_create(
        SurveyCriterion(survey=survey, criterion_id=pk, order=order) for order, pk in enumerate(criteria_of(repeats))
    )
    return survey


def frame_of(repeats: Survey | None) -> dict[str, object]:
    """What makes two waves comparable: the scale. And the mode, which the respondents know."""
    if repeats is None:
        return {}
    return {"scale_low": repeats.scale_low, "scale_high": repeats.scale_high, "mode": repeats.mode}


def terms_of(repeats: Survey | None) -> dict[str, object]:
    """The questions of the earlier survey; of one loaded from a file, to those who answered it."""
    if repeats is None:
        return {}
    earlier = Questionnaire.objects.filter(survey=repeats).first()
    if earlier:
        return {name: getattr(earlier, name) for name in SAME_TERMS}
    audiences = set(repeats.respondents.order_by().values_list("audience", flat=True).distinct())
    asks_sellers = Respondent.Audience.SELLER in audiences
    return {
        "asks_sellers": asks_sellers,
        "asks_customers": Respondent.Audience.CUSTOMER in audiences or not asks_sellers,
    }


def criteria_of(repeats: Survey | None) -> list[int]:
    if repeats is None:
        return list(Criterion.objects.filter(in_library=True).values_list("pk", flat=True)[:USUAL_CRITERIA])
    return list(repeats.survey_criteria.values_list("criterion", flat=True))


@transaction.atomic
def save_terms(*, questionnaire: Questionnaire, mode: str, seen: int, by: User) -> None:
    """Save changed terms of a draft. Raises Conflict when somebody saved since, NotNow when it is no draft any more."""
    survey = Survey.objects.get(pk=questionnaire.survey_id)
    draft(survey)
    save_versioned(questionnaire, seen=seen, by=by)
    if survey.mode != mode:
        survey.mode = mode
        survey.version += 1
        save_by(survey, by=by)


def draft(survey: Survey) -> Questionnaire:
    """The questionnaire under lock, as long as it may change."""
    questionnaire = locked(survey)
    check_draft(survey)
    return questionnaire


def check_draft(survey: Survey) -> None:
    if survey.status != Survey.Status.DRAFT:
        raise NotNow(_("The survey has been opened: its questions and terms stay as respondents know them."))
