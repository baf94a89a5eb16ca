"""Pages that open a survey, extend it, close it and reopen it: each says first what will happen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request
from kamplan.formats import moment
from surveys.access import questionnaire_to_edit
from surveys.changes.notice import notice_to_read
from surveys.changes.opening import (
    NotNow,
    against_reopening,
    begun,
    check_open,
    close_survey,
    extend_survey,
    open_survey,
    reopen_survey,
)
from surveys.changes.questionnaire import check_draft
from surveys.changes.readiness import Readiness
from surveys.forms.opening import ExtendForm, ReopenForm
from surveys.models import Survey
from surveys.views.steps import reasons_told, steps


@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def survey_open(request: Request, slug: str) -> HttpResponse:
    """Whom it is sent to, what they are promised, what is missing. Sending it opens the survey."""
    questionnaire = questionnaire_to_edit(request.user, slug)
    survey, now = questionnaire.survey, timezone.now()
    if request.method == "POST":
        open_survey(survey=survey, by=request.user, now=now)
        messages.success(request, _("The survey is open. The invitations are on their way."))
        return redirect("survey", slug)
    check_draft(survey)
    context = {
        "survey": survey,
        "questionnaire": questionnaire,
        "steps": steps(survey, "survey_open"),
        "readiness": Readiness.of(questionnaire, now=now),
        "notice": notice_to_read(questionnaire),
        "criteria": survey.criterion_names().values(),
        "reminders": survey.reminders.all(),
    }
    return render(request, "surveys/opening/open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def survey_close(request: Request, slug: str) -> HttpResponse:
    questionnaire = questionnaire_to_edit(request.user, slug)
    survey = questionnaire.survey
    if request.method == "POST":
        close_survey(survey=survey, by=request.user, now=timezone.now())
        messages.success(request, _("The survey is closed."))
        return redirect("survey", slug)
    check_open(survey)
    context = {
        "survey": survey,
        "questionnaire": questionnaire,
        "invited": survey.invitations.real().count(),
        "sent": survey.respondents.counted().count(),
        "begun": begun(survey).count(),
    }
    return render(request, "surveys/opening/close.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def survey_extend(request: Request, slug: str) -> HttpResponse:
    questionnaire = questionnaire_to_edit(request.user, slug)
    survey = questionnaire.survey
    check_open(survey)
    form = ExtendForm(questionnaire=questionnaire)
    if request.method == "POST":
        form = ExtendForm(request.POST, questionnaire=questionnaire)
        if form.is_valid():
            try:
                extend_survey(survey=survey, by=request.user, now=timezone.now(), **form.cleaned_data)
            except NotNow as reason:
                form.add_error("closes_at", str(reason))
            else:
                closes_at = form.cleaned_data["closes_at"]
                words = _("The survey takes answers until %(when)s.") % {"when": moment(closes_at)}
                messages.success(request, words if closes_at else _("The survey takes answers until you close it."))
                return redirect("survey", slug)
    context = {"survey": survey, "questionnaire": questionnaire, "form": form}
    return render(request, "surveys/opening/extend.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def survey_reopen(request: Request, slug: str) -> HttpResponse:
    """Or why it cannot be: then a new wave is offered."""
    questionnaire = questionnaire_to_edit(request.user, slug)
    survey, now = questionnaire.survey, timezone.now()
    if survey.status == Survey.Status.OPEN:
        return redirect("survey", slug)
    form = ReopenForm()
    if request.method == "POST":
        form = ReopenForm(request.POST)
        if form.is_valid():
            try:
                reopen_survey(survey=survey, by=request.user, now=now, closes_at=form.cleaned_data["closes_at"])
            except NotNow as reason:
                form.add_error("closes_at", str(reason))
            else:
                messages.success(request, _("The survey is open again. Everybody's link works as before."))
                return redirect("survey", slug)
    against = against_reopening(survey, now=now)
    context = {"survey": survey, "questionnaire": questionnaire, "form": form, "against": against}
    return render(request, "surveys/opening/reopen.html", context, status=422 if form.errors else 200)
