"""Candidates: persons somebody thinks of asking, and what speaks against it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from surveys.changes.unsubscription import unsubscribed_among
from surveys.domain.recipient import Recipient
from surveys.models import Invitation, Survey

TOO_SOON = timedelta(days=183)  # nobody is asked again within half a year, unless somebody says so of this very person


class Verdict(TextChoices):
    """What speaks against asking somebody, the strongest first."""

    UNREACHABLE = "unreachable", _("No e-mail address")
    REPEATED = "repeated", _("Twice in this list")
    INVITED = "invited", _("Already invited")
    UNSUBSCRIBED = "unsubscribed", _("Wants no more surveys")
    RECENT = "recent", _("Asked recently")
    NEW = "new", _("New")


@dataclass(frozen=True)
class Earlier:
    """An earlier survey of the same person: the day they were written to, None when that is still to come.

    `title` is empty for who may not see that survey.
    """

    on: date | None
    title: str


@dataclass(frozen=True)
class Candidate:
    """A person, and what speaks against asking them."""

    person: Recipient
    verdict: Verdict
    earlier: tuple[Earlier, ...] = ()

    @property
    def may_be_asked(self) -> bool:
        return self.verdict in (Verdict.NEW, Verdict.RECENT)


def weighed(survey: Survey, people: Sequence[Recipient], *, reader: User, now: datetime) -> list[Candidate]:
    """The persons in their order. Four queries, however many they are."""
    invited = known_in(survey)
    unsubscribed = unsubscribed_among({person.email for person in people})
    earlier = asked_before(survey, people, reader=reader, now=now)
    seen: Counter[str] = Counter()
    found = []
    for person in people:
        seen[person.email] += 1
        if not person.email:
            verdict = Verdict.UNREACHABLE
        elif seen[person.email] > 1:
            verdict = Verdict.REPEATED
        elif invited.intersection(marks(person)):
            verdict = Verdict.INVITED
        elif person.email in unsubscribed:
            verdict = Verdict.UNSUBSCRIBED
        else:
            verdict = Verdict.RECENT if earlier[person] else Verdict.NEW
        found.append(Candidate(person, verdict, tuple(earlier[person])))
    return found


def marks(person: Recipient | Invitation) -> list[tuple[str, object]]:
    """By what somebody is known again: contact, user or address."""
    known = (("email", person.email), ("contact", person.contact_id), ("user", person.user_id))
    return [mark for mark in known if mark[1]]


def known_in(survey: Survey) -> set[tuple[str, object]]:
    asked = survey.invitations.real().order_by().only("email", "contact", "user")
    return {mark for invitation in asked for mark in marks(invitation)}


def asked_before(
    survey: Survey, people: Iterable[Recipient], *, reader: User, now: datetime
) -> dict[Recipient, list[Earlier]]:
    """When each was asked within half a year, in whatever survey; what is to come first, then the last time."""
    people = list(people)
    same = Q(email__in={person.email for person in people if person.email})
    same |= Q(contact__in={person.contact_id for person in people if person.contact_id})
    same |= Q(user__in={person.user_id for person in people if person.user_id})
    rows = Invitation.objects.asked_since(now - TOO_SOON).filter(same).exclude(survey=survey)
    rows = rows.order_by(F("sent_at").desc(nulls_first=True), "-pk").only(
        "email", "contact", "user", "sent_at", "reminded_at", "survey"
    )
    visible = Survey.objects.visible_to(reader).filter(invitations__in=rows.order_by().values("pk"))
    titles = dict(visible.values_list("pk", "title"))
    found: dict[tuple[str, object], list[Earlier]] = {}
    for row in rows:
        at = row.reminded_at or row.sent_at
        earlier = Earlier(timezone.localdate(at) if at else None, titles.get(row.survey_id, ""))
        for mark in marks(row):
            found.setdefault(mark, []).append(earlier)
    return {person: unique(found, person) for person in people}


def unique(found: dict[tuple[str, object], list[Earlier]], person: Recipient) -> list[Earlier]:
    return list(dict.fromkeys(earlier for mark in marks(person) for earlier in found.get(mark, ())))


def to_ask(candidates: Iterable[Candidate], *, anyway: set[str]) -> list[Recipient]:
    """Those whom nothing speaks against, and of those asked recently the addresses that are to be asked anyway."""
    return [
        each.person
        for each in candidates
        if each.verdict is Verdict.NEW or (each.verdict is Verdict.RECENT and each.person.email in anyway)
    ]
