"""Pages of a draft's criteria: which, in which order, and those in somebody's own words."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request
from kamplan.htmx import render_page
from surveys.access import questionnaire_to_edit
from surveys.changes import criterion as changes
from surveys.changes.questionnaire import check_draft
from surveys.forms.criterion import CriterionForm, criteria_for
from surveys.models import Criterion, Questionnaire
from surveys.views.steps import reasons_told, steps


@require_safe
@reasons_told
def survey_criteria(request: Request, slug: str) -> HttpResponse:
    questionnaire = draft_to_edit(request, slug)
    return page(request, questionnaire)


@require_POST
@reasons_told
def criterion_add(request: Request, slug: str, pk: int) -> HttpResponse:
    questionnaire = draft_to_edit(request, slug)
    criterion = get_object_or_404(criteria_for(request.user), pk=pk)
    changes.add_criterion(survey=questionnaire.survey, criterion=criterion, by=request.user)
    return follow(request, questionnaire, criterion)


@require_POST
@reasons_told
def criterion_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    questionnaire = draft_to_edit(request, slug)
    criterion = chosen(questionnaire, pk)
    changes.remove_criterion(survey=questionnaire.survey, criterion=criterion, by=request.user)
    return follow(request, questionnaire, criterion)


@require_POST
@reasons_told
def criterion_move(request: Request, slug: str, pk: int, places: int) -> HttpResponse:
    questionnaire = draft_to_edit(request, slug)
    criterion = chosen(questionnaire, pk)
    changes.move_criterion(survey=questionnaire.survey, criterion=criterion, places=places, by=request.user)
    return follow(request, questionnaire, criterion)


@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def criterion_create(request: Request, slug: str) -> HttpResponse:
    questionnaire = draft_to_edit(request, slug)
    form = CriterionForm()
    if request.method == "POST":
        form = CriterionForm(request.POST)
        if form.is_valid():
            criterion = form.save(commit=False)
            changes.write_criterion(survey=questionnaire.survey, criterion=criterion, by=request.user)
            return redirect(place(questionnaire, criterion))
    return form_page(request, questionnaire, form)


@require_http_methods(["GET", "HEAD", "POST"])
@reasons_told
def criterion_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    """Only a criterion of its own can be worded anew."""
    questionnaire = draft_to_edit(request, slug)
    criterion = chosen(questionnaire, pk)
    if not changes.is_own(criterion, questionnaire.survey):
        raise Http404
    form = CriterionForm(instance=criterion)
    if request.method == "POST":
        form = CriterionForm(request.POST, instance=criterion)
        if form.is_valid():
            changes.reword_criterion(survey=questionnaire.survey, criterion=form.save(commit=False), by=request.user)
            return redirect(place(questionnaire, criterion))
    return form_page(request, questionnaire, form)


def draft_to_edit(request: Request, slug: str) -> Questionnaire:
    questionnaire = questionnaire_to_edit(request.user, slug)
    check_draft(questionnaire.survey)
    return questionnaire


def chosen(questionnaire: Questionnaire, pk: int) -> Criterion:
    return get_object_or_404(questionnaire.survey.criteria, pk=pk)


def place(questionnaire: Questionnaire, criterion: Criterion) -> str:
    """Where on the page it stands: a reader without scripts comes back there."""
    return f"{reverse('survey_criteria', args=[questionnaire.survey.slug])}#criterion-{criterion.pk}"


def follow(request: Request, questionnaire: Questionnaire, criterion: Criterion) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return page(request, questionnaire, touched=criterion)
    return redirect(place(questionnaire, criterion))


def page(request: Request, questionnaire: Questionnaire, touched: Criterion | None = None) -> HttpResponse:
    survey = questionnaire.survey
    rows = list(survey.criteria.order_by("survey_criteria__order", "survey_criteria__pk"))
    others = criteria_for(request.user).exclude(pk__in=[row.pk for row in rows])
    own = [row for row in rows if not row.in_library]
    context = {
        "survey": survey,
        "steps": steps(survey, "survey_criteria"),
        "rows": rows,
        "most": changes.MOST_CRITERIA if len(rows) >= changes.MOST_CRITERIA else None,
        "own": {row.pk for row in own if changes.is_own(row, survey)},
        "library": others.filter(in_library=True),
        "earlier": others.filter(in_library=False).order_by("name_en")[:50],
        "said": said(rows, touched),
    }
    return render_page(request, "surveys/criteria.html", context, part="criteria")


def said(rows: list[Criterion], touched: Criterion | None) -> str:
    """What happened, for who does not see the list move."""
    if touched is None:
        return ""
    for number, row in enumerate(rows, start=1):
        if row.pk == touched.pk:
            words = {"name": row.name, "number": number, "count": len(rows)}
            return _("%(name)s is number %(number)d of %(count)d.") % words
    return _("%(name)s was removed.") % {"name": touched.name}


def form_page(request: Request, questionnaire: Questionnaire, form: CriterionForm) -> HttpResponse:
    context = {"form": form, "survey": questionnaire.survey, "steps": steps(questionnaire.survey, "survey_criteria")}
    return render(request, "surveys/criterion_form.html", context, status=422 if form.errors else 200)
