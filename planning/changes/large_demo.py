"""A large demonstration to measure with: as many accounts as wanted, in a tree of units that grows with them."""

from random import Random

from django.db import transaction

from accounts.models import Account, Contact, Member, Role, Unit, User
from kamplan.bulk import tell_database
from planning.changes.demo import DemoRefused
from planning.domain import demo
from surveys.changes.survey import store_survey
from surveys.models import Survey

BATCH = 2000
ACCOUNTS_PER_KAM = 40
KAMS_PER_UNIT = 10
SECTORS = ("private", "private", "private", "public")
STATUSES = ("active", "active", "active", "prospect")
REGIONS = ("Vestland", "Rogaland", "Oslo", "Akershus", "Innlandet", "Trøndelag", "Nordland", "Troms")
FIRST = ("Skar", "Brems", "Tinde", "Vinter", "Lyng", "Alve", "Kvit", "Mælar", "Bjørk", "Åse", "Ørne", "Fjell")
SECOND = ("vøy", "sund", "lyng", "gard", "holt", "land", "måne", "havn", "næs", "strand", "bakk", "dal")
TRADES = ("Sjømat", "Frakt", "Media", "Bygg", "Kraftlag", "Logistikk", "Industri", "Handel", "Helse", "Teknikk")


@transaction.atomic
def make_large_demo(accounts: int, *, seed: int = 1) -> None:
    """`accounts` accounts with three contacts and one team member each; the same for the same seed."""
    if User.objects.exists():
        raise DemoRefused
    chance = Random(seed)  # noqa: S311 - invented data, the same each time
    kams = -(-accounts // ACCOUNTS_PER_KAM)
    top, teams = make_tree(-(-kams // KAMS_PER_UNIT))
    owners = make_kams(kams, teams)
    director = User.objects.create_user(f"director@{demo.MAIL_DOMAIN}", name="Ingrid Solbakk", unit=top)
    Role.objects.create(user=director, unit=top, kind=Role.Kind.DIRECTOR)
    manager = User.objects.create_user(f"manager@{demo.MAIL_DOMAIN}", name="Marte Hovdegard", unit=top)
    Role.objects.create(user=manager, unit=top, kind=Role.Kind.MANAGER)
    made = Account.objects.bulk_create(
        (invented_account(number, owners[number % kams], chance) for number in range(accounts)), batch_size=BATCH
    )
    Contact.objects.bulk_create(
        (invented_contact(account, place) for account in made for place in range(3)), batch_size=BATCH
    )
    Member.objects.bulk_create(
        (Member(account=account, user=owners[(number + 1) % kams]) for number, account in enumerate(made) if kams > 1),
        batch_size=BATCH,
    )
    tell_database()


def make_tree(teams: int) -> tuple[Unit, list[Unit]]:
    """The group, and `teams` teams below it."""
    top = Unit.objects.create(name=demo.SUPPLIER, kind=Unit.Kind.GROUP, is_demo=True)
    made = [Unit.objects.create(name=f"Team {n + 1}", kind=Unit.Kind.TEAM, parent=top) for n in range(teams)]
    for unit in (top, *made):
        unit.path = (top.path if unit.parent else "") + unit.step()
    Unit.objects.bulk_update([top, *made], ["path"])
    return top, made


def make_kams(count: int, teams: list[Unit]) -> list[User]:
    kams = User.objects.bulk_create(
        User(
            name=f"Kam {number + 1}",
            email=f"kam{number + 1}@{demo.MAIL_DOMAIN}",
            password="!",  # noqa: S106 - the mark of an unusable password
            unit=teams[number % len(teams)],
        )
        for number in range(count)
    )
    Role.objects.bulk_create(Role(user=kam, unit=kam.unit, kind=Role.Kind.KAM) for kam in kams if kam.unit)
    return kams


def invented_account(number: int, owner: User, chance: Random) -> Account:
    name = f"{chance.choice(FIRST)}{chance.choice(SECOND)} {chance.choice(TRADES)} {number + 1}"
    return Account(
        name=name,
        unit=owner.unit,
        owner=owner,
        created_by=owner,
        sector=chance.choice(SECTORS),
        status=chance.choice(STATUSES),
        industry=chance.choice("ACDFGHJKMOPQ"),
        region=chance.choice(REGIONS),
    )


def invented_contact(account: Account, place: int) -> Contact:
    name = f"{FIRST[(account.pk + place) % len(FIRST)]}e {SECOND[(account.pk * 7 + place) % len(SECOND)].title()}lie"
    return Contact(account=account, name=name, title=("Director", "Buyer", "Head of IT")[place])


def make_large_survey(unit: Unit, *, title: str, customers: int, by: User) -> Survey:
    """A closed survey of so many customers, dealt out over the accounts."""
    names = dict(Account.objects.order_by("pk").values_list("name", "pk")[:5000])
    answers = demo.invented_answers(customers=customers, sellers=customers // 10, accounts=list(names), seed=customers)
    return store_survey(title=title, unit=unit, answers=answers, accounts=names, invited=2 * customers, by=by)
