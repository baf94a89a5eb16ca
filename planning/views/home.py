"""The start page: what to do next, the survey that is being answered, one's own accounts, the latest results."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import Request, accounts_to_decide_on
from accounts.charts.key_status import waits_words
from accounts.models import Account, Contact, KeyStatus, Role, Unit, User
from accounts.models.key_status_due import agenda, waits
from planning.changes.leave_demo import may_remove_demo
from planning.domain.next_steps import Progress, Step, next_steps
from surveys.charts.findings import sentences
from surveys.charts.response import response_lines
from surveys.models import Survey

MOST_WAITING = 3  # of each kind
WORDS: dict[Step, tuple[Promise, Promise, str]] = {
    Step.ADD_UNITS: (
        _("Draw your organisation"),
        _("Add the countries, regions and teams that serve customers. Rights follow the tree."),
        "unit_list",
    ),
    Step.INVITE: (_("Invite colleagues"), _("Each one gets a link and a role in a unit."), "user_list"),
    Step.TAKE_A_ROLE: (
        _("Take a role in the sales work yourself"),
        _("An administrator reads no account by that alone. Give yourself a role if you serve customers too."),
        "user_list",
    ),
    Step.CREATE_ACCOUNT: (
        _("Create your first account"),
        _("A name is enough to begin with; the rest can come later."),
        "account_create",
    ),
    Step.ADD_CONTACTS: (
        _("Add the people you know there"),
        _("Name and title first. Colleagues on the team can add theirs."),
        "account_list",
    ),
    Step.ASK_CUSTOMERS: (
        _("Ask customers what is important, and how well you do it"),
        _("They answer by personal links, on a phone in a few minutes. Or load answers you have already."),
        "survey_ask",
    ),
    Step.READ_DASHBOARD: (
        _("Read the gaps between important and well done"),
        _("The dashboard says what to act on, and what the answers cannot say."),
        "survey_list",
    ),
    Step.OPEN_ACCOUNT: (
        _("Open one of the accounts you serve"),
        _("You see the accounts whose team you are on."),
        "account_list",
    ),
}


@require_safe
def home(request: Request) -> HttpResponse:
    user = request.user
    accounts = list(Account.objects.visible_to(user).select_related("unit", "owner").order_by("-pk")[:6])
    surveys = list(Survey.objects.visible_to(user).defer("tallies", "cells").order_by("-closed_at", "-pk")[:4])
    closed = (survey for survey in surveys if survey.status == Survey.Status.CLOSED)
    latest = next((survey for survey in closed if survey.has_results), None)
    is_demo = Unit.objects.filter(is_demo=True).exists()
    steps = steps_of(user, accounts=accounts, surveys=surveys)
    context: dict[str, Any] = {
        "accounts": accounts,
        "surveys": surveys,
        "asked": asked_now(user),
        **key_agenda(user),
        "latest": latest,
        "acts": sentences(latest.results(), latest.criterion_names()).acts if latest else (),
        "steps": [worded(progress) for progress in steps],
        "all_done": all(progress.is_done for progress in steps),
        "is_demo": is_demo,
        "may_remove_demo": is_demo and may_remove_demo(user),
    }
    return render(request, "planning/home.html", context)


def key_agenda(user: User) -> dict[str, Any]:
    """What waits about key accounts the user owns or decides on: the most urgent, and how much there is."""
    decides = accounts_to_decide_on(user).order_by().values("pk")
    mine = KeyStatus.objects.visible_to(user).filter(Q(account__owner=user) | Q(account__in=decides))
    today = timezone.localdate()
    return {"agenda": agenda(mine, today, most=MOST_WAITING), "waiting": waits_words(waits(mine, today))}


def asked_now(user: User) -> dict[str, Any] | None:
    """The survey that opened last and still takes answers, and how many have come."""
    taking = Survey.objects.visible_to(user).filter(status=Survey.Status.OPEN, questionnaire__isnull=False)
    survey = (
        taking.select_related("questionnaire").defer("tallies", "cells").order_by("-questionnaire__opened_at").first()
    )
    if survey is None:
        return None
    response = survey.invitations.response()
    return {
        "survey": survey,
        "response": response_lines(response),
        "has_answers": any(each.answered for each in response.values()),
    }


def steps_of(user: User, *, accounts: list[Account], surveys: list[Survey]) -> tuple[Progress, ...]:
    administers = user.has_role(Role.Kind.ADMIN)
    keeps_accounts = user.has_role(Role.Kind.KAM, Role.Kind.MANAGER)
    done = {
        Step.CREATE_ACCOUNT: bool(accounts),
        Step.ADD_CONTACTS: bool(accounts) and Contact.objects.visible_to(user).exists(),
        Step.ASK_CUSTOMERS: bool(surveys),
        Step.READ_DASHBOARD: any(survey.status == Survey.Status.CLOSED for survey in surveys),
        Step.OPEN_ACCOUNT: bool(accounts),
    }
    if administers:
        done[Step.ADD_UNITS] = Unit.objects.count() > 1
        done[Step.INVITE] = User.objects.count() > 1
        done[Step.TAKE_A_ROLE] = keeps_accounts or user.has_role(Role.Kind.DIRECTOR)
    return next_steps(administers=administers, keeps_accounts=keeps_accounts, done=done)


def worded(progress: Progress) -> dict[str, Any]:
    title, text, page = WORDS[progress.step]
    return {"title": title, "text": text, "address": reverse(page), "progress": progress}
