"""What stands above every page of one survey: its state, what to do next, what else can be done, its other pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Request
from kamplan.formats import day
from surveys.access import may_ask, may_edit
from surveys.changes.message import to_remind
from surveys.models import Survey
from surveys.views.choices import Link


@dataclass(frozen=True)
class NextStep:
    """What the one primary button of the page leads to."""

    words: str
    icon: str
    address: str


def survey_heading(request: Request, survey: Survey, here: str) -> dict[str, Any]:
    """The context of templates/surveys/page.html; `here` is the name of the page."""
    other_pages = list(tabs(survey, here))
    edits = may_edit(request.user, survey)
    return {
        "survey": survey,
        "is_open": survey.status == Survey.Status.OPEN,
        "closed": day(survey.closed_on) if survey.closed_at else "",
        "may_edit": edits,
        "next_step": next_step(survey) if edits and hasattr(survey, "questionnaire") else None,
        "may_ask": may_ask(request.user),
        "tabs": other_pages,
        "has_waves": any(tab.address.endswith("/waves/") for tab in other_pages),
    }


def next_step(survey: Survey) -> NextStep | None:
    """Of an open survey to who prepares it; of a closed one only when nothing could be released."""
    if survey.status == Survey.Status.OPEN:
        if to_remind(survey, timezone.now()).exists():
            return NextStep(_("Remind the silent"), "bell", reverse("reminder_list", args=[survey.slug]))
        return NextStep(_("See who is asked"), "users", reverse("invitation_list", args=[survey.slug]))
    if survey.status == Survey.Status.CLOSED and not survey.has_results:
        return NextStep(_("Reopen"), "lock-open", reverse("survey_reopen", args=[survey.slug]))
    return None


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
