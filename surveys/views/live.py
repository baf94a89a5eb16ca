"""What moves on the page of an open survey while answers arrive, fetched anew every few seconds."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import Request
from kamplan.formats import number
from kamplan.htmx import render_page
from surveys.access import survey_to_view
from surveys.models import Survey
from surveys.views.dashboard import page_context, template_of


@require_safe
def survey_news(request: Request, slug: str) -> HttpResponse:
    """Nothing (204) as long as no answer has come since the page, or this part of it, was fetched.

    When the survey has been opened or closed meanwhile, or the first answer has come, the browser fetches the whole
    page: another one.
    """
    shown = survey_to_view(request.user, slug)
    if shown.status != Survey.Status.OPEN:
        return HttpResponse(headers={"HX-Refresh": "true"})
    seen = request.GET.get("seen", "")
    mark = shown.mark()
    if mark == seen:
        return HttpResponse(status=204)
    context = page_context(request, shown, mark)
    if is_first_answer(seen, context):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if context["mark"] == seen:
        return HttpResponse(status=204)
    context["news"] = news(seen, context["mark"], was_waiting="outlook" in context)
    return render_page(request, template_of(context), context, part="figures")


def is_first_answer(seen: str, context: dict[str, Any]) -> bool:
    """The page that is shown has no figures yet, the one to come has."""
    return seen.partition(".")[0] == "0" and "page" in context


def news(seen: str, mark: str, *, was_waiting: bool) -> str:
    """What has happened between two marks, which begin with how many had answered; that invitations come further is
    seen, and no news."""
    before, after = (count if (count := each.partition(".")[0]).isdecimal() else "" for each in (seen, mark))
    more = int(after) - int(before[:9]) if before and after else 0
    if more <= 0:
        return "" if was_waiting else _("Answers have changed.")
    return ngettext("%(count)s new answer.", "%(count)s new answers.", more) % {"count": number(more)}
