"""Leaving the demonstration: what belongs to it, who may end it, and ending it without a trace."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.changes.account import WITH_A_HISTORY
from accounts.changes.user import first_administrator, give_role
from accounts.models import Account, Contact, Role, Unit, User
from accounts.models.unit import UnitQuerySet
from accounts.models.user import UserQuerySet
from kamplan.outbox import mails
from planning.changes.demo_attractiveness import remove_ratings
from planning.changes.demo_key_status import remove_key_statuses
from planning.changes.demo_revenue import remove_figures
from planning.changes.demo_strength import remove_strengths
from planning.changes.demo_tier import remove_runs
from planning.changes.demo_uniqueness import remove_uniqueness
from planning.changes.demo_worth import remove_worth
from surveys.models import Questionnaire, Survey, Upload


def demo_units() -> UnitQuerySet:
    """The demonstration's tree, and whatever was added below it."""
    return Unit.objects.at_or_below(Unit.objects.filter(is_demo=True))


def demo_people() -> UserQuerySet:
    """Who belongs to the demonstration alone: in its tree, and with no role outside it."""
    units = demo_units()
    outside = Role.objects.exclude(unit__in=units).values("user")
    return User.objects.get_queryset().filter(unit__in=units).exclude(pk__in=outside)


def demo_contents() -> dict[str, int]:
    """How much would go."""
    units = demo_units()
    return {
        "accounts": Account.objects.filter(unit__in=units).count(),
        "contacts": Contact.objects.filter(account__unit__in=units).count(),
        "surveys": Survey.objects.filter(unit__in=units).count(),
        "people": demo_people().count(),
    }


class DemoNotice(NamedTuple):
    """What the start page says of it: whether there is one, and whether the reader may remove it."""

    is_there: bool
    may_remove: bool


def demo_notice(user: User) -> DemoNotice:
    """An administrator may; on this machine alone also whoever plays one of its people. One query."""
    units = list(Unit.objects.filter(Q(is_demo=True) | Q(pk=user.unit_id)).order_by())
    demo = [unit.path for unit in units if unit.is_demo]
    is_played = settings.DEMO and not settings.MACHINE.serves_strangers
    plays = any(unit.pk == user.unit_id and any(map(unit.is_at_or_below, demo)) for unit in units)
    return DemoNotice(bool(demo), user.has_role(Role.Kind.ADMIN) or (is_played and plays))


def needs_successor() -> bool:
    """Would nobody be left to administer when the demonstration's people are gone?"""
    ruling = User.objects.filter(is_active=True, roles__kind=Role.Kind.ADMIN)
    return not ruling.exclude(pk__in=demo_people().values("pk")).exists()


@dataclass(frozen=True)
class Successor:
    """Who administers when the demonstration's people are gone; `sells`: and works with accounts too."""

    company: str
    name: str
    email: str
    sells: bool


@transaction.atomic
def start_for_real(successor: Successor, *, now: datetime) -> str:
    """Let somebody real take over, then remove the demonstration; returns the token of their invitation."""
    token = first_administrator(
        email=successor.email, name=successor.name, unit_name=successor.company, now=now, again=True
    )
    user = User.objects.get(email=successor.email)
    if successor.sells and user.unit:
        give_role(user=user, unit=user.unit, kind=Role.Kind.MANAGER, by=None)
    remove_demo()
    return token


@transaction.atomic
def remove_demo() -> None:
    """Take out everything in the demonstration's tree, history included."""
    units = list(demo_units().order_by("-path").values_list("pk", flat=True))
    people = dict(demo_people().values_list("pk", "email"))
    surveys = {str(pk) for pk in Survey.objects.filter(unit__in=units).values_list("pk", flat=True)}
    for rows in (Upload.objects.all(), Survey.objects.all(), Account.objects.all()):
        rows.filter(unit__in=units).delete()
    remove_uniqueness(people)
    remove_figures()
    remove_runs()
    remove_worth()
    remove_ratings(people)
    remove_strengths(people)
    remove_key_statuses(people)
    User.objects.filter(pk__in=people).delete()
    for unit in units:  # leaves before branches
        Unit.objects.filter(pk=unit).delete()
    forget(units, list(people))
    transaction.on_commit(lambda: remove_mails(surveys, set(people.values())))


def remove_mails(surveys: set[str], addresses: set[str]) -> None:
    """The files of mails that never left: about the surveys, and to the people."""
    for kept in mails():
        _name, address = parseaddr(kept.mail["To"] or "")
        if kept.mail["X-Kamplan-Survey"] in surveys or address in addresses:
            kept.file.unlink(missing_ok=True)


def forget(units: list[int], people: list[int]) -> None:
    """Remove the history of what is gone. A row's last history still says which unit it was in."""
    accounts = Account.history.filter(unit_id__in=units)
    for model in WITH_A_HISTORY:
        model.history.filter(account_id__in=accounts.values("id")).delete()
    accounts.delete()
    surveys = Survey.history.filter(unit_id__in=units)
    Questionnaire.history.filter(survey_id__in=surveys.values("id")).delete()
    surveys.delete()
    Role.history.filter(Q(unit_id__in=units) | Q(user_id__in=people)).delete()
    User.history.filter(id__in=people).delete()
    Unit.history.filter(id__in=units).delete()
