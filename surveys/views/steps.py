"""The steps from a draft to an open survey, shown above each of its pages; and what is said when it is too late."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Request
from kamplan.formats import number
from surveys.access import may_edit
from surveys.changes.opening import NotNow
from surveys.models import Survey

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Step:
    """A page on the way, and in a few words how far it has come."""

    words: str
    address: str
    is_here: bool
    state: str = ""


def steps(survey: Survey, here: str) -> list[Step]:
    """Of a draft; none of a survey that has been opened. `here` is the name of the page."""
    if survey.status != Survey.Status.DRAFT:
        return []
    criteria, invited = survey.survey_criteria.count(), survey.invitations.real().count()
    told = {
        "survey_criteria": (
            _("Criteria"),
            ngettext("%(n)s chosen", "%(n)s chosen", criteria) % {"n": number(criteria)},
        ),
        "questionnaire": (_("Questions and terms"), survey.get_mode_display()),
        "invitation_list": (_("Whom"), ngettext("%(n)s invited", "%(n)s invited", invited) % {"n": number(invited)}),
        "survey_preview": (_("Preview"), ""),
        "survey_open": (_("Opening"), ""),
    }
    return [
        Step(words, reverse(page, args=[survey.slug]), page == here, state) for page, (words, state) in told.items()
    ]


def draft_page(request: Request, survey: Survey) -> HttpResponse:
    """In place of results: the first step to who prepares it, a word of patience to who only reads."""
    if may_edit(request.user, survey) and hasattr(survey, "questionnaire"):
        return redirect("survey_criteria", survey.slug)
    return render(request, "surveys/survey_draft.html", {"survey": survey})


def reasons_told(view: View) -> View:
    """When the state of the survey forbids what was asked for, its page says why."""

    @wraps(view)
    def telling(request: Request, slug: str, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, slug, *args, **kwargs)
        except NotNow as reason:
            messages.error(request, str(reason))
            if request.headers.get("HX-Request") == "true":  # else the page would be put into a part of this one
                return HttpResponse(headers={"HX-Redirect": reverse("survey", args=[slug])})
            return redirect("survey", slug)

    return telling
