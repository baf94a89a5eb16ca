"""The page of a survey: what to act on, what the answers cannot say, and every figure behind it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.formats import day
from kamplan.htmx import render_page
from surveys.access import may_edit, survey_to_view
from surveys.charts import dashboard
from surveys.forms.results import ResultsForm, suggestions


@require_safe
def survey(request: Request, slug: str) -> HttpResponse:
    """Everything that can be chosen stands in the address."""
    survey = survey_to_view(request.user, slug)
    form = ResultsForm(request.GET, survey=survey, user=request.user)
    page = dashboard(form.results(), survey.criterion_names(), form.order)
    context = {"survey": survey, "form": form, "page": page, "may_edit": may_edit(request.user, survey)}
    context["closed"] = day(survey.closed_at.date()) if survey.closed_at else ""
    return render_page(request, "surveys/dashboard.html", context, part="results")


@require_safe
def survey_accounts(request: Request, slug: str) -> HttpResponse:
    """Names of accounts that answered, while somebody types one in the filter."""
    survey = survey_to_view(request.user, slug)
    found = suggestions(survey, request.user, request.GET.get("account", ""))
    return render(request, "surveys/accounts.html", {"accounts": found})
