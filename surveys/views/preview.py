"""The preview: the pages of respondents, in either language, for either audience. Nothing can be sent from it."""

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


@require_safe
def survey_preview(request: Request, slug: str) -> HttpResponse:
    """What cannot be shown is as if it had not been asked for."""
    questionnaire = questionnaire_to_edit(request.user, slug)
    audiences, reader = audiences_of(questionnaire), get_language() or "en"
    audience = chosen(request.GET.get("audience"), list(audiences))
    languages = dict(settings.LANGUAGES)
    language = chosen(request.GET.get("language", reader), list(languages))
    context = {
        "survey": questionnaire.survey,
        "questionnaire": questionnaire,
        "audiences": audiences.items(),
        "audience": audience,
        "languages": languages.items(),
        "language": language,
        "reader": reader,
    }
    with override(language):
        context["form"] = AnswerForm(questionnaire.survey, audience)
        context["notice"] = notice_to_read(questionnaire)
        return render(request, "surveys/preview.html", context)


def audiences_of(questionnaire: Questionnaire) -> dict[str, object]:
    """Who is asked: {audience: its name}."""
    asked = {
        Respondent.Audience.CUSTOMER: questionnaire.asks_customers,
        Respondent.Audience.SELLER: questionnaire.asks_sellers,
    }
    return {audience.value: audience.label for audience, is_asked in asked.items() if is_asked}


def chosen(wanted: str | None, offered: list[str]) -> str:
    """What the address asks for, if there is such a thing."""
    return wanted if wanted in offered else offered[0]
