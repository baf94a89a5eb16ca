"""The world the permissions are tried in: two accounts far apart, and everything that hangs on each of them.

`own` belongs to Bergen and to alice, `foreign` to Sweden and to dave. Every text of both is a canary: a word that
occurs nowhere else, so that one look at a page tells whether something of it got out.
"""

import re
import time
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from itertools import count
from types import SimpleNamespace

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.changes.attractiveness import Choice, edit_criteria_set
from accounts.changes.data_import import keep_import, map_import
from accounts.changes.strength import edit_factor_set
from accounts.changes.tier import decide_class, record_run
from accounts.models import (
    DataImport,
    ExchangeRate,
    LibraryCriterion,
    OneTimeLink,
    Role,
    ServiceArea,
    TierOverride,
    TierSet,
    Unit,
)
from kamplan.models import Job
from kamplan.outbox import OutboxBackend, mails
from planning.models import PrivacyRequest
from surveys.changes.message import message_to
from surveys.changes.unsubscription import unsubscribe_token
from surveys.exports.message import mail_of
from surveys.models import Criterion, Invitation, Message, Survey, Upload
from tests import factories
from tests.accounts import judged, key, rated
from tests.accounts.sold import sell
from tests.cast import everybody, person, tree_of_units

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEPT = {"slug", "password", "time_zone"}  # texts with a meaning for the program
NUMBERS = count(1000)
CANARY = re.compile(r"canary\d+bird")
FOUND = {
    **dict.fromkeys(("customers", "sellers", "ratings", "blanks", "accounts"), 1),
    **dict.fromkeys(("known", "new", "ignored", "heading", "rows"), ()),
}


