"""Pages of a survey's mails: what they look like, a test to oneself, and those that were not delivered."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Request
from surveys.access import questionnaire_to_edit
from surveys.changes.message import send_test, try_again, write_again
from surveys.exports.message import Links, classes, letter_to, sender
from surveys.forms.message import LetterForm
from surveys.jobs.message import send_soon
from surveys.models import Invitation, Message, Questionnaire, Survey
from surveys.models.invitation import InvitationQuerySet
from surveys.views.steps import steps

TESTS_SHOWN = 3
SHOWN = 100  # mails that were not delivered, and not more: the reason is mostly the same


@require_safe
def survey_mail(request: Request, slug: str) -> HttpResponse:
    """The mail as its receivers see it."""
    questionnaire = questionnaire_to_edit(request.user, slug)
    survey = questionnaire.survey
    context = {
        **preview(request, questionnaire),
        **undelivered(survey),
        "steps": steps(survey, "survey_mail"),
        "tests": Message.objects.filter(invitation__in=trials(request, survey)).order_by("-pk")[:TESTS_SHOWN],
        "has_outbox": not settings.MAIL_LEAVES,
    }
    return render(request, "surveys/survey_mail.html", context)


def preview(request: Request, questionnaire: Questionnaire) -> dict[str, Any]:
    """As if the reader were invited, without a link that belongs to anybody."""
    survey, user = questionnaire.survey, request.user
    chosen = LetterForm(request.GET, questionnaire=questionnaire, reader=user.language).chosen()
    receiver = Invitation(
        survey=survey, name=user.name, email=user.email, audience=chosen["audience"], language=chosen["language"]
    )
    links = Links(answer=reverse("survey_preview", args=[survey.slug]) + f"?{urlencode(chosen)}")
    letter = letter_to(receiver, chosen["kind"], links=links)
    return {
        "survey": survey,
        "choices": LetterForm(initial=chosen, questionnaire=questionnaire, reader=user.language),
        "chosen": chosen,
        "letter": letter,
        "links": links,
        "look": classes(),
        "sender": sender(questionnaire),
        "is_over": survey.status == Survey.Status.CLOSED,
    }


def undelivered(survey: Survey) -> dict[str, Any]:
    given_up = Message.objects.filter(invitation__in=survey.invitations.real(), state=Message.State.FAILED)
    bounced = survey.invitations.real().exclude(bounced_at=None)
    return {
        "given_up": given_up.select_related("invitation")[:SHOWN],
        "given_up_count": given_up.count(),
        "bounced": bounced[:SHOWN],
        "bounced_count": bounced.count(),
    }


def trials(request: Request, survey: Survey) -> InvitationQuerySet:
    return survey.invitations.filter(is_trial=True, user=request.user)


@require_POST
def survey_mail_test(request: Request, slug: str) -> HttpResponse:
    questionnaire = questionnaire_to_edit(request.user, slug)
    survey = questionnaire.survey
    if survey.status == Survey.Status.CLOSED:
        messages.error(request, _("The survey is closed; its links no longer lead to the form."))
        return redirect("survey_mail", slug)
    chosen = LetterForm(request.POST, questionnaire=questionnaire, reader=request.user.language).chosen()
    send_test(
        survey=survey,
        audience=chosen["audience"],
        language=chosen["language"],
        by=request.user,
        now=timezone.now(),
    )
    send_soon.enqueue()
    messages.success(request, _("A test is on its way to %(email)s.") % {"email": request.user.email})
    return redirect("survey_mail", slug)


@require_POST
def survey_mail_again(request: Request, slug: str) -> HttpResponse:
    """All that were given up."""
    survey = questionnaire_to_edit(request.user, slug).survey
    count = try_again(survey=survey, now=timezone.now())
    words = ngettext("%(n)d mail is tried again.", "%(n)d mails are tried again.", count)
    messages.success(request, words % {"n": count})
    return redirect("survey_mail", slug)


@require_POST
def invitation_again(request: Request, slug: str, pk: int) -> HttpResponse:
    """One that bounced."""
    survey = questionnaire_to_edit(request.user, slug).survey
    invitation = survey.invitations.real().filter(pk=pk).first()
    if invitation is None:
        raise Http404
    if write_again(invitation=invitation, now=timezone.now()):
        messages.success(request, _("%(name)s is written to again.") % {"name": invitation.name})
    else:
        messages.error(request, _("No mail to %(name)s has bounced.") % {"name": invitation.name})
    return redirect("survey_mail", slug)
