"""The page of a survey: what to act on, what the answers cannot say, and every figure behind it."""

from functools import lru_cache

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.charts import drawing, nothing
from kamplan.formats import day
from kamplan.htmx import render_page
from surveys.access import may_ask, may_edit, survey_to_view
from surveys.charts import Dashboard, chart_of, dashboard
from surveys.forms.results import ResultsForm, suggestions
from surveys.models import Survey
from surveys.views.choices import Choices
from surveys.views.steps import draft_page


@require_safe
def survey(request: Request, slug: str) -> HttpResponse:
    """Everything that can be chosen stands in the address."""
    shown = survey_to_view(request.user, slug)
    if shown.status == Survey.Status.DRAFT:
        return draft_page(request, shown)
    form = ResultsForm(request.GET, survey=shown, user=request.user)
    page = dashboard(form.results(), shown.criterion_names(), form.order)
    context = {
        "survey": shown,
        "closed": day(shown.closed_at.date()) if shown.closed_at else "",
        "may_edit": may_edit(request.user, shown),
        "may_ask": may_ask(request.user),
        "form": form,
        "choices": Choices(form, request.GET),
        "page": page,
        "parts": parts(page),
    }
    return render_page(request, "surveys/dashboard.html", context, part="results")


@lru_cache(maxsize=64)
def parts(page: Dashboard) -> dict[str, str]:
    """What depends on the figures alone, rendered once: hundreds of cells cost more than all the queries."""
    names = ("words", "counts", "figures")
    return {name: render_to_string(f"surveys/dashboard/{name}.html", {"page": page}) for name in names}


@require_safe
def survey_picture(request: Request, slug: str, picture: str) -> HttpResponse:
    """One of the page's pictures, as it was chosen there, for a document or a reader without scripts."""
    shown = survey_to_view(request.user, slug)
    form = ResultsForm(request.GET, survey=shown, user=request.user)
    chart = chart_of(picture, form.results(), shown.criterion_names(), form.order)
    image = drawing(chart) if chart else nothing(_("There are no answers to show."))
    name = f"{shown.slug}-{picture}.svg"
    return HttpResponse(image, "image/svg+xml", headers={"Content-Disposition": f'inline; filename="{name}"'})


@require_safe
def survey_accounts(request: Request, slug: str) -> HttpResponse:
    """Names of accounts that answered, while somebody types one in the filter."""
    shown = survey_to_view(request.user, slug)
    found = suggestions(shown, request.user, request.GET.get("account", ""))
    return render(request, "surveys/accounts.html", {"accounts": found})
