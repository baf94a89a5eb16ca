"""The pages of an invited person: welcome, questions, review, thanks. Each works with and without scripts."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kamplan.history import Conflict
from surveys.changes.answering import (
    Closed,
    NothingGiven,
    choose_language,
    note_opened,
    save_answers,
    send_answers,
)
from surveys.changes.notice import notice_to_read
from surveys.domain.sheet import Sheet
from surveys.forms.answering import AnswerForm, Reading, differences
from surveys.models import Invitation, Respondent, Survey
from surveys.views.link import Page, by_link

LANGUAGES = dict(settings.LANGUAGES)


def while_open(page: Page) -> Page:
    """Also when the survey closes between looking and sending, its visitor reads what was saved in time."""

    @wraps(page)
    def opened(request: HttpRequest, invitation: Invitation) -> HttpResponse:
        try:
            if not invitation.takes_answers(timezone.now()):
                raise Closed
            return page(request, invitation)
        except Closed:
            form = form_of(invitation)
            context = {"form": form, "came_too_late": request.method == "POST" or "late" in request.GET}
            return answer_page(request, "closed", invitation, context, status=410)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
@while_open
def welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        note_opened(invitation=invitation, now=timezone.now())
        return redirect("answer_questions", invitation.survey_id)
    notice = notice_to_read(invitation.survey.questionnaire)
    return answer_page(request, "welcome", invitation, {"form": form_of(invitation), "notice": notice})


@require_POST
@by_link
@while_open
def opened(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The page says that a person looks at it."""
    note_opened(invitation=invitation, now=timezone.now())
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
@while_open
def questions(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return questions_page(request, invitation, form_of(invitation))
    reading = AnswerForm(invitation.survey, invitation.audience).read(request.POST)
    if reading.errors:
        typed = form_of(invitation).over(reading)
        return questions_page(request, invitation, typed, errors=reading.errors.values(), status=422)
    try:
        save_answers(invitation=invitation, given=reading.given, now=timezone.now(), seen=version_in(request))
    except Conflict:
        return conflict(request, invitation, reading)
    if request.POST.get("language") in LANGUAGES:
        choose_language(invitation=invitation, language=request.POST["language"])
    if request.POST.get("to") == "review":
        return redirect("answer_review", invitation.survey_id)
    return redirect(reverse("answer_questions", args=[invitation.survey_id]) + "?saved")


@require_POST
@by_link
@while_open
def save(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """A few answers, as they are given."""
    reading = AnswerForm(invitation.survey, invitation.audience).read(request.POST)
    if reading.errors:
        return JsonResponse({"errors": reading.errors}, status=422)
    respondent = save_answers(invitation=invitation, given=reading.given, now=timezone.now())
    return JsonResponse({"version": respondent.version})


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
@while_open
def review(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    nothing_given = False
    if request.method == "POST":
        try:
            send_answers(invitation=invitation, given=None, now=timezone.now())
            return redirect("answer_thanks", invitation.survey_id)
        except NothingGiven:
            nothing_given = True
    context = {"form": form_of(invitation), "nothing_given": nothing_given}
    return answer_page(request, "review", invitation, context, status=422 if nothing_given else 200)


@require_safe
@by_link
@while_open
def thanks(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if invitation.answered_at is None:
        return redirect("answer", invitation.survey_id)
    return answer_page(request, "thanks", invitation, {"asker": invitation.survey.created_by})


@require_POST
@by_link
@while_open
def language(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """From any page but the form, which takes what is in it along."""
    if request.POST.get("language") in LANGUAGES:
        choose_language(invitation=invitation, language=request.POST["language"])
    pages: dict[str | None, str] = {"review": "answer_review", "thanks": "answer_thanks"}
    return redirect(pages.get(request.POST.get("page"), "answer"), invitation.survey_id)


def respondent_of(invitation: Invitation) -> Respondent | None:
    return getattr(invitation, "respondent", None)


def form_of(invitation: Invitation) -> AnswerForm:
    respondent = respondent_of(invitation)
    return AnswerForm(invitation.survey, invitation.audience, respondent.sheet() if respondent else Sheet())


def version_in(request: HttpRequest) -> int | None:
    """Which version of the answers the form showed; with scripts only what was changed is sent, and none is named."""
    written = request.POST.get("version", "")
    return int(written) if written.isdecimal() and len(written) < 10 else None


def questions_page(
    request: HttpRequest, invitation: Invitation, form: AnswerForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    respondent = respondent_of(invitation)
    context |= {"form": form, "version": respondent.version if respondent else 0, "was_saved": "saved" in request.GET}
    return answer_page(request, "questions", invitation, context, status=status)


def conflict(request: HttpRequest, invitation: Invitation, reading: Reading) -> HttpResponse:
    """Another tab or device has saved since: what is typed stays, and what is stored stands beside it."""
    stored = form_of(invitation)
    typed = stored.over(reading)
    found = differences(typed, stored)
    return questions_page(request, invitation, typed, differences=found, status=409)


def answer_page(
    request: HttpRequest, name: str, invitation: Invitation, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    survey = invitation.survey
    about = {
        "invitation": invitation,
        "survey": survey,
        "questionnaire": survey.questionnaire,
        "is_named": survey.mode == Survey.Mode.NAMED,
        "page": name,
        "other_languages": [each for each in settings.LANGUAGES if each[0] != invitation.language],
    }
    return render(request, f"surveys/answering/{name}.html", about | context, status=status)
