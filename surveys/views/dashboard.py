"""The page of a survey: what to act on, what the answers cannot say, and every figure behind it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.charts import drawing, nothing
from kamplan.htmx import render_page
from surveys.access import survey_to_view
from surveys.charts import Dashboard, chart_of, dashboard
from surveys.charts.response import outlook, response_lines
from surveys.domain.response import Response
from surveys.domain.tally import Audience
from surveys.forms.results import results_form, suggestions
from surveys.models import Criterion, Survey
from surveys.models.survey import Standing
from surveys.views.choices import Choices
from surveys.views.heading import survey_heading
from surveys.views.steps import draft_page


@require_safe
def survey(request: Request, slug: str) -> HttpResponse:
    """Everything that can be chosen stands in the address."""
    shown = survey_to_view(request.user, slug)
    if shown.status == Survey.Status.DRAFT:
        return draft_page(request, shown)
    context = page_context(request, shown)
    return render_page(request, template_of(context), context, part="results")


def template_of(context: dict[str, Any]) -> str:
    """Without figures, why there are none and what happens next."""
    return "surveys/dashboard.html" if "page" in context else "surveys/waiting.html"


def page_context(request: Request, survey: Survey, mark: str | None = None) -> dict[str, Any]:
    """What the page shows, as far as respondents were told that it would be; `mark` where it was asked already."""
    heading = survey_heading(request, survey, "survey")
    is_asked = hasattr(survey, "questionnaire")
    arrived = survey.invitations.response() if is_asked else {}
    if mark is None:
        mark = survey.mark() if heading["is_open"] else ""
    context = heading | {
        "response": response_lines(arrived),
        "bounced": sum(each.bounced for each in arrived.values()) if heading["is_open"] and heading["may_edit"] else 0,
        "mark": mark,
    }
    if not survey.has_results or (is_asked and answered_by_nobody(survey, mark)):
        return context | waiting(survey, mark)
    form, criteria = results_form(request.GET, survey=survey, user=request.user), survey.ordered_criteria()
    page = dashboard(
        form.results(standing(mark, arrived, criteria)), {each.slug: each.name for each in criteria}, form.order
    )
    return context | {
        "form": form,
        "choices": Choices(form, request.GET),
        "page": page,
        "parts": parts(page),
        "unsent": survey.respondents.begun().count() if arrived and survey.status == Survey.Status.CLOSED else 0,
    }


def standing(mark: str, arrived: Mapping[Audience, Response], criteria: Iterable[Criterion]) -> Standing | None:
    """What the page has asked of an open survey, for its figures."""
    slugs = {each.pk: each.slug for each in criteria}
    return Standing(mark, arrived[Audience.CUSTOMER].invited, slugs) if mark and arrived else None


def waiting(survey: Survey, mark: str) -> dict[str, Any]:
    """What stands in the place of results. Its mark says more than that of results: invitations come further too."""
    known = outlook(survey)
    return {"outlook": known, "mark": f"{mark}.{known.mark()}" if mark else ""}


def answered_by_nobody(survey: Survey, mark: str) -> bool:
    """Of an open survey the mark says it, of a closed one what was kept: then charts would be empty."""
    if survey.status == Survey.Status.OPEN:
        return mark.partition(".")[0] == "0"
    return not (survey.tallies.get("answered") or survey.tallies.get("seller_answered"))


@lru_cache(maxsize=64)
def parts(page: Dashboard) -> dict[str, str]:
    """What depends on the figures alone, rendered once: hundreds of cells cost more than all the queries."""
    names = ("words", "counts", "figures")
    return {name: render_to_string(f"surveys/dashboard/{name}.html", {"page": page}) for name in names}


@require_safe
def survey_picture(request: Request, slug: str, picture: str) -> HttpResponse:
    """One of the page's pictures, as it was chosen there, for a document or a reader without scripts."""
    shown = survey_to_view(request.user, slug)
    form = results_form(request.GET, survey=shown, user=request.user)
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
