"""Pages of answers: who answered a named survey, and what; none of them for a confidential one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.pages import page_of
from surveys.access import survey_to_view
from surveys.forms.respondent import RespondentSearch, respondents_seen
from surveys.models import Survey
from surveys.models.wave import also_answered
from surveys.views.heading import survey_heading


@require_safe
def survey_answers(request: Request, slug: str) -> HttpResponse:
    survey = survey_to_view(request.user, slug)
    heading = survey_heading(request, survey, "survey_answers")
    if survey.mode != Survey.Mode.NAMED:
        return render(request, "surveys/answers_refused.html", heading, status=403)
    search = RespondentSearch(request.GET)
    page = page_of(search.found(respondents_seen(survey, request.user)), request.GET.get("page"))
    also = also_answered(page, survey, request.user)
    rows = [(each, also.get(each.pk, [])) for each in page]
    return render(request, "surveys/answers.html", heading | {"search": search, "page": page, "rows": rows})


@require_safe
def survey_answer(request: Request, slug: str, pk: int) -> HttpResponse:
    """What one respondent sent; what is not sent yet is his own."""
    survey = survey_to_view(request.user, slug)
    heading = survey_heading(request, survey, "survey_answers")
    if survey.mode != Survey.Mode.NAMED:
        return render(request, "surveys/answers_refused.html", heading, status=403)
    respondent = respondents_seen(survey, request.user).counted().filter(pk=pk).first()
    if respondent is None:
        raise Http404
    criteria = {criterion.pk: criterion for criterion in survey.criteria.order_by("survey_criteria__order")}
    sheet = respondent.sheet()
    context = heading | {
        "respondent": respondent,
        "rows": [(each, sheet.rating(pk), sheet.comments.get(pk, "")) for pk, each in criteria.items()],
        "last_word": sheet.comments.get(None, ""),
        "asked": survey.asked(),
        "also": also_answered([respondent], survey, request.user).get(respondent.pk, []),
    }
    return render(request, "surveys/answer.html", context)
