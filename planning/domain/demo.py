"""The invented supplier of the demonstration: its tree, its people, its accounts and what customers think.

All companies and persons are invented. Addresses end in .example, which nobody can own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from surveys.domain.answer_set import AnswerSet, AnswerSheet
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience

SUPPLIER = "Havblikk Teknologi"
MAIL_DOMAIN = "havblikk.example"


@dataclass(frozen=True)
class DemoUnit:
    key: str
    name: str
    kind: str
    parent: str | None


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the supplier; `role` is empty for a specialist who is only on teams."""

    key: str
    name: str
    language: str
    role: str
    unit: str

    @property
    def email(self) -> str:
        return f"{self.key}@{MAIL_DOMAIN}"


@dataclass(frozen=True)
class DemoAccount:
    """A customer; `contacts` are (name, title, department), `team` are (person, function)."""

    name: str
    country: str
    organisation_number: str
    sector: str
    industry: str
    region: str
    unit: str
    owner: str
    status: str = "active"
    reason: str = ""
    days_ago: int = 900
    currency: str = "NOK"
    parent: str = ""
    team: tuple[tuple[str, str], ...] = ()
    contacts: tuple[tuple[str, str, str], ...] = ()


UNITS = (
    DemoUnit("group", SUPPLIER, "group", None),
    DemoUnit("norway", "Norge", "country", "group"),
    DemoUnit("west", "Vestlandet", "region", "norway"),
    DemoUnit("east", "Østlandet", "region", "norway"),
    DemoUnit("sweden", "Sverige", "country", "group"),
)

PEOPLE = (
    DemoPerson("jonas", "Jonas Myrvold Heie", "nb", "kam", "west"),
    DemoPerson("ingrid", "Ingrid Solbakk", "nb", "director", "group"),
    DemoPerson("marte", "Marte Hovdegard", "en", "manager", "norway"),
    DemoPerson("tuva", "Tuva Ekelien", "nb", "kam", "east"),
    DemoPerson("sanna", "Sanna Lindehag", "en", "kam", "sweden"),
    DemoPerson("aksel", "Aksel Brennmo", "en", "", "west"),
    DemoPerson("runa", "Runa Teigeland", "en", "admin", "group"),
)

ACCOUNTS = (
    DemoAccount(
        "Skarvøysund Sjømat", "NO", "", "private", "A", "Vestland", "west", "jonas",
        team=(("aksel", "Solution architect"), ("marte", "Executive sponsor")),
        contacts=(
            ("Solveig Brattskar", "Chief executive", "Management"),
            ("Eirik Nesvold", "Head of IT", "IT"),
            ("Hanne Kvamsøy", "Purchasing manager", "Purchasing"),
            ("Torgeir Almestad", "Plant manager", "Production"),
        ),
    ),
    DemoAccount(
        "Skarvøysund Frakt", "NO", "", "private", "H", "Vestland", "west", "jonas", parent="Skarvøysund Sjømat",
        contacts=(("Line Haugsbø", "Operations manager", "Operations"),),
    ),
    DemoAccount(
        "Bremsundet kommune", "NO", "", "public", "O", "Vestland", "west", "jonas",
        team=(("aksel", "Consultant"),),
        contacts=(
            ("Anne Lise Torvund", "Chief digital officer", "Digitalisation"),
            ("Kåre Østgård", "Procurement adviser", "Procurement"),
            ("Maja Brekkvassmo", "Head of schools", "Education"),
        ),
    ),
    DemoAccount(
        "Tindelyng Kraftlag", "NO", "", "private", "D", "Møre og Romsdal", "west", "jonas",
        contacts=(("Petter Ulvestad", "Technology director", "Technology"), ("Åse Vikanes", "Controller", "Finance")),
    ),
    DemoAccount(
        "Vintergard Media", "NO", "", "private", "J", "Oslo", "east", "tuva",
        team=(("aksel", "Specialist"),),
        contacts=(
            ("Ola Frøystad", "Commercial director", "Sales"),
            ("Nadia Rahmani Lie", "Head of product", "Product"),
            ("Sverre Dahlmo", "Editor", "Newsroom"),
        ),
    ),
    DemoAccount(
        "Lyngholtet sykehus", "NO", "", "public", "Q", "Innlandet", "east", "tuva",
        contacts=(("Berit Sagvollen", "Chief physician", "Clinic"), ("Jan Ove Kløvstad", "ICT manager", "ICT")),
    ),
    DemoAccount(
        "Alveland Byggservice", "NO", "", "private", "F", "Oslo", "east", "tuva", status="prospect", days_ago=40,
        contacts=(("Camilla Rødsten", "Managing director", "Management"),),
    ),
    DemoAccount(
        "Kvitmåne Logistikk", "NO", "", "private", "H", "Akershus", "east", "tuva", status="lost",
        reason="Chose a competitor at the tender: lower price, same delivery time", days_ago=75,
        contacts=(("Geir Mostuen", "Logistics director", "Logistics"),),
    ),
    DemoAccount(
        "Mälarhamn Industri", "SE", "", "private", "C", "Västmanland", "sweden", "sanna", currency="SEK",
        contacts=(("Elin Bergsgård", "Plant director", "Production"), ("Oskar Vinterås", "Buyer", "Purchasing")),
    ),
    DemoAccount(
        "Björknäset region", "SE", "", "public", "Q", "Örebro", "sweden", "sanna", currency="SEK",
        contacts=(("Maria Storvall", "Head of procurement", "Procurement"),),
    ),
)  # fmt: skip

