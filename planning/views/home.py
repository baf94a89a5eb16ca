"""The start page: what to do next, the survey that is being answered, one's own accounts, the latest results."""

from typing import Any

from django.db.models import Exists
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import Request, accounts_with_contacts, key_statuses_to_see_to
from accounts.charts.key_status import by_day, waits_words
from accounts.models import Account, Contact, KeyStatusRound, Role, Unit, User
from accounts.models.key_status_due import agenda, waits
from planning.changes.leave_demo import demo_notice
from planning.domain.next_steps import Progress, Step, next_steps
from surveys.access import may_ask, survey_to_view
from surveys.charts.findings import sentences
from surveys.charts.response import response_lines
from surveys.models import Survey

MOST_ACCOUNTS = 6
MOST_SURVEYS = 4
MOST_WAITING = 3  # of each kind
TOLD = ("title", "slug", "status", "mode", "provenance", "questionnaire__closes_at")  # of a survey
SHOWN_FIRST = (Survey.Status.CLOSED, Survey.Status.OPEN, Survey.Status.DRAFT)
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
    accounts = latest_accounts(user)
    newest = newest_surveys(user)
    surveys = [survey for status in SHOWN_FIRST for survey in newest[status]]
    steps = steps_of(user, accounts=accounts, surveys=surveys)
    context: dict[str, Any] = {
        "accounts": accounts,
        "surveys": surveys[:MOST_SURVEYS],
        "may_ask": may_ask(user),
        "asked": asked_now(newest[Survey.Status.OPEN]),
        "latest": next((survey for survey in newest[Survey.Status.CLOSED] if survey.has_results), None),
        "steps": [worded(progress) for progress in steps],
        "all_done": all(progress.is_done for progress in steps),
        "demo": demo_notice(user),
        **(key_agenda(user) if accounts else {}),
    }
    return render(request, "planning/home.html", context)


@require_safe
def home_acts(request: Request, slug: str) -> HttpResponse:
    """What to act on by the results of a survey. Fetched after the page, which shows without waiting for it."""
    survey = survey_to_view(request.user, slug)
    acts = sentences(survey.results(), survey.criterion_names()).acts if survey.has_results else ()
    return render(request, "planning/_acts.html", {"acts": acts})


def latest_accounts(user: User) -> list[Account]:
    """Each knows whether somebody is known there."""
    rows = accounts_with_contacts(user).select_related("owner")
    return list(rows.only("name", "status", "owner__name").order_by("-pk")[:MOST_ACCOUNTS])


def newest_surveys(user: User) -> dict[str, list[Survey]]:
    """By status."""
    newest: dict[str, list[Survey]] = {status: [] for status in Survey.Status}
    for survey in Survey.objects.visible_to(user).newest_of_each_status(MOST_SURVEYS).only(*TOLD):
        newest[survey.status].append(survey)
    return newest


def key_agenda(user: User) -> dict[str, Any]:
    """What waits about key accounts the user owns or decides on, if anything: the most urgent, and how much."""
    mine = key_statuses_to_see_to(user)
    today, newest = timezone.localdate(), KeyStatusRound.objects.newest()
    counted = waits(mine, today, newest)
    if not counted.most:
        return {}
    urgent = agenda(mine, today, newest, most=MOST_WAITING)
    return {"agenda": by_day(urgent), "waiting": waits_words(counted)}


def asked_now(opened: list[Survey]) -> dict[str, Any] | None:
    """The survey that opened last and still takes answers, and how many have come."""
    survey = next((each for each in opened if hasattr(each, "questionnaire")), None)
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
        Step.ADD_CONTACTS: keeps_accounts and knows_somebody(user, accounts),
        Step.ASK_CUSTOMERS: bool(surveys),
        Step.READ_DASHBOARD: any(survey.status == Survey.Status.CLOSED for survey in surveys),
        Step.OPEN_ACCOUNT: bool(accounts),
    }
    if administers:
        more = Exists(Unit.objects.order_by()[1:]), Exists(User.objects.order_by()[1:])
        done[Step.ADD_UNITS], done[Step.INVITE] = User.objects.values_list(*more).get(pk=user.pk)
        done[Step.TAKE_A_ROLE] = keeps_accounts or user.has_role(Role.Kind.DIRECTOR)
    return next_steps(administers=administers, keeps_accounts=keeps_accounts, sees_surveys=bool(surveys), done=done)


def knows_somebody(user: User, latest: list[Account]) -> bool:
    """Mostly at one of the latest accounts; only else all are looked at."""
    if any(account.known_contact for account in latest):  # type: ignore[attr-defined]
        return True
    return bool(latest) and Contact.objects.visible_to(user).exists()


def worded(progress: Progress) -> dict[str, Any]:
    title, text, page = WORDS[progress.step]
    return {"title": title, "text": text, "address": reverse(page), "progress": progress}
