"""Imports of accounts: what each row of a file would make or change."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.changes.data_import_sheet import Given
from accounts.changes.imported_account import bare
from accounts.domain.data_import import Fault, Plan, Refused, Staged
from accounts.domain.organisation_number import NotAnOrganisationNumber, normalised
from accounts.models import Account, Industry, Role, Unit, User
from accounts.models.account import AccountQuerySet
from kamplan import world
from kamplan.fields import sort_key
from kamplan.spreadsheets import Unreadable

SET = ("name", "organisation_number", "country", "region", "sector", "industry", "website", "currency", "status")
OWNING = (Role.Kind.KAM, Role.Kind.MANAGER)
ELSEWHERE = ("unit", "owner", "parent", "created_by", "deleted_by")  # set here, not by the file's words
WORDS: dict[str, dict[str, str]] = {
    "sector": {"privat": "private", "offentlig": "public", "private sector": "private", "public sector": "public"},
    "status": {"prospekt": "prospect", "aktiv": "active", "tapt": "lost"},
}
MOST_ROWS = 2000  # each is compared with the names of all accounts


@dataclass
class Known:
    """What rows are compared with: the accounts the user may edit, where they may make some, and for whom."""

    accounts: AccountQuerySet
    by: User
    units: dict[str, Unit]
    owners: dict[str, User]


def plan_accounts(given: Given) -> Plan:
    plan, read = Plan(given.heading), given.read()
    if len(read) > MOST_ROWS:
        raise Unreadable(_("More than %(rows)d accounts at once: split the file.") % {"rows": MOST_ROWS})
    known = known_to(given)
    names = Counter(sort_key(row.of("name")) for row in read)
    numbers = Counter(bare(row.of("organisation_number")) for row in read)
    for each in given.counted(read):
        faults: list[Fault] = []
        name, number = each.of("name"), each.of("organisation_number")
        if number and numbers[bare(number)] > 1:
            faults.append(Fault("organisation_number", "name_twice", number))
        if name and names[sort_key(name)] > 1:
            faults.append(Fault("name", "name_twice", name))
        row, before = account_of(each.values, known, faults)
        if row.pk is None and not faults and not given.options.get("alike"):
            faults += alike(row, known)
        if faults:
            plan.refused.append(Refused(each.line, each.cells, tuple(faults)))
        else:
            stage(plan, Staged(each.line, (row.name, row.region), row, told(row), before, row.pk))
    return plan


def known_to(given: Given) -> Known:
    if given.by is None:
        raise TypeError("accounts are imported by somebody, who then owns them")
    return Known(given.accounts, given.by, units_of(given.by), owners_of(given.by))


def stage(plan: Plan, staged: Staged) -> None:
    if staged.before is None:
        plan.new.append(staged)
    elif staged.before == staged.after:
        plan.unchanged += 1
    else:
        plan.changed.append(staged)


def told(row: Account) -> dict[str, Any]:
    return {field: getattr(row, field) for field in SET}


def account_of(values: dict[str, str], known: Known, faults: list[Fault]) -> tuple[Account, dict[str, Any] | None]:
    """The account as it would be saved, and as it is: found by organisation number, then by exact name."""
    given = {field: coded(field, value) for field, value in values.items() if field in SET and value}
    country = given.get("country", "NO")
    try:
        given["organisation_number"] = normalised(given.get("organisation_number", ""), country)
    except NotAnOrganisationNumber:
        faults.append(Fault("organisation_number", "not_a_number", given.pop("organisation_number")))
    if not given.get("organisation_number"):
        given.pop("organisation_number", None)
    row = found_account(given, country, known, faults)
    before = told(row) if row.pk else None
    for field, value in given.items():
        setattr(row, field, value)
    if row.pk is None:
        place(row, values, known, faults)
    if row.status == Account.Status.LOST and (before is None or before["status"] != row.status):
        faults.append(Fault("status", "lost_by_hand"))
    try:
        row.clean_fields(exclude=ELSEWHERE)
    except ValidationError as error:
        faults += [Fault(field, "invalid", " ".join(said)) for field, said in error.message_dict.items()]
    return row, before


def coded(field: str, value: str) -> str:
    """The code of a word: 'Offentlig' is public, 'Norge' is NO."""
    if field == "country":
        names = {sort_key(name): code for code, name in world.country_names().items()}
        return names.get(sort_key(value), value.upper())
    if field == "currency":
        return value.upper()
    if field == "industry":
        labels = {sort_key(str(label)): code for code, label in Industry.choices}
        return labels.get(sort_key(value), value.upper())
    if field in WORDS:
        return WORDS[field].get(value.lower(), value.lower())
    return value


def found_account(given: dict[str, str], country: str, known: Known, faults: list[Fault]) -> Account:
    number = given.get("organisation_number")
    if number:
        everywhere = Account.objects.filter(deleted_at=None, country=country, organisation_number=number).first()
        if everywhere:
            mine = known.accounts.filter(pk=everywhere.pk).first()
            if mine is None:
                faults.append(Fault("organisation_number", "elsewhere", number))
            return mine or Account()
    named = list(known.accounts.filter(sort_key=sort_key(given.get("name", "")))[:2])
    if len(named) == 1 and not (number and named[0].organisation_number):
        return named[0]
    if len(named) == 2:
        faults.append(Fault("name", "ambiguous_account", given["name"]))
    return Account(country=country)


def place(row: Account, values: dict[str, str], known: Known, faults: list[Fault]) -> None:
    """A new account's unit and owner: those named, else the user's own."""
    row.created_by = known.by
    home = known.by.unit if known.by.unit in known.units.values() else None
    unit = known.units.get(sort_key(values["unit"])) if values.get("unit") else home or first(known.units)
    owner = known.owners.get(sort_key(values["owner"])) if values.get("owner") else known.by
    if unit is None:
        faults.append(Fault("unit", "unknown_unit", values.get("unit", "")))
    elif owner is None or not any(owner.holds(kind, unit) for kind in OWNING):
        faults.append(Fault("owner", "unknown_owner", values.get("owner", "") or known.by.name))
    else:
        row.unit, row.owner = unit, owner


def first(units: dict[str, Unit]) -> Unit | None:
    """The only unit there is to choose."""
    different = list(units.values())
    return different[0] if len(different) == 1 else None


def units_of(by: User) -> dict[str, Unit]:
    return {sort_key(unit.name): unit for unit in by.units_as(*OWNING)}


def owners_of(by: User) -> dict[str, User]:
    """By e-mail address and by name: oneself, and who can own accounts where one manages the sales."""
    managed = Role.objects.filter(unit__in=by.units_as(Role.Kind.MANAGER).values("pk"), kind__in=OWNING)
    others = User.objects.active().filter(pk__in=managed.values("user_id"))
    return {sort_key(word): user for user in [*others, by] for word in (user.name, user.email)}


def alike(row: Account, known: Known) -> list[Fault]:
    """Accounts much alike, named only as far as the user may see them."""
    keys = Account.objects.filter(deleted_at=None).resembling(row.name)
    if not keys:
        return []
    seen = list(Account.objects.visible_to(known.by).filter(pk__in=keys).values_list("name", flat=True))
    return [Fault("name", "alike", ", ".join(seen)) if seen else Fault("name", "alike_elsewhere", row.name)]