class World:
    """The people with a browser each, the things, and the standing of the ones towards the others."""

    def __init__(self) -> None:
        self.units = tree_of_units()
        self.people = everybody(self.units)
        self.people.kim = person("kim", self.units.bergen, Role.Kind.KAM)  # in alice's unit, not on her account
        self.people.gone = person("gone", self.units.norway, Role.Kind.MANAGER)
        self.classes = classes_of_world(self.people)
        criteria_of_world()
        self.elsewhere = factories.UnitFactory(name="Elsewhere", kind=Unit.Kind.GROUP, is_demo=True)
        overseas = factories.UnitFactory(name="Overseas", kind=Unit.Kind.GROUP)
        self.people.dora = person("dora", overseas, Role.Kind.DIRECTOR)  # of a unit at the top without accounts
        self.people.eve = person("eve", self.units.norway, Role.Kind.ADMIN)  # administers less than ada does
        self.people.finn = person("finn", self.units.sweden)  # on the team of the foreign account
        self.canaries: dict[str, set[str]] = defaultdict(set)
        self.things = {"own": self.things_of("own"), "foreign": self.things_of("foreign")}
        self.browsers = {name: browser(user) for name, user in vars(self.people).items() if hasattr(user, "password")}
        self.browsers["anonymous"] = Client(raise_request_exception=False)
        self.browsers["erik"] = Client(raise_request_exception=False)  # who has come by a personal link, no more
        self.browsers["erik"].get(reverse("survey_link", kwargs=self.things["own"]["link to open survey"].words))
        type(self.people.gone).objects.filter(pk=self.people.gone.pk).update(is_active=False)

    def things_of(self, whose: str) -> dict[str, SimpleNamespace]:
        """What an address may name, by kind: the words its pattern asks for, and the object itself."""
        people, units, own = self.people, self.units, whose == "own"
        owner, unit = (people.alice, units.bergen) if own else (people.dave, units.sweden)
        account = people.account if own else people.foreign_account
        member = account.members.first() or factories.MemberFactory(account=account, user=people.finn)
        contact = people.erik if own else factories.ContactFactory(account=account)
        binned = {"deleted_at": timezone.now(), "deleted_by": owner}
        deleted_account = factories.AccountFactory(unit=unit, owner=owner, **binned)
        deleted_contact = factories.ContactFactory(account=account, **binned)
        survey = factories.SurveyFactory(unit=unit, account=account, created_by=owner)
        deleted_survey = factories.SurveyFactory(unit=unit, account=account, created_by=owner, **binned)
        colleague = factories.UserFactory(unit=unit if own else self.elsewhere)
        role = factories.RoleFactory(user=colleague, unit=unit if own else self.elsewhere, kind=Role.Kind.KAM)
        team = factories.UnitFactory(parent=unit if own else self.elsewhere)
        token = OneTimeLink.objects.issue(
            colleague, purpose=OneTimeLink.Purpose.INVITATION, now=timezone.now(), valid=timedelta(days=1)
        )
        override = decided(account, owner)
        assessment = rated.rate(account, owner, rated.ALFA, "Evidence")
        judgement = judged.judge(account, owner, judged.AHEAD, asked=contact, evidence="Evidence")
        key_status = key.bet(account, owner, follow_up=timezone.localdate())
        request = PrivacyRequest.objects.create(asked_by=people.eve if own else people.ada, found={})
        upload = Upload.objects.create(user=owner, unit=unit, content=b"", found=FOUND)
        area = neighbours_of_area(whose)
        rate = ExchangeRate.objects.create(currency="SEK" if own else "DKK", on=timezone.localdate(), rate=1)
        budget = account.budgets.create(year=2026, amount=100, currency="NOK")
        figure = account.figures.create(year=2026, kind="turnover", amount=1, currency="NOK", source="report")
        worth = found_about(account, area)
        row = checked_import(account, area, by=owner)
        job = Job.objects.create(user=owner, kind="upload", subject=0)
        for thing in (account, contact, member, deleted_account, deleted_contact, override, key_status):
            self.mark(thing, f"{whose} account")
        for thing in (*assessment.ratings.all(), judgement, *judgement.ratings.all(), *worth.values()):
            self.mark(thing, f"{whose} account")
        for thing in (survey, deleted_survey, upload):
            self.mark(thing, f"{whose} survey")
        for thing in (colleague, team):
            self.mark(thing, f"{whose} administered")
        asked = self.asked_by_link(whose, unit=unit, account=account, created_by=owner)
        return {
            **asked,
            "nothing": SimpleNamespace(words={}, it=None),
            "kind of import": SimpleNamespace(words={"kind": "revenue"}, it=None),
            "figure": named(figure, account_pk=account.pk, pk=figure.pk),
            "budget": named(budget, account_pk=account.pk, pk=budget.pk),
            **{about: named(thing, account_pk=account.pk, pk=thing.pk) for about, thing in worth.items()},
            "import": named(row, pk=row.pk),
            "house": SimpleNamespace(words={}, it=None),
            "tier run": named(self.classes.run, pk=self.classes.run.pk),
            "area": named(area, pk=area.pk),
            "rate": named(rate, pk=rate.pk),
            "account": named(account, pk=account.pk, account_pk=account.pk),
            "assessment": named(assessment, account_pk=account.pk, pk=assessment.pk),
            "judgement": named(judgement, account_pk=account.pk, pk=judgement.pk),
            "library criterion": named(criterion := LibraryCriterion.objects.first(), pk=criterion.pk),
            "contact": named(contact, pk=contact.pk, account_pk=account.pk),
            "member": named(member, pk=member.pk, account_pk=account.pk),
            "deleted account": named(deleted_account, pk=deleted_account.pk),
            "deleted contact": named(deleted_contact, pk=deleted_contact.pk),
            "survey": named(survey, slug=survey.slug),
            "deleted survey": named(deleted_survey, pk=deleted_survey.pk),
            "person": named(colleague, pk=colleague.pk),
            "role": named(role, pk=colleague.pk, role_pk=role.pk),
            "unit": named(team, pk=team.pk),
            "link": named(colleague, token=token),
            "upload": named(upload, pk=upload.pk),
            "request": named(request, pk=request.pk),
            "session": named(owner, pk=1),
            "job": named(job, pk=job.pk),
        }

    def asked_by_link(self, whose: str, **about: object) -> dict[str, SimpleNamespace]:
        """A survey in each status, asked of somebody, with a criterion in somebody's own words between two others."""
        things = {}
        for status in Survey.Status:
            when = {"closed_at": timezone.now() if status == Survey.Status.CLOSED else None}
            survey = factories.SurveyFactory(status=status, **when, **about)
            questionnaire = factories.QuestionnaireFactory(survey=survey)
            own = factories.CriterionFactory()
            unused, first, last = Criterion.objects.filter(in_library=True)[:3]
            for order, criterion in enumerate((first, own, last)):
                survey.survey_criteria.create(criterion=criterion, order=order)
            begun = {"opened_at": timezone.now(), "started_at": timezone.now()}
            invitation = factories.InvitationFactory(survey=survey, account=about["account"])
            other = factories.InvitationFactory(survey=survey, account=about["account"], **begun)
            respondent = factories.RespondentFactory(survey=survey, account=about["account"], invitation=other)
            for each in (invitation, other):
                self.mark(each, f"{whose} invitation")
            self.mark(respondent, f"{whose} account")
            things[f"respondent of {status} survey"] = named(respondent, slug=survey.slug, pk=respondent.pk)
            for thing in (survey, questionnaire, own):
                self.mark(thing, f"{whose} survey")
            reminder = survey.reminders.create(on=timezone.localdate() + timedelta(days=7))
            things[f"reminder of {status} survey"] = named(reminder, slug=survey.slug, pk=reminder.pk)
            things[f"mail of {status} survey"] = named(invitation, name=mailed_to(invitation))
            things["unsubscription"] = named(invitation, token=unsubscribe_token(invitation.email))
            things[f"{status} survey"] = named(survey, slug=survey.slug, pk=unused.pk)
            things[f"criterion of {status} survey"] = named(own, slug=survey.slug, pk=own.pk)
            things[f"link to {status} survey"] = named(invitation, token=invitation.token)
            things[f"answers to {status} survey"] = named(invitation, survey=survey.pk)
            things[f"invitation of {status} survey"] = named(invitation, slug=survey.slug, pk=invitation.pk)
        return things

    def mark(self, thing: models.Model, secret: str) -> None:
        """Put a canary into every text."""
        for field in thing._meta.concrete_fields:
            free = isinstance(field, models.CharField | models.TextField) and (field.max_length or 100) >= 20
            if free and field.editable and not field.choices and field.name not in KEPT:
                word = f"canary{next(NUMBERS)}bird"
                self.canaries[secret].add(word)
                setattr(thing, field.name, dressed(word, field))
        thing.save()

    def leaks(self, response: HttpResponse, who: str | None) -> set[str]:
        """Canaries in an answer that this person may not see; None may see none."""
        text = (body_of(response) + response.headers.get("Location", "")).lower()
        sung = set(CANARY.findall(text))
        secrets = {secret for secret in self.canaries if who is None or who not in SIGHT[secret]}
        return {f"{word} ({secret})" for secret in secrets for word in self.canaries[secret] & sung}

    def standing(self, who: str, whose: str, about: str) -> str:
        return STANDINGS[about][whose].get(who, "otherwise")

    def outlook(self, who: str, whose: str) -> frozenset[str]:
        """What this person may see, as seen from the own or the foreign object."""
        return frozenset(secret.replace(whose, "its") for secret, people in SIGHT.items() if who in people)


