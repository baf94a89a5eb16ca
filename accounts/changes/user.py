"""Changes to users: inviting, ending and giving back access, roles."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accounts.changes.link import renew_link
from accounts.changes.session import end_sessions
from accounts.changes.unit import add_unit
from accounts.models import OneTimeLink, Role, Unit, User
from kamplan.history import delete_by, save_by


class LastAdministrator(Exception):
    """Somebody must go on administering this unit."""


class AlreadyAdministered(Exception):
    """There is an administrator who can invite others."""


@transaction.atomic
def invite(*, user: User, kind: str | None, by: User | None, now: datetime) -> str:
    """Save a new user, with a role in their unit if one is named; returns the token of the invitation."""
    user.set_unusable_password()
    save_by(user, by=by)
    if kind and user.unit:
        give_role(user=user, unit=user.unit, kind=kind, by=by)
    return renew_link(user=user, purpose=OneTimeLink.Purpose.INVITATION, now=now)


@transaction.atomic
def deactivate(*, user: User, by: User | None) -> None:
    """End everything at once: no sign-in, no session, no link."""
    _keep_administered(user.roles.filter(kind=Role.Kind.ADMIN))
    user.is_active = False
    save_by(user, by=by)
    user.one_time_links.filter(used_at=None).delete()
    end_sessions(user)


def reactivate(*, user: User, by: User) -> None:
    """Let the user sign in again, with the roles and the password of before."""
    user.is_active = True
    save_by(user, by=by)


@transaction.atomic
def remove_second_step(*, user: User, by: User) -> None:
    """For somebody who lost phone, keys and recovery codes. The password alone then opens the door, and it is noted."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    user._change_reason = gettext_noop("second step removed")  # type: ignore[attr-defined]
    save_by(user, by=by)


def give_role(*, user: User, unit: Unit, kind: str, by: User | None) -> Role:
    """The same role twice is one role."""
    role = Role.objects.filter(user=user, unit=unit, kind=kind).first()
    if role is None:
        role = Role(user=user, unit=unit, kind=kind)
        save_by(role, by=by)
    user.forget_roles()
    return role


@transaction.atomic
def take_role(*, role: Role, by: User) -> None:
    if role.kind == Role.Kind.ADMIN:
        _keep_administered(Role.objects.filter(pk=role.pk))
    delete_by(role, by=by)


@transaction.atomic
def first_administrator(*, email: str, name: str, unit_name: str, now: datetime, again: bool = False) -> str:
    """Somebody who can invite all others; makes the first unit when there is none. Returns the invitation's token."""
    tops = Unit.objects.filter(parent=None, is_demo=False)
    ruling = Role.objects.filter(kind=Role.Kind.ADMIN, unit__in=tops, user__is_active=True)
    if ruling.exists() and not again:
        raise AlreadyAdministered
    top = tops.filter(name=unit_name).first()
    if top is None:
        top = add_unit(unit=Unit(name=unit_name, kind=Unit.Kind.GROUP), by=None)
    user = User.objects.filter(email=email.lower()).first() or User(email=email.lower(), name=name, unit=top)
    if user.pk is None:
        return invite(user=user, kind=Role.Kind.ADMIN, by=None, now=now)
    give_role(user=user, unit=top, kind=Role.Kind.ADMIN, by=None)
    return renew_link(user=user, purpose=OneTimeLink.Purpose.INVITATION, now=now)


def _keep_administered(leaving: "QuerySet[Role]") -> None:
    """Refuse when a unit would be left without an active administrator of its own or above."""
    rows = Role.objects.select_for_update(of=("self",)).filter(kind=Role.Kind.ADMIN, user__is_active=True)
    active = list(rows.select_related("unit", "user"))
    gone = set(leaving.values_list("pk", flat=True))
    staying = [role.unit.path for role in active if role.pk not in gone]
    for role in active:
        if role.pk in gone and not any(role.unit.is_at_or_below(path) for path in staying):
            raise LastAdministrator
