"""Pages about surveys: the list, editing one, the bin. The results have pages of their own."""

from django.contrib import messages
from django.db.models import IntegerField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request
from kamplan.history import Conflict, conflict_page, save_versioned
from kamplan.htmx import render_page
from kamplan.pages import Page, page_of
from kamplan.trace import entries
from surveys.access import may_ask, survey_to_edit, survey_to_restore
from surveys.changes.survey import TitleRefused, delete_survey, restore_survey
from surveys.domain.response import Response
from surveys.forms.survey import USUAL_SORT, SurveyForm, SurveySearch
from surveys.models import Invitation, Survey


@require_safe
def survey_list(request: Request) -> HttpResponse:
    search = SurveySearch(request.GET)
    rows = search.found(Survey.objects.visible_to(request.user)).select_related("unit").defer("tallies", "cells")
    rows = rows.annotate(answered=Cast(KT("tallies__answered"), IntegerField()))
    page = page_of(rows, request.GET.get("page"))
    context = {
        "page": page,
        "rows": answered_of(page),
        "sort": request.GET.get("sort", USUAL_SORT),
        "statuses": Survey.Status.choices,
        "may_ask": may_ask(request.user),
    }
    return render_page(request, "surveys/survey_list.html", context, part="found")


def answered_of(page: Page) -> list[tuple[Survey, Response | None]]:
    """Each survey with how many customers have answered, as its own page says it. What came from a file, or lost its
    invitations to time, knows only what was kept."""
    begun = [survey for survey in page if survey.status != Survey.Status.DRAFT]
    known = {survey.pk: Response(survey.invited or 0, survey.answered or 0) for survey in begun}
    if begun:
        known |= Invitation.objects.filter(survey__in=known).by_survey()
    return [(survey, known.get(survey.pk)) for survey in page]


@require_http_methods(["GET", "HEAD", "POST"])
def survey_edit(request: Request, slug: str) -> HttpResponse:
    survey = survey_to_edit(request.user, slug)
    back = reverse("survey", args=[slug])
    form = SurveyForm(instance=survey)
    if request.method == "POST":
        form = SurveyForm(request.POST, instance=survey)
        if form.is_valid():
            seen = form.cleaned_data["version"] or 0
            try:
                save_versioned(form.save(commit=False), seen=seen, by=request.user)
            except Conflict:
                return conflict_page(request, form, seen=seen, back=back)
            messages.success(request, _("Saved."))
            return redirect(back)
    context = {"form": form, "slug": slug, "back": back, "entries": entries(survey.history.all())}
    return render(request, "surveys/survey_edit.html", context, status=422 if form.errors else 200)


@require_POST
def survey_delete(request: Request, slug: str) -> HttpResponse:
    survey = survey_to_edit(request.user, slug)
    delete_survey(survey=survey, by=request.user)
    undo = reverse("survey_restore", args=[survey.pk])
    messages.success(request, _("“%(title)s” was deleted.") % {"title": survey.title}, extra_tags=undo)
    return redirect("survey_list")


@require_safe
def survey_bin(request: Request) -> HttpResponse:
    rows = (
        Survey.objects.deleted_visible_to(request.user).select_related("unit", "deleted_by").defer("tallies", "cells")
    )
    page = page_of(rows.order_by("-deleted_at", "pk"), request.GET.get("page"))
    return render(request, "surveys/survey_bin.html", {"page": page})


@require_POST
def survey_restore(request: Request, pk: int) -> HttpResponse:
    survey = survey_to_restore(request.user, pk)
    try:
        restore_survey(survey=survey, by=request.user)
    except TitleRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("survey_bin")
    messages.success(request, _("“%(title)s” is back.") % {"title": survey.title})
    return redirect("survey", survey.slug)