def checked_import(account: models.Model, area: ServiceArea, *, by: models.Model) -> DataImport:
    """A file of one fact, whose preview the owner is looking at."""
    lines = f"account,area,month,revenue\n{account.name},{area.name},2026-03,100\n"
    row = keep_import(by=by, kind="revenue", file_name="facts.csv", content=lines.encode())
    map_import(row=row, accounts=type(account).objects.filter(pk=account.pk))
    return row


def neighbours_of_area(whose: str) -> ServiceArea:
    """An area between two others, so that it can move either way."""
    names = (f"{whose} first", f"{whose} middle", f"{whose} last")
    group = ServiceArea.objects.create(name=whose)
    return [ServiceArea.objects.create(name=name, parent=group, order=order) for order, name in enumerate(names)][1]


def found_about(account: models.Model, area: ServiceArea) -> dict[str, models.Model]:
    """What somebody found out about its worth."""
    about = {"currency": "NOK"}
    return {
        "switching line": account.switching_lines.create(kind="learning", description="Training", once=5, **about),
        "wallet rank": account.wallet_ranks.create(
            area=area.parent, suppliers=2, place=1, source="Said", on=timezone.localdate()
        ),
        "kam effort": account.kam_efforts.create(year=2026, amount=5, note="Travel", **about),
    }


def classes_of_world(people: SimpleNamespace) -> SimpleNamespace:
    """Two runs that know both accounts, which moved up by the second, and a draft that might classify the next time."""
    TierSet.objects.update(lasting=1)
    tier_set, today = TierSet.objects.active(), timezone.localdate()
    record_run(tier_set=tier_set, as_of=today.replace(day=1) - timedelta(days=1), by=None)
    for account in (people.account, people.foreign_account):
        sell(account, 100, today)
    TierSet.objects.create(name="Draft")
    run, _judgement = record_run(tier_set=tier_set, as_of=today, by=None)
    return SimpleNamespace(run=run)


def criteria_of_world() -> None:
    """Sets in use, and drafts that might follow them."""
    criteria_set = rated.publish()
    factor_set = judged.publish()
    edit_factor_set(name=factor_set.name, choices=judged.four_factors(), seen=0)
    chosen = LibraryCriterion.objects.filter(slug="competition")
    choices = [Choice(criterion, Decimal(100), None) for criterion in chosen]
    edit_criteria_set(name=criteria_set.name, choices=choices, seen=0)


def decided(account: models.Model, by: models.Model) -> TierOverride:
    """A class decided against the rule."""
    tier, until = TierSet.objects.active().ordered_tiers()[1], timezone.localdate() + timedelta(days=30)
    override = TierOverride(account=account, tier=tier, reason="A bet", expires=until)
    decide_class(override=override, seen=0, by=by)
    return override


