"""Imports of contacts: what each row of a file would make or change at accounts whose contacts the user may edit."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.changes.account_import import stage
from accounts.changes.data_import_sheet import Given
from accounts.changes.imported_account import Named, Unmatched, accounts_named
from accounts.domain import phone
from accounts.domain.data_import import Fault, Plan, Refused, Staged
from accounts.models import Account, Contact
from kamplan.fields import sort_key

SET = ("name", "title", "department", "email", "phone", "language")
LANGUAGES = {"norsk": "nb", "norwegian": "nb", "no": "nb", "bokmål": "nb", "engelsk": "en", "english": "en"}
Known = dict[int, list[Contact]]


def plan_contacts(given: Given) -> Plan:
    plan, read = Plan(given.heading), given.read()
    named = accounts_named({row.account for row in read}, given.accounts)
    found = {match.pk for match in named.values() if isinstance(match, Named)}
    countries = dict(Account.objects.filter(pk__in=found).values_list("pk", "country"))
    known: Known = defaultdict(list)
    for contact in Contact.objects.filter(account__in=found):
        known[contact.account_id].append(contact)
    lines: dict[tuple[int, str], int] = {}
    for each in given.counted(read):
        match = named[each.account]
        if isinstance(match, Unmatched):
            plan.refused.append(Refused(each.line, each.cells, (Fault("account", match.code, match.value),)))
            continue
        faults: list[Fault] = []
        row, before = contact_of(match.pk, each.values, known[match.pk], countries[match.pk], faults)
        key = (match.pk, sort_key(row.name) + row.email.lower())
        if lines.setdefault(key, each.line) != each.line:
            faults.append(Fault("name", "person_twice", str(lines[key])))
        if faults:
            plan.refused.append(Refused(each.line, each.cells, tuple(faults)))
        else:
            after = {field: getattr(row, field) for field in SET}
            stage(plan, Staged(each.line, (row.name, match.name), row, after, before, row.pk))
    return plan


def contact_of(
    account: int, values: dict[str, str], known: list[Contact], country: str, faults: list[Fault]
) -> tuple[Contact, dict[str, Any] | None]:
    """The contact as it would be saved, and as it is: found at its account by address, then by name."""
    given = {field: values[field] for field in SET if values.get(field)}
    if "language" in given:
        given["language"] = LANGUAGES.get(given["language"].lower(), given["language"].lower())
    if "phone" in given:
        try:
            given["phone"] = phone.normalised(given["phone"], country)
        except phone.NotANumber:
            faults.append(Fault("phone", "invalid", _("not a telephone number")))
    row = found_contact(given, known, faults) or Contact(account_id=account)
    before = {field: getattr(row, field) for field in SET} if row.pk else None
    for field, value in given.items():
        setattr(row, field, value)
    try:
        row.clean_fields(exclude=("account", "deleted_by"))
    except ValidationError as error:
        faults += [Fault(field, "invalid", " ".join(said)) for field, said in error.message_dict.items()]
    return row, before


def found_contact(given: dict[str, str], known: list[Contact], faults: list[Fault]) -> Contact | None:
    email, name = given.get("email", "").lower(), sort_key(given.get("name", ""))
    same = [contact for contact in known if email and contact.email.lower() == email]
    same = same or [contact for contact in known if contact.sort_key == name]
    if len(same) > 1:
        faults.append(Fault("name", "several_persons", given.get("name", "")))
    elif same and same[0].deleted_at:
        faults.append(Fault("name", "in_the_bin", same[0].name))
    return same[0] if same else None
