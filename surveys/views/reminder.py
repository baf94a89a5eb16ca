"""Pages of reminders: the days chosen, those suggested, and reminding the silent now."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Request
from surveys.access import questionnaire_to_edit
from surveys.changes.message import queue_reminders, to_remind
from surveys.changes.reminder import add_reminder, remove_reminder, suggested
from surveys.forms.reminder import ReminderForm
from surveys.models import Survey
from surveys.views.steps import steps


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_list(request: Request, slug: str) -> HttpResponse:
    survey = questionnaire_to_edit(request.user, slug).survey
    now = timezone.now()
    form = ReminderForm(survey=survey, now=now)
    if request.method == "POST":
        form = ReminderForm(request.POST, survey=survey, now=now)
        if form.is_valid():
            add_reminder(survey=survey, on=form.cleaned_data["on"])
            return redirect("reminder_list", slug)
    context = {
        "survey": survey,
        "steps": steps(survey, "reminder_list"),
        "form": form,
        "reminders": survey.reminders.all(),
        "suggested": suggested(survey, now),
        "is_over": survey.status == Survey.Status.CLOSED,
        "is_open": survey.questionnaire.takes_answers(now),
        "silent": survey.invitations.silent().count(),
        "to_remind": to_remind(survey, now).count(),
    }
    return render(request, "surveys/reminder_list.html", context, status=422 if form.errors else 200)


@require_POST
def reminder_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    survey = questionnaire_to_edit(request.user, slug).survey
    if not survey.reminders.filter(pk=pk).exists():
        raise Http404
    if not remove_reminder(survey=survey, pk=pk):
        messages.error(request, _("This reminder has been sent."))
    return redirect("reminder_list", slug)


@require_POST
def remind_now(request: Request, slug: str) -> HttpResponse:
    survey = questionnaire_to_edit(request.user, slug).survey
    queued = queue_reminders(survey=survey, now=timezone.now())
    if queued:
        words = ngettext("%(n)d reminder is on its way.", "%(n)d reminders are on their way.", queued)
        messages.success(request, words % {"n": queued})
    else:
        messages.info(request, _("There is nobody to remind now."))
    return redirect("reminder_list", slug)
