"""Pages of comments: what respondents wrote in their own words."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.exports import download
from kamplan.htmx import render_page
from surveys.access import survey_to_view
from surveys.exports.comment import comment_table
from surveys.forms.comment import CommentSearch
from surveys.models import Survey
from surveys.views.choices import Choices
from surveys.views.heading import survey_heading

MOST_SHOWN = 500


@require_safe
def survey_comments(request: Request, slug: str) -> HttpResponse:
    survey = survey_to_view(request.user, slug)
    search = CommentSearch(request.GET, survey=survey, user=request.user)
    found = search.found()
    context = survey_heading(request, survey, "survey_comments") | {
        "search": search,
        "choices": Choices(search.results, request.GET),
        "form": search.results,
        "total": len(found),
        "comments": found[:MOST_SHOWN],
        "is_named": survey.mode == Survey.Mode.NAMED,
    }
    return render_page(request, "surveys/comments.html", context, part="found")


@require_safe
def survey_comments_file(request: Request, slug: str, form: str) -> HttpResponse:
    """Those the page finds with the same address."""
    survey = survey_to_view(request.user, slug)
    found = CommentSearch(request.GET, survey=survey, user=request.user).found()
    table = comment_table(found, with_names=survey.mode == Survey.Mode.NAMED)
    return download(form, f"{survey.slug}-comments", table)
