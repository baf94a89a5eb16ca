"""A file on its way in: which column is which field, and what its rows would do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.domain.written import NotWritten, amount, month

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")

REVENUE, ACCOUNT, CONTACT = "revenue", "account", "contact"
# What people call the columns, besides the names of the fields themselves; in folded letters.
CALLED: dict[str, dict[str, tuple[str, ...]]] = {
    REVENUE: {
        "account": ("customer", "client", "company", "kunde", "kundenavn", "firma", "konto", "account name", "kund"),
        "org_number": ("organisation number", "org nr", "orgnr", "organisasjonsnummer", "org no", "orgnummer"),
        "area": ("service area", "service", "product", "product group", "omrade", "tjenesteområde", "område",
                 "produkt", "produktgruppe", "varegruppe", "tjeneste"),
        "month": ("period", "date", "måned", "periode", "dato", "manad", "månad", "fakturadato"),
        "revenue": ("turnover", "sales", "amount", "omsetning", "salg", "beløp", "inntekt", "omsättning", "netto"),
        "margin": ("contribution margin", "contribution", "gross profit", "dekningsbidrag", "db", "bruttofortjeneste"),
        "recurring": ("gjentakende", "løpende", "recurring revenue", "subscription", "abonnement"),
        "currency": ("valuta", "cur", "ccy"),
    },
    ACCOUNT: {
        "name": ("account", "customer", "company", "kunde", "kundenavn", "firma", "navn", "konto"),
        "organisation_number": ("org number", "org nr", "orgnr", "organisasjonsnummer", "org no", "orgnummer"),
        "country": ("land", "country code"),
        "region": ("county", "fylke", "sted", "city", "by"),
        "sector": ("sektor",),
        "industry": ("bransje", "næring", "nace"),
        "website": ("web", "url", "nettside", "hjemmeside"),
        "currency": ("valuta",),
        "status": ("state", "tilstand"),
        "unit": ("enhet", "team", "avdeling"),
        "owner": ("owner email", "eier", "kam", "ansvarlig", "selger"),
    },
    CONTACT: {
        "account": ("customer", "company", "kunde", "kundenavn", "firma", "konto"),
        "org_number": ("organisation number", "org nr", "orgnr", "organisasjonsnummer", "org no", "orgnummer"),
        "name": ("contact", "person", "kontakt", "kontaktperson", "navn", "full name"),
        "title": ("job title", "tittel", "stilling", "position", "rolle"),
        "department": ("avdeling", "dept"),
        "email": ("e mail", "mail", "epost", "e post", "email address"),
        "phone": ("telephone", "mobile", "telefon", "mobil", "tlf"),
        "language": ("språk", "sprak"),
    },
}  # fmt: skip
# Of each tuple one column at least has to be there.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    REVENUE: (("account", "org_number"), ("area",), ("month",), ("revenue",)),
    ACCOUNT: (("name",),),
    CONTACT: (("account", "org_number"), ("name",)),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: the field it lies in, the kind of reason, and the value or line it is about."""

    field: str
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    line: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """A row that would be made or changed: words to know it by, its values before (if there are any) and after."""

    line: int
    words: tuple[str, ...]
    key: Any
    after: dict[str, Any]
    before: dict[str, Any] | None = None
    row: int | None = None


@dataclass
class Plan:
    """What a file would do. `unknown` are names that could be made on the way; `twice` counts rows alike in key."""

    heading: list[str]
    new: list[Staged] = field(default_factory=list)
    changed: list[Staged] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: int = 0
    unknown: list[str] = field(default_factory=list)
    twice: int = 0


# --- columns ----------------------------------------------------------------------------------------------------------
VAT = re.compile(r"[,(\[\s]+(?:eks|ekskl|excl|ex|u|uten)\.?\s*(?:mva|vat|moms)\.?[)\]]?\s*$", re.IGNORECASE)
UNIT = re.compile(
    r"(.+?)[\s,]*(?:\b(?:i|in)\s+)?[(\[]?\b(nok|sek|dkk|eur|usd|gbp|chf|isk|kr)\b\.?[)\]]?\s*", re.IGNORECASE
)


def plain(heading: str) -> str:
    """'Org.nr.' -> 'org nr'."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.lower()).split())


def without_unit(heading: str) -> str:
    """'Omsetning (NOK)' and 'Omsetning i kr eks. mva' are 'Omsetning'; 'Omsetning (1000 NOK)' is something else."""
    bare = VAT.sub("", heading)
    found = UNIT.fullmatch(bare)
    return found[1] if found else bare


def currency_in(heading: str) -> str:
    """The currency a column of money names in its heading, or ''."""
    found = UNIT.fullmatch(VAT.sub("", heading))
    return found[2].upper() if found and found[2].lower() != "kr" else ""


def guessed(heading: Sequence[str], kind: str, remembered: Mapping[str, str]) -> list[str]:
    """The field of each column, or '': what was said the last time, else what it is called. Each field once."""
    called = {plain(name): field for field, names in CALLED[kind].items() for name in (*names, field)}
    taken: set[str] = set()
    fields = []
    for column in heading:
        name, bare = plain(column), plain(without_unit(column))
        meant = remembered.get(name, called.get(name, called.get(bare, "")))
        fields.append("" if meant in taken or meant not in CALLED[kind] else meant)
        taken.add(meant)
    return fields


def heading_among(rows: Sequence[Sequence[str]], kind: str, remembered: Mapping[str, str]) -> tuple[int, bool]:
    """How many of the first rows stand above the names of the columns, and whether there are such names at all.

    The row that names most fields counts, so that a title or a merged cell above it does no harm.
    """
    known = [sum(map(bool, guessed(cells, kind, remembered))) for cells in rows]
    most = max(known, default=0)
    if most > 1:
        return known.index(most), True
    return 0, bool(rows) and looks_like_a_heading(rows[0])


def looks_like_a_heading(cells: Sequence[str]) -> bool:
    """Words, none of which is a number or a month."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and not any(is_value(cell) for cell in filled)


def is_value(cell: str) -> bool:
    for reading in (amount, month):
        try:
            reading(cell)
        except NotWritten:
            continue
        return True
    return False


def missing(fields: Iterable[str], kind: str) -> list[tuple[str, ...]]:
    """What no column stands for, though something must."""
    given = set(fields)
    return [choices for choices in NEEDED[kind] if not given & set(choices)]


def mapped(cells: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """The row by field; what kind of spaces there are, and invisible signs, say nothing."""
    return {field: in_order(cell) for field, cell in zip(fields, cells, strict=False) if field}


def in_order(cell: str) -> str:
    return " ".join(INVISIBLE.sub("", cell).split())
