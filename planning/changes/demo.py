"""The demonstration: an invented supplier put into an empty database."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Account, Contact, Member, Role, Unit, User
from kamplan.history import save_by
from planning.changes.demo_attractiveness import make_ratings
from planning.changes.demo_figure import make_customer_figures
from planning.changes.demo_key_status import make_key_statuses
from planning.changes.demo_revenue import make_figures
from planning.changes.demo_strength import make_strengths
from planning.changes.demo_survey import Supplier, make_asked_surveys
from planning.changes.demo_tier import make_runs
from planning.changes.demo_uniqueness import make_uniqueness
from planning.changes.demo_worth import make_worth
from planning.domain import demo
from planning.domain.demo_accounts import ALL_ACCOUNTS
from surveys.changes.answer_file import read_answers
from surveys.changes.survey import store_survey
from surveys.domain.answer_file import Refusal
from surveys.domain.slug import slug_of

LOADED_BEFORE = timedelta(days=430)  # the surveys from files are older than those asked by link
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
    for number, wanted in enumerate(ALL_ACCOUNTS):
        make_account(wanted, number, units=units, people=people)
    make_figures(timezone.localdate())
    make_customer_figures(timezone.localdate())
    make_runs(timezone.localdate(), by=people["marte"])
    make_ratings(people, timezone.now())
    make_strengths(people, timezone.now())
    make_key_statuses(people, timezone.now(), timezone.localdate())
    make_worth(people, timezone.localdate())
    make_uniqueness(timezone.now(), by=people["ingrid"])
    make_surveys(units["group"], by=people["marte"])
    make_asked_surveys(Supplier(units, people, timezone.now()))


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
            email=f"{slug_of(first)}.{slug_of(last)}@customer{number + 1}.example",
            phone=f"+47 00 {number:02d} {place:02d} 00",
            language="en" if wanted.country != "NO" else "nb",
        )
        save_by(contact, by=owner)


def make_surveys(unit: Unit, *, by: User) -> None:
    """The published study with its constructed answers, and a larger invented survey in which more can be told."""
    closed_at = timezone.now() - LOADED_BEFORE
    names = list(Account.objects.order_by("pk").values_list("name", "pk")[: len(demo.ACCOUNTS)])
    store_survey(
        title="Customer survey of the year",
        unit=unit,
        answers=demo.invented_answers(accounts=[name for name, _pk in names]),
        accounts=dict(names),
        invited=demo.CUSTOMERS_INVITED,
        provenance="Invented for the demonstration",
        closed_at=closed_at,
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
        closed_at=closed_at,
        by=by,
    )
