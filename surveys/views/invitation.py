"""Pages of invitations: who is asked and how far it has come, one of them, taking it back, another address."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request
from kamplan.exports import download
from kamplan.formats import moment, number
from kamplan.htmx import render_page
from kamplan.pages import page_of
from surveys.access import invitation_to_edit, questionnaire_to_edit, survey_to_view, wave_before
from surveys.changes.invitation import correct_address, mark_bounced_by_hand, withdraw
from surveys.changes.message import queue_invitations
from surveys.changes.opening import NotNow
from surveys.changes.unsubscription import unsubscribed_among
from surveys.charts.response import when_visited
from surveys.exports.invitation import invitation_table
from surveys.forms.invitation import USUAL_SORT, AddressForm, InvitationSearch
from surveys.models import Invitation, Respondent, Survey
from surveys.models.invitation import State
from surveys.views.message import undelivered
from surveys.views.steps import steps


@require_safe
def invitation_list(request: Request, slug: str) -> HttpResponse:
    survey = questionnaire_to_edit(request.user, slug).survey
    found = InvitationSearch(request.GET).found(survey.invitations.select_related("account"))
    page = page_of(found, request.GET.get("page"))
    context = {
        "survey": survey,
        "steps": steps(survey, "invitation_list"),
        "page": page,
        "rows": [(each, when_visited(survey, each.state_since)) for each in page],
        "unsubscribed": unsubscribed_among([each.email for each in page if each.answered_at is None]),
        "states": State.choices,
        "audiences": Respondent.Audience.choices,
        "sort": request.GET.get("sort", USUAL_SORT),
        "is_narrowed": any(request.GET.get(name) for name in ("q", "state", "audience")),
        **progress(survey),
        **undelivered(survey),
        "wave_before": wave_before(request.user, survey),
    }
    return render_page(request, "surveys/invitation/list.html", context, part="found")


@require_safe
def invitation_response(request: Request, slug: str) -> HttpResponse:
    """How many have answered: a part of pages, asked for again while the survey is open. Who sees the survey may."""
    survey = survey_to_view(request.user, slug)
    return render(request, "surveys/invitation/_response.html", {"survey": survey, **progress(survey)})


def progress(survey: Survey) -> Mapping[str, Any]:
    """One query for both audiences, and one for those who wait; numbers alone."""
    responses = survey.invitations.response()
    return {
        "responses": [(audience, each, number(100 * (each.rate or 0))) for audience, each in responses.items()],
        "waiting": survey.invitations.real().in_state(State.WAITING).count(),
        "is_open": survey.status == Survey.Status.OPEN,
    }


@require_safe
def invitation_export(request: Request, slug: str, form: str) -> HttpResponse:
    """The list as it is narrowed in the address, all pages of it."""
    survey = questionnaire_to_edit(request.user, slug).survey
    rows = InvitationSearch(request.GET).found(survey.invitations.all())
    return download(form, f"{slug}-invitations", invitation_table(rows, survey.mode))


@require_POST
def invitation_send(request: Request, slug: str) -> HttpResponse:
    """To those the survey has not been sent to yet."""
    survey = questionnaire_to_edit(request.user, slug).survey
    if survey.status != Survey.Status.OPEN:
        messages.error(request, _("Invitations are sent when the survey opens."))
    else:
        tell_how_many(request, queue_invitations(survey=survey, now=timezone.now()))
    return redirect("invitation_list", slug)


def tell_how_many(request: Request, count: int) -> None:
    if count:
        told = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("Nobody is left to send it to: what has not arrived yet is tried again by itself."))


View = Callable[..., HttpResponse]


def told_on_its_page(view: View) -> View:
    """When it is too late for what was asked for, the page of the invitation says why."""

    @wraps(view)
    def telling(request: Request, slug: str, pk: int) -> HttpResponse:
        try:
            return view(request, slug, pk)
        except NotNow as reason:
            messages.error(request, str(reason))
            return redirect("invitation", slug, pk)

    return telling


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, slug: str, pk: int) -> HttpResponse:
    """How far it has come, and the form for another address."""
    shown = invitation_to_edit(request.user, slug, pk)
    form = AddressForm({"email": shown.email})
    if request.method == "POST":
        form = AddressForm(request.POST)
        if form.is_valid():
            try:
                correct_address(invitation=shown, email=form.cleaned_data["email"], now=timezone.now())
            except NotNow as reason:
                form.add_error("email", str(reason))
            else:
                messages.success(request, _("The address was changed. The link sent before leads nowhere now."))
                return redirect("invitation", slug, pk)
    not_closed = shown.survey.status != Survey.Status.CLOSED
    context = {
        "invitation": shown,
        "survey": shown.survey,
        "form": form,
        "moments": moments(shown),
        "is_unsubscribed": bool(unsubscribed_among([shown.email])),
        "delayed": shown.messages.put_off().order_by("number").last(),
        "may_be_withdrawn": shown.state not in (State.ANSWERED, State.WITHDRAWN),
        "may_be_corrected": shown.state not in (State.STARTED, State.ANSWERED, State.WITHDRAWN) and not_closed,
    }
    return render(request, "surveys/invitation/invitation.html", context, status=422 if form.errors else 200)


def moments(shown: Invitation) -> list[tuple[str, str]]:
    """What happened to it and when, in the order in which it usually happens."""
    visited = partial(when_visited, shown.survey)
    happened: list[tuple[str, datetime | None, Callable[[datetime], str]]] = [
        (_("Invited"), shown.created_at, moment),
        (_("Sent"), shown.sent_at, moment),
        (_("Bounced"), shown.bounced_at, moment),
        (_("Last reminder"), shown.reminded_at, moment),
        (_("Opened"), shown.opened_at, visited),
        (_("Started"), shown.started_at, visited),
        (_("Answered"), shown.answered_at, visited),
        (_("Withdrawn"), shown.withdrawn_at, moment),
    ]
    return [(label, told(when)) for label, when, told in happened if when]


@require_POST
@told_on_its_page
def invitation_withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    shown = invitation_to_edit(request.user, slug, pk)
    withdraw(invitation=shown, now=timezone.now())
    messages.success(request, _("The invitation of %(name)s was taken back.") % {"name": shown.name})
    return redirect("invitation_list", slug)


@require_POST
def invitation_bounced(request: Request, slug: str, pk: int) -> HttpResponse:
    shown = invitation_to_edit(request.user, slug, pk)
    if mark_bounced_by_hand(invitation=shown, now=timezone.now()):
        messages.success(request, _("Marked as bounced. Correct the address to send it again."))
    else:
        messages.error(request, _("Only a mail that was sent and has not been opened can have bounced."))
    return redirect("invitation", slug, pk)