def mailed_to(invitation: Invitation) -> str:
    """The name of its mail in the outbox."""
    message = message_to(invitation, Message.Kind.INVITATION, 0, timezone.now())
    OutboxBackend().send_messages([mail_of(message)])
    return next(mails()).name


def named(it: models.Model, **words: object) -> SimpleNamespace:
    return SimpleNamespace(words=words, it=it)


def body_of(response: HttpResponse) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def dressed(word: str, field: models.Field) -> str:
    if isinstance(field, models.EmailField):
        return f"{word.lower()}@customer.example"
    return f"https://{word.lower()}.example" if isinstance(field, models.URLField) else word


def browser(user: models.Model) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    session = client.session
    session.update({"began": int(time.time()), "seen": int(time.time())})  # else every request would write it anew
    session.save()
    return client


ACCOUNT = {
    "own": {"alice": "owner", "bob": "member", "mona": "manager", "carol": "director", "ada": "admin"},
    "foreign": {"dave": "owner", "finn": "member", "ada": "admin"},
}
SURVEY = {
    "own": {"alice": "maker", "bob": "member", "mona": "manager", "carol": "director", "kim": "kam"},
    "foreign": {"dave": "maker", "finn": "member"},
}
ADMINISTERED = {"own": {"ada": "admin", "eve": "admin"}, "foreign": {"ada": "outside", "eve": "outside"}}
REQUESTS = {"own": {"ada": "admin", "eve": "admin"}, "foreign": {"ada": "admin", "eve": "outside"}}
UPLOADS = {
    "own": {"alice": "self", "mona": "asker", "kim": "asker", "dave": "asker"},
    "foreign": {"dave": "self", "mona": "asker", "kim": "asker", "alice": "asker"},
}
AT_THE_TOP = {whose: {"ada": "top", "dora": "director"} for whose in ("own", "foreign")}
NOBODY: dict[str, dict[str, str]] = {"own": {}, "foreign": {}}
ASKED = {"own": {"erik": "asked"}, "foreign": {}}
UNTEAMED = {whose: {who: it for who, it in people.items() if it != "member"} for whose, people in ACCOUNT.items()}
ROLES = {
    **dict.fromkeys(("alice", "dave", "kim"), "kam"),
    **dict.fromkeys(("ada", "eve"), "admin"),
    "mona": "manager",
    **dict.fromkeys(("carol", "dora"), "director"),
}
COLLEAGUES = {*ROLES, "bob", "finn", "stranger", "anonymous", "gone", "erik"}
STANDINGS = {
    **dict.fromkeys(("account", "assessment", "judgement", "budget", "figure"), ACCOUNT),
    **dict.fromkeys(("contact", "member", "deleted contact"), ACCOUNT),
    **dict.fromkeys(("survey", "deleted survey"), SURVEY),
    **dict.fromkeys((f"{status} survey" for status in Survey.Status), SURVEY),
    **dict.fromkeys((f"criterion of {status} survey" for status in Survey.Status), SURVEY),
    **dict.fromkeys((f"invitation of {status} survey" for status in Survey.Status), SURVEY),
    **dict.fromkeys((f"respondent of {status} survey" for status in Survey.Status), SURVEY),
    **dict.fromkeys((f"reminder of {status} survey" for status in Survey.Status), SURVEY),
    **dict.fromkeys((f"mail of {status} survey" for status in Survey.Status), SURVEY),
    **dict.fromkeys(("person", "role", "unit"), ADMINISTERED),
    **dict.fromkeys(("switching line", "wallet rank", "kam effort"), ACCOUNT),
    "deleted account": UNTEAMED,
    "upload": UPLOADS,
    "request": REQUESTS,
    "nothing": {"own": ROLES, "foreign": ROLES},
    "import": UPLOADS,
    "kind of import": {"own": ROLES, "foreign": ROLES},
    **dict.fromkeys(("house", "area", "rate", "tier run", "library criterion"), AT_THE_TOP),
    "job": {"own": {"alice": "self"}, "foreign": {"dave": "self"}},
    **dict.fromkeys(("link", "session", "unsubscription"), NOBODY),
    **dict.fromkeys((f"link to {status} survey" for status in Survey.Status), NOBODY),
    **dict.fromkeys((f"answers to {status} survey" for status in Survey.Status), ASKED),
}
# Who may come across the texts of a thing on any page. Names of colleagues and units are no secret among colleagues.
SIGHT = {
    "own account": {"alice", "bob", "mona", "carol"},
    "own survey": {"alice", "bob", "mona", "carol", "kim", "erik"},
    "foreign account": {"dave", "finn"},
    "foreign survey": {"dave", "finn"},
    "own invitation": {"alice", "mona"},
    "foreign invitation": {"dave"},
    "own administered": COLLEAGUES,
    "foreign administered": COLLEAGUES,
}
