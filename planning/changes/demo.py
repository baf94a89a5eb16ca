"""The demonstration: an invented supplier put into the database, and taken out of it again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.changes.user import first_administrator, give_role
from accounts.models import Account, Contact, Member, Role, Unit, User
from kamplan.history import save_by
from planning.domain import demo
from surveys.changes.answer_file import read_answers
from surveys.changes.survey import store_survey
from surveys.domain.answer_file import Refusal
from surveys.models import Survey, Upload

REFERENCE = Path(settings.ROOT) / "surveys/data/figur12_answers.csv"


class DemoRefused(Exception):
    """The database holds real data, so no demonstration is put beside it."""


@transaction.atomic
def make_demo() -> None:
    """The whole invented supplier, with people who have no password."""
    if User.objects.exists():
        raise DemoRefused
    units = make_units()
    people = make_people(units)
    for number, wanted in enumerate(demo.ACCOUNTS):
        make_account(wanted, number, units=units, people=people)
    make_surveys(units["group"], by=people["marte"])


def make_units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for wanted in demo.UNITS:
        parent = units[wanted.parent] if wanted.parent else None
        unit = Unit.objects.create(name=wanted.name, kind=wanted.kind, parent=parent, is_demo=True)
        unit.path = (parent.path if parent else "") + unit.step()
        unit.save()
        units[wanted.key] = unit
    return units


def make_people(units: dict[str, Unit]) -> dict[str, User]:
    people = {}
    for wanted in demo.PEOPLE:
        unit = units[wanted.unit]
        user = User.objects.create_user(wanted.email, name=wanted.name, language=wanted.language, unit=unit)
        if wanted.role:
            Role.objects.create(user=user, unit=unit, kind=wanted.role)
        people[wanted.key] = user
    return people


def make_account(wanted: demo.DemoAccount, number: int, *, units: dict[str, Unit], people: dict[str, User]) -> None:
    owner = people[wanted.owner]
    account = Account(
        name=wanted.name,
        country=wanted.country,
        sector=wanted.sector,
        industry=wanted.industry,
        region=wanted.region,
        unit=units[wanted.unit],
        owner=owner,
        currency=wanted.currency,
        parent=Account.objects.filter(name=wanted.parent).first() if wanted.parent else None,
        status=wanted.status,
        status_reason=wanted.reason,
        status_date=timezone.localdate() - timedelta(days=wanted.days_ago),
        created_by=owner,
    )
    save_by(account, by=owner)
    for key, function in wanted.team:
        save_by(Member(account=account, user=people[key], function=function), by=owner)
    for place, (name, title, department) in enumerate(wanted.contacts):
        first, *_, last = name.lower().split()
        contact = Contact(
            account=account,
            name=name,
            title=title,
            department=department,
            email=f"{first}.{last}@customer{number + 1}.example",
            phone=f"+47 00 {number:02d} {place:02d} 00",
            language="en" if wanted.country != "NO" else "nb",
        )
        save_by(contact, by=owner)


def make_surveys(unit: Unit, *, by: User) -> None:
    """The published study with its constructed answers, and a larger invented survey in which more can be told."""
    names = list(Account.objects.filter(unit__path__startswith=unit.path).order_by("pk").values_list("name", "pk"))
    store_survey(
        title="Customer survey of the year",
        unit=unit,
        answers=demo.invented_answers(accounts=[name for name, _pk in names]),
        accounts=dict(names),
        invited=demo.CUSTOMERS_INVITED,
        provenance="Invented for the demonstration",
        by=by,
    )
    reading = read_answers(REFERENCE.read_bytes(), scale=demo.SCALE, accounts=Account.objects.none())
    if isinstance(reading, Refusal):
        raise TypeError(reading)
    store_survey(
        title="Importance and performance, a published study",
        unit=unit,
        answers=reading.answers,
        invited=demo.STUDY_INVITED,
        provenance="Constructed: answers that give the means published in a field study; their spread is invented",
        by=by,
    )


def demo_units() -> list[int]:
    """The ids of the demonstration's tree and of whatever was added below it."""
    tops = list(Unit.objects.filter(is_demo=True))
    return list(Unit.objects.at_or_below(tops).values_list("pk", flat=True))


def demo_people(units: list[int]) -> list[int]:
    """Who belongs to the demonstration alone: in its tree, and with no role outside it."""
    outside = Role.objects.exclude(unit__in=units).values("user")
    return list(User.objects.filter(unit__in=units).exclude(pk__in=outside).values_list("pk", flat=True))


@dataclass(frozen=True)
class DemoContents:
    """The ids of what the demonstration holds."""

    units: list[int]
    people: list[int]
    accounts: list[int]
    contacts: list[int]
    surveys: list[int]


def demo_contents() -> DemoContents:
    units = demo_units()
    accounts = list(Account.objects.filter(unit__in=units).values_list("pk", flat=True))
    return DemoContents(
        units=units,
        people=demo_people(units),
        accounts=accounts,
        contacts=list(Contact.objects.filter(account__in=accounts).values_list("pk", flat=True)),
        surveys=list(Survey.objects.filter(unit__in=units).values_list("pk", flat=True)),
    )


def may_remove_demo(user: User) -> bool:
    """An administrator; on this machine alone also whoever plays one of its people."""
    if user.has_role(Role.Kind.ADMIN):
        return True
    plays = user.unit is not None and user.unit.pk in demo_units()
    return plays and settings.DEMO and not settings.MACHINE.serves_strangers


def needs_successor() -> bool:
    """Would nobody be left to administer when the demonstration's people are gone?"""
    leaving = demo_people(demo_units())
    return not User.objects.filter(is_active=True, roles__kind=Role.Kind.ADMIN).exclude(pk__in=leaving).exists()


@dataclass(frozen=True)
class Successor:
    """Who administers when the demonstration's people are gone; `sells`: he works with accounts too."""

    company: str
    name: str
    email: str
    sells: bool


@transaction.atomic
def start_for_real(successor: Successor, *, now: datetime) -> str:
    """Let somebody real take over, then remove the demonstration; returns the token of his invitation."""
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
    contents = demo_contents()
    Upload.objects.filter(unit__in=contents.units).delete()
    Survey.objects.filter(pk__in=contents.surveys).delete()
    Account.objects.filter(pk__in=contents.accounts).delete()
    User.objects.filter(pk__in=contents.people).delete()
    for unit in Unit.objects.filter(pk__in=contents.units).order_by("-path"):
        unit.delete()
    for model, rows in (
        (Survey, Q(id__in=contents.surveys)),
        (Account, Q(id__in=contents.accounts)),
        (Contact, Q(id__in=contents.contacts)),
        (Member, Q(account_id__in=contents.accounts)),
        (User, Q(id__in=contents.people)),
        (Role, Q(user_id__in=contents.people) | Q(unit_id__in=contents.units)),
        (Unit, Q(id__in=contents.units)),
    ):
        model.history.filter(rows).delete()
