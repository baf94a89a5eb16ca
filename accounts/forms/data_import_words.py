"""What is said of an import: the names of fields, why a row is refused, what would be new and what changed."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.changes.data_import import SHOWN, STAGED_SHOWN
from accounts.domain.data_import import Fault
from accounts.models import Account, DataImport, Industry
from accounts.models.data_import import UNDONE_WITHIN
from kamplan.formats import MISSING, number
from kamplan.world import country_names

FIELDS: dict[str, Any] = {
    "account": gettext_lazy("Account"),
    "org_number": gettext_lazy("Organisation number"),
    "organisation_number": gettext_lazy("Organisation number"),
    "area": gettext_lazy("Service area"),
    "month": gettext_lazy("Month"),
    "revenue": gettext_lazy("Revenue"),
    "margin": gettext_lazy("Contribution margin"),
    "recurring": gettext_lazy("Recurring"),
    "currency": gettext_lazy("Currency"),
    "name": gettext_lazy("Name"),
    "country": gettext_lazy("Country"),
    "region": gettext_lazy("Region"),
    "sector": gettext_lazy("Sector"),
    "industry": gettext_lazy("Industry"),
    "website": gettext_lazy("Website"),
    "status": gettext_lazy("Status"),
    "unit": gettext_lazy("Unit"),
    "owner": gettext_lazy("Owner"),
    "title": gettext_lazy("Title"),
    "department": gettext_lazy("Department"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "language": gettext_lazy("Language"),
}
REASONS: dict[str, Any] = {
    "missing": gettext_lazy("%(field)s is missing"),
    "unknown_account": gettext_lazy("there is no account “%(value)s” that you may edit"),
    "ambiguous_account": gettext_lazy("several accounts are called “%(value)s”; give the organisation number"),
    "other_number": gettext_lazy("the account of this name has another organisation number than %(value)s"),
    "unknown_area": gettext_lazy("there is no service area “%(value)s”"),
    "ambiguous_area": gettext_lazy("several areas are called “%(value)s”; write group / area"),
    "total": gettext_lazy("“%(value)s” looks like a row of totals, and these are not read"),
    "area_too_deep": gettext_lazy("“%(value)s” is no area: write area, or group / area, each of 120 letters at most"),
    "not_a_number": gettext_lazy("%(field)s: “%(value)s” is not a number"),
    "ambiguous_number": gettext_lazy("%(field)s: “%(value)s” can be read in two ways; write its decimals"),
    "too_large": gettext_lazy("%(field)s: “%(value)s” is too large"),
    "not_a_month": gettext_lazy("%(field)s: “%(value)s” is not a month; write it as 2026-03"),
    "ambiguous_month": gettext_lazy("%(field)s: “%(value)s” may be either of two months; write it as 2026-03"),
    "year_out_of_range": gettext_lazy("%(field)s: “%(value)s” is not between 1990 and 2100"),
    "not_yes_or_no": gettext_lazy("%(field)s: “%(value)s” is neither yes nor no"),
    "not_a_currency": gettext_lazy("%(field)s: “%(value)s” is not a currency of three letters"),
    "torn": gettext_lazy(
        "it has %(value)s cells, more than there are columns; one that holds a “;” or “,” needs quotation marks"
    ),
    "twice": gettext_lazy("the same account, area, month, kind and currency stands on line %(value)s too"),
    "name_twice": gettext_lazy("“%(value)s” stands in several rows"),
    "person_twice": gettext_lazy("the same person stands on line %(value)s too"),
    "several_persons": gettext_lazy("several contacts of the account may be “%(value)s”"),
    "in_the_bin": gettext_lazy("“%(value)s” lies in the bin; restore the contact first"),
    "elsewhere": gettext_lazy("an account with the organisation number %(value)s exists where you may not edit it"),
    "alike": gettext_lazy("there may be such an account already: %(value)s"),
    "alike_elsewhere": gettext_lazy("an account much like “%(value)s” exists where you cannot see it"),
    "lost_by_hand": gettext_lazy("a lost account needs a reason and a day: set it on the account's page"),
    "unknown_unit": gettext_lazy("say in which unit you may create accounts; “%(value)s” is none of them"),
    "unknown_owner": gettext_lazy("%(value)s cannot own accounts in this unit"),
    "invalid": gettext_lazy("%(field)s: %(value)s"),
}
# To whom runs a command every account is open, and what follows from a fault is another argument.
TO_OPERATORS: dict[str, Any] = {
    **REASONS,
    "unknown_account": gettext_lazy("there is no account “%(value)s”"),
    "unknown_area": gettext_lazy("there is no service area “%(value)s”; --areas makes those that are missing"),
}
CHOICES: dict[str, Any] = {
    "sector": Account.Sector.choices,
    "status": Account.Status.choices,
    "industry": Industry.choices,
    "language": settings.LANGUAGES,
}
LONGEST = 60
MOST_CELLS = 10
MONEY = {"revenue", "margin"}


def reason(fault: Fault, reasons: Mapping[str, Any] = REASONS) -> str:
    value = fault.value if len(fault.value) <= LONGEST or fault.code == "invalid" else fault.value[:LONGEST] + "…"
    words, field = str(reasons[fault.code]), fault.column or FIELDS.get(fault.field, fault.field)
    said = words % {"field": field, "value": value}
    return f"{fault.column}: {said}" if fault.column and "%(field)s" not in words else said


def missing_words(missing: list[tuple[str, ...]]) -> str:
    """'Say which column holds: Account or Organisation number, Month.'"""
    ways = [_(" or ").join(str(FIELDS[field]) for field in choices) for choices in missing]
    return _("Say which column holds: %(fields)s.") % {"fields": ", ".join(ways)}


def word_of(field: str, code: str) -> str:
    """What people call what is stored as a code: 'public' is Public sector, 'NO' is Norway."""
    if field == "country":
        return str(country_names().get(code, code))
    return str(dict(CHOICES.get(field, ())).get(code, code))


# --- what the preview tells -------------------------------------------------------------------------------------------
def told(row: DataImport) -> dict[str, Any]:
    found, first = row.found, row.found["shown"]
    return {
        "found": found,
        "refused": [(each["line"], reasons(each["faults"]), filled(each["cells"])) for each in first["refused"]],
        "new": [(each["line"], described(row, each["words"]), values(each)) for each in first["new"]],
        "changed": [(each["line"], described(row, each["words"]), values(each)) for each in first["changed"]],
        "shown": SHOWN,
        "staged_shown": STAGED_SHOWN,
        "undone_until": row.done_at + UNDONE_WITHIN if row.done_at else None,
        "can_be_undone": row.can_be_undone(timezone.now()),
        "nothing": not (found["new"] or found["changed"]),
    }


def reasons(faults: list[dict[str, str]]) -> str:
    return "; ".join(reason(Fault(**fault)) for fault in faults)


def filled(cells: list[str]) -> str:
    """Enough of a row to know it by; the files of refused rows hold all of it."""
    first = [cell for cell in cells if cell.strip()]
    return " · ".join(first[:MOST_CELLS] + ["…"] * (len(first) > MOST_CELLS))


def described(row: DataImport, words: list[str]) -> str:
    if row.kind == DataImport.Kind.REVENUE:
        account, area, month, recurring, currency = words
        words = [account, area, month, _("recurring") if recurring else _("one-off"), currency]
    return " · ".join(word for word in words if word)


def values(staged: dict[str, Any]) -> Iterator[tuple[str, str | None, str]]:
    """Label, what was there (None in a new row) and what will be, of each value that is new."""
    before = staged["before"]
    for field, after in staged["after"].items():
        if before is None and after in (None, ""):
            continue
        if before is None or before.get(field) != after:
            yield str(FIELDS[field]), None if before is None else worded(field, before.get(field)), worded(field, after)


def worded(field: str, value: Any) -> str:
    if value in (None, ""):
        return MISSING
    return number(Decimal(value), 2) if field in MONEY else word_of(field, str(value))
