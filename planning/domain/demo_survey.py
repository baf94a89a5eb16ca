"""The invented surveys by link of the demonstration: what each asks, whom, and how far every person has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from planning.domain.demo import ACCOUNTS


class Reached(StrEnum):
    """How far an invited person has come."""

    NOT_ASKED = "not asked"
    WAITING = "waiting"  # invited today: the mail is still to go
    SILENT = "silent"
    BOUNCED = "bounced"
    OPENED = "opened"
    STARTED = "started"
    ANSWERED = "answered"


ANSWERED, STARTED, OPENED, SILENT = Reached.ANSWERED, Reached.STARTED, Reached.OPENED, Reached.SILENT


@dataclass(frozen=True)
class Asked:
    """A person at an account or, with the key of one of the supplier's people, a seller.

    Who is no contact of the account is known by name and address alone, as from a pasted list.
    """

    name: str
    reached: Reached
    account: str = ""
    seller: str = ""
    language: str = "nb"


@dataclass(frozen=True)
class DemoSurvey:
    """One survey: `unit` and `maker` by their keys, times counted back from the moment the demonstration is made.

    `drift` is how much better customers find the performance of a criterion than in the profile.
    """

    title: str
    unit: str
    maker: str
    mode: str
    purpose_en: str
    purpose_nb: str
    opened: timedelta
    open_for: timedelta
    asked: tuple[Asked, ...]
    drift: Mapping[str, float] = field(default_factory=dict)


# Who was asked in both waves: how far they came in the first, and how far they are in the second.
BOTH_WAVES: dict[str, tuple[tuple[str, Reached, Reached], ...]] = {
    "Skarvøysund Sjømat": (
        ("Solveig Brattskar", ANSWERED, ANSWERED),
        ("Eirik Nesvold", ANSWERED, ANSWERED),
        ("Hanne Kvamsøy", ANSWERED, OPENED),
        ("Torgeir Almestad", SILENT, Reached.BOUNCED),
        ("Ragnhild Ytrebakk", ANSWERED, ANSWERED),
        ("Mads Fauskvåg", ANSWERED, ANSWERED),
        ("Inger Lise Stormnes", SILENT, ANSWERED),
    ),
    "Skarvøysund Frakt": (("Line Haugsbø", ANSWERED, ANSWERED), ("Tor Even Breidal", ANSWERED, STARTED)),
    "Bremsundet kommune": (
        ("Anne Lise Torvund", ANSWERED, ANSWERED),
        ("Kåre Østgård", ANSWERED, SILENT),
        ("Maja Brekkvassmo", SILENT, ANSWERED),
        ("Siw Hellestad", ANSWERED, ANSWERED),
        ("Jostein Fagermo", ANSWERED, OPENED),
        ("Amina Dahlevåg", Reached.NOT_ASKED, ANSWERED),
        ("Gunn Marit Sætervik", ANSWERED, SILENT),
    ),
    "Tindelyng Kraftlag": (
        ("Petter Ulvestad", ANSWERED, ANSWERED),
        ("Åse Vikanes", ANSWERED, STARTED),
        ("Henning Rødvatn", ANSWERED, ANSWERED),
        ("Trine Lomnes", SILENT, SILENT),
        ("Emily Hartvale", Reached.NOT_ASKED, Reached.WAITING),
    ),
}
SELLERS_OF_BOTH = (
    ("jonas", ANSWERED, ANSWERED),
    ("aksel", ANSWERED, ANSWERED),
    ("tuva", ANSWERED, ANSWERED),
    ("marte", ANSWERED, OPENED),
    ("sanna", ANSWERED, SILENT),
    ("ingrid", Reached.NOT_ASKED, ANSWERED),
)
PRINTED = "Emily Hartvale"  # whose link `make run` prints
ENGLISH = frozenset({PRINTED, "aksel", "marte", "sanna"})

# In confidence: how many were asked at each account, and how many of those answered. Some groups are too small to show.
IN_CONFIDENCE = {
    "Skarvøysund Sjømat": (14, 11),
    "Skarvøysund Frakt": (7, 6),
    "Bremsundet kommune": (12, 9),
    "Tindelyng Kraftlag": (7, 5),
    "Vintergard Media": (10, 8),
    "Lyngholtet sykehus": (9, 7),
    "Kvitmåne Logistikk": (2, 1),
}
SELLERS_IN_CONFIDENCE = ("jonas", "tuva", "aksel", "marte", "ingrid", "sanna")
GIVEN_NAMES = ("Arne", "Bodil", "Cecilie", "Dag", "Elise", "Frode", "Guro", "Håkon", "Ida", "Joakim", "Kristin", "Leif")
FAMILY_NAMES = ("Austvoll", "Bjørnmyr", "Drageset", "Engvik", "Fossmark", "Granåsen", "Hagevik")


def wave(place: int) -> tuple[Asked, ...]:
    """Who was asked in the first wave (0) or the second (1)."""
    customers = (
        (name, reached[place], account, "") for account, people in BOTH_WAVES.items() for name, *reached in people
    )
    sellers = ((key, reached[place], "", key) for key, *reached in SELLERS_OF_BOTH)
    return tuple(
        Asked(name, reached, account, seller, "en" if name in ENGLISH else "nb")
        for name, reached, account, seller in (*customers, *sellers)
        if reached is not Reached.NOT_ASKED
    )


def in_confidence() -> tuple[Asked, ...]:
    customers = (
        Asked(name, ANSWERED if place < answered else SILENT, account)
        for account, (asked, answered) in IN_CONFIDENCE.items()
        for place, name in enumerate(people_at(account, asked))
    )
    return (*customers, *(Asked(key, ANSWERED, seller=key) for key in SELLERS_IN_CONFIDENCE))


def people_at(account: str, number: int) -> Iterator[str]:
    """The contacts of an account first, then who is known by name alone. Another account has other names."""
    contacts = next(each.contacts for each in ACCOUNTS if each.name == account)
    yield from (name for name, _title, _department in contacts[:number])
    first = 13 * list(IN_CONFIDENCE).index(account)
    for place in range(first, first + number - len(contacts)):
        yield f"{GIVEN_NAMES[place % len(GIVEN_NAMES)]} {FAMILY_NAMES[place % len(FAMILY_NAMES)]}"


def number_of(account: str) -> int:
    """Its place among the invented accounts, from 1: the addresses of its people hold it."""
    return 1 + next(place for place, each in enumerate(ACCOUNTS) if each.name == account)


def days(number: float) -> timedelta:
    return timedelta(days=number)


FIRST_WAVE = DemoSurvey(
    title="How well do we serve you? First wave",
    unit="west",
    maker="jonas",
    mode="named",
    purpose_en="We want to know what matters to you and where we fall short, and to do something about it.",
    purpose_nb="Vi vil vite hva som er viktig for deg, og hvor vi ikke strekker til, og gjøre noe med det.",
    opened=days(398),
    open_for=days(25),
    asked=wave(0),
    drift={"follow_up": -0.6, "advice": -0.4},
)
SECOND_WAVE = DemoSurvey(
    title="How well do we serve you? Second wave",
    unit="west",
    maker="jonas",
    mode="named",
    purpose_en="A year ago you told us that follow-up mattered and fell short. Has it become better?",
    purpose_nb="For et år siden sa dere at oppfølging var viktig, og at vi ikke strakk til. Har det blitt bedre?",
    opened=days(9),
    open_for=days(51),
    asked=wave(1),
    drift={"follow_up": 1.1, "advice": 0.4, "availability": -0.8},
)
CONFIDENTIAL = DemoSurvey(
    title="Trust and cooperation, in confidence",
    unit="norway",
    maker="marte",
    mode="confidential",
    purpose_en="Some things are easier said when nobody is named. We read groups, not persons.",
    purpose_nb="Noe er lettere å si når ingen blir nevnt ved navn. Vi leser grupper, ikke personer.",
    opened=days(205),
    open_for=days(21),
    asked=in_confidence(),
    drift={"trust": -0.7},
)
