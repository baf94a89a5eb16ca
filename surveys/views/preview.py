"""The preview: the form as respondents will see it, in either language, for either audience. Nothing can be sent."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from accounts.access import Request
from surveys.access import questionnaire_to_edit
from surveys.changes.notice import notice_to_read
from surveys.forms.answering import AnswerForm
from surveys.models import Questionnaire, Respondent
from surveys.views.steps import steps


@require_safe
def survey_preview(request: Request, slug: str) -> HttpResponse:
    questionnaire = questionnaire_to_edit(request.user, slug)
    survey = questionnaire.survey
    audiences = audiences_of(questionnaire)
    audience = chosen(request.GET.get("audience"), [value for value, _label in audiences])
    language = chosen(request.GET.get("language") or get_language(), [code for code, _name in settings.LANGUAGES])
    with override(language):
        respondents_view = {"form": str(AnswerForm(survey, audience)), "notice": notice_to_read(questionnaire)}
    context = {
        "survey": survey,
        "questionnaire": questionnaire,
        "steps": steps(survey, "survey_preview"),
        "audiences": audiences,
        "audience": audience,
        "languages": settings.LANGUAGES,
        "language": language,
        **respondents_view,
    }
    return render(request, "surveys/preview.html", context)


def audiences_of(questionnaire: Questionnaire) -> list[tuple[str, object]]:
    asked = {
        Respondent.Audience.CUSTOMER: questionnaire.asks_customers,
        Respondent.Audience.SELLER: questionnaire.asks_sellers,
    }
    return [(audience.value, audience.label) for audience, is_asked in asked.items() if is_asked]


def chosen(wanted: str | None, offered: list[str]) -> str:
    """What the address asks for, if there is such a thing."""
    return wanted if wanted in offered else offered[0]
