"""What the columns of imported files are called: the names people use for each field, and the units they add."""

import re

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
