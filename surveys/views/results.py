"""The results of a survey as files: what the page shows with the same address, exact."""

from dataclasses import replace

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.exports import download
from surveys.access import survey_to_view
from surveys.domain.document import document
from surveys.domain.order import in_order
from surveys.exports.results import results_table, summary_table
from surveys.forms.results import results_form


@require_safe
def survey_results(request: Request, slug: str, form: str) -> HttpResponse:
    """A table for people in CSV and XLSX; JSON is for programs, the same in every language."""
    survey = survey_to_view(request.user, slug)
    chosen = results_form(request.GET, survey=survey, user=request.user)
    results = chosen.results()
    if form == "json":
        headers = {"Content-Disposition": f'attachment; filename="{survey.slug}.json"'}
        return JsonResponse(document(results), json_dumps_params={"indent": 2}, headers=headers)
    ordered = replace(results, criteria=tuple(in_order(results.criteria, chosen.order)))
    table = results_table(ordered, survey.criterion_names())
    return download(form, survey.slug, table, summary_table(results))
