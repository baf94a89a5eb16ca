"""Requests of persons who want to see, or have erased, what we hold about them; and finding those persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Role, User
from accounts.privacy import CONTACT, USER
from kamplan.fields import folded, sort_key
from kamplan.privacy import Subject
from surveys.models import Invitation, Respondent
from surveys.privacy import INVITED, RESPONDENT

TIME_TO_ANSWER = timedelta(days=30)  # GDPR art. 12 (3): one month
PROOF_KEPT = timedelta(days=3 * 365)
SUBJECTS = {subject.slug: subject for subject in (CONTACT, USER, INVITED, RESPONDENT)}

Keys = dict[str, list[int]]


def hash_of(text: str) -> str:
    """Proves later for whom something was done, to somebody who brings the name or address."""
    return salted_hmac("planning.privacy", folded(text), algorithm="sha256").hexdigest()


class PrivacyRequestQuerySet(models.QuerySet["PrivacyRequest"]):
    def visible_to(self, user: User) -> "PrivacyRequestQuerySet":
        """Their own; all, for who administers the whole organisation."""
        return self if administers_all(user) else self.filter(asked_by=user)

    def kept_long_enough(self, now: datetime) -> "PrivacyRequestQuerySet":
        return self.filter(asked_at__lt=now - PROOF_KEPT)


class PrivacyRequest(models.Model):
    """Somebody asked; who looked, when, and what was done. The person is kept as a keyed hash only."""

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("handled by")
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    subject_hash = models.CharField(max_length=64)
    found = models.JSONField(default=dict)
    exported_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = PrivacyRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return str(_("Request %(number)s")) % {"number": self.pk}

    @property
    def due_on(self) -> date:
        return (self.asked_at + TIME_TO_ANSWER).date()

    @property
    def is_open(self) -> bool:
        return self.exported_at is None and self.erased_at is None


@dataclass(frozen=True)
class Match:
    """One place where somebody of this name or address is known."""

    subject: Subject
    key: int
    name: str
    where: str

    @property
    def code(self) -> str:
        return f"{self.subject.slug}-{self.key}"


def administers_all(user: User) -> bool:
    return bool(user.units_as(Role.Kind.ADMIN).filter(parent=None).exists())


def within_reach(user: User) -> dict[Subject, "models.QuerySet[Any]"]:
    """The persons an administrator may serve: those of their units. Who belongs to no unit is the top's to serve."""
    units = user.units_as(Role.Kind.ADMIN).values("pk")
    people = Q(pk__in=User.objects.administered_by(user).values("pk"))
    if administers_all(user):
        people |= Q(unit=None, roles=None)
    nobody_else = {"survey__unit__in": units, "contact": None, "user": None}
    return {
        CONTACT: Contact.objects.filter(account__unit__in=units).select_related("account"),
        USER: User.objects.filter(people).select_related("unit").distinct(),
        INVITED: Invitation.objects.filter(**nobody_else).select_related("survey"),
        RESPONDENT: Respondent.objects.filter(**nobody_else, invitation=None).select_related("survey"),
    }


def keys_of(text: str, user: User) -> Keys:
    """Exactly this name or e-mail address, today's or an earlier one."""
    once = Q(name__iexact=text) | Q(email__iexact=text)
    asked = {
        CONTACT: Q(sort_key=sort_key(text)) | Q(email__iexact=text) | Q(pk__in=_earlier(Contact, once)),
        USER: once | Q(pk__in=_earlier(User, once)),
        INVITED: Q(name__iexact=text) | Q(email__iexact=text),
        RESPONDENT: Q(label__iexact=text),
    }
    return {
        subject.slug: list(rows.filter(asked[subject]).order_by("pk").values_list("pk", flat=True))
        for subject, rows in within_reach(user).items()
    }


def _earlier(model: Any, once: Q) -> "models.QuerySet[Any]":
    rows: models.QuerySet[Any] = model.history.filter(once).order_by()
    return rows.values("id")


def matches(keys: Keys, user: User) -> list[Match]:
    """The persons of these keys who are there and within reach, with where they are known."""
    found = []
    for subject, rows in within_reach(user).items():
        for row in rows.filter(pk__in=keys.get(subject.slug, ())):
            found.append(Match(subject, row.pk, str(row), _place(row)))
    return found


def _place(row: Contact | User | Invitation | Respondent) -> str:
    """An account, unit or survey by its name alone: an administrator is no reader of accounts."""
    if isinstance(row, Contact):
        return row.account.name
    return str(row.unit or "") if isinstance(row, User) else str(row.survey)


def keys_in(found: Iterable[Match]) -> Keys:
    keys: Keys = {slug: [] for slug in SUBJECTS}
    for match in found:
        keys[match.subject.slug].append(match.key)
    return keys
