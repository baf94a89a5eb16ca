"""What stands above every page of one survey: its state, what can be done with it, and its other pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Request
from kamplan.formats import day
from surveys.access import may_ask, may_edit
from surveys.models import Survey
from surveys.views.choices import Link


def survey_heading(request: Request, survey: Survey, here: str) -> dict[str, Any]:
    """The context of templates/surveys/page.html; `here` is the name of the page."""
    other_pages = list(tabs(survey, here))
    return {
        "survey": survey,
        "is_open": survey.status == Survey.Status.OPEN,
        "closed": day(survey.closed_on) if survey.closed_at else "",
        "may_edit": may_edit(request.user, survey),
        "may_ask": may_ask(request.user),
        "tabs": other_pages,
        "has_waves": any(tab.address.endswith("/waves/") for tab in other_pages),
    }


def tabs(survey: Survey, here: str) -> Iterator[Link]:
    """The pages that survey has."""
    words = {"survey": _("Results")}
    if survey.has_results:
        if survey.takes_comments():
            words["survey_comments"] = _("Comments")
        if survey.mode == Survey.Mode.NAMED:
            words["survey_answers"] = _("Answers")
        if survey.has_waves():
            words["survey_waves"] = _("Waves")
    for page, label in words.items():
        yield Link(label, reverse(page, args=[survey.slug]), page == here)