# What the larger, invented survey says: criterion -> mean importance, mean performance, mean importance to sellers.
PROFILE: dict[str, tuple[float, float, float]] = {
    "availability": (8.9, 8.6, 8.8),
    "advice": (8.4, 7.0, 7.4),
    "solution_orientation": (8.7, 7.9, 8.6),
    "customer_orientation": (8.5, 8.4, 9.3),
    "trust": (9.3, 9.0, 9.1),
    "knowledge": (9.0, 8.8, 8.7),
    "efficiency": (7.6, 8.5, 7.0),
    "communication": (8.6, 8.3, 8.4),
    "accuracy": (9.2, 8.9, 8.5),
    "business_understanding": (9.0, 6.8, 7.9),
    "collaboration": (8.1, 8.4, 8.8),
    "follow_up": (9.1, 7.3, 8.6),
    "adaptation": (7.4, 7.6, 7.8),
}
CUSTOMERS, CUSTOMERS_INVITED, SELLERS = 58, 96, 17
STUDY_INVITED = 13
BLANK = 0.04  # the share of answers left out, as people do
SCALE = Scale(1, 10)


def invented_answers(
    *, customers: int = CUSTOMERS, sellers: int = SELLERS, accounts: Sequence[str] = (), seed: int = 20
) -> AnswerSet:
    """Ratings 1-10 around the profile, the same for the same seed; customers are dealt out over `accounts`.

    A respondent has a mood, so that the answers of one hang together.
    """
    chance = Random(seed)  # noqa: S311 - invented data, the same each time
    sheets = [
        invented_sheet(
            f"Customer {place + 1}", Audience.CUSTOMER, accounts[place % len(accounts)] if accounts else "", chance
        )
        for place in range(customers)
    ]
    sheets += [invented_sheet(f"Seller {place + 1}", Audience.SELLER, "", chance) for place in range(sellers)]
    ratings = sum(len(sheet.importance) + len(sheet.performance) for sheet in sheets)
    asked = len(PROFILE) * (2 * customers + sellers)
    return AnswerSet(SCALE, tuple(sheets), {slug: slug for slug in PROFILE}, ratings, asked - ratings, ())


def invented_sheet(name: str, audience: Audience, account: str, chance: Random) -> AnswerSheet:
    mood = chance.gauss(0, 0.5)

    def around(mean: float) -> int:
        return min(SCALE.high, max(SCALE.low, round(chance.gauss(mean + mood, 1.1))))

    sheet = AnswerSheet(name, audience, line=0, account=account)
    for criterion, (importance, performance, seller_importance) in PROFILE.items():
        if chance.random() >= BLANK:
            sheet.importance[criterion] = around(importance if audience is Audience.CUSTOMER else seller_importance)
        if audience is Audience.CUSTOMER and chance.random() >= BLANK:
            sheet.performance[criterion] = around(performance)
    return sheet
