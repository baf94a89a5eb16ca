"""Three years of invented monthly figures in which things happen: a rise, a fall, a name to be proud of, a credit note.

Figures are told backwards from the newest complete month, so that the story is the same whenever it is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import cos, pi
from random import Random

from planning.domain.demo import DemoAccount

MONTHS = 36
AREAS = {
    "Cloud": ("Hosting", "Backup", "Security"),
    "Workplace": ("Devices", "Licences", "Support"),
    "Advice": ("Architecture", "Projects"),
}
RECURRING = frozenset(("Hosting", "Backup", "Security", "Licences", "Support"))
MARGINS = {"Hosting": 0.34, "Backup": 0.41, "Security": 0.38, "Devices": 0.09, "Licences": 0.14, "Support": 0.3}
ADVICE_MARGIN = 0.27
SERVICES = tuple(service for services in AREAS.values() for service in services)
RATES = ((36, "SEK", "0.9780"), (24, "SEK", "1.0105"), (12, "SEK", "0.9912"), (3, "SEK", "1.0240"))  # months ago
UNKNOWN_MARGIN = 0.06  # the share of figures whose margin nobody knows, as people do
LARGEST = 900_000.0  # a month, of the largest customer
STEEPNESS = 0.92


@dataclass(frozen=True)
class Story:
    """How a customer develops: the size of its newest month, its growth a month, and what it buys."""

    size: float
    growth: float = 0.004
    since: int = MONTHS  # months ago the growth began; before that it stood still
    services: tuple[str, ...] = ("Hosting", "Devices", "Support")


STORIES = {
    "Skarvøysund Sjømat": Story(520_000, -0.055, 14, SERVICES[:6]),  # the giant that shrinks
    "Tindelyng Kraftlag": Story(640_000, 0.085, 18, SERVICES),  # the rising star
    "Bremsundet kommune": Story(310_000, 0.004, MONTHS, ("Hosting", "Licences", "Support", "Projects")),
    "Björknäset region": Story(14_000, 0.0, MONTHS, ("Architecture",)),  # small, and a name that opens doors
    "Vintergard Media": Story(450_000, 0.01, MONTHS, ("Hosting", "Security", "Projects")),
    "Kvitmåne Logistikk": Story(90_000, -0.02, 20, ("Devices", "Support")),  # lost, see below
}
LOST = "Kvitmåne Logistikk"
SOLD_CHEAPLY = {  # so far below the usual one lies the margin, as a share of the price
    ("Björknäset region", "Architecture"): 0.35,
    ("Havbukt Verksted", "Projects"): 0.45,  # its devices do not make up for it
}
LAST_BOUGHT = 10  # months ago
CREDIT_NOTE = Decimal(-480_000)  # two months after its last purchase: more than the year had brought
UNSOLD = "Alveland Byggservice"
NEWCOMERS = {  # months ago they bought first; the others have bought for as long as there are figures
    "Ulvvika Verksted": 4,
    "Anevika Handel": 6,
    "Koldgrend Bygg": 9,
    "Eldgrend Bygg": 14,
    "Lavvika Finans": 20,
    "Morkvika Bygg": 22,
}


@dataclass(frozen=True, slots=True)
class DemoFact:
    ago: int  # months before this one: 1 is the newest complete month
    service: str
    recurring: bool
    revenue: Decimal
    margin: Decimal | None


def story_of(account: DemoAccount, place: int) -> Story:
    """The customers nobody wrote a story for come by size, each somewhat smaller than the one before."""
    if account.name in STORIES:
        return STORIES[account.name]
    chance = Random(place)  # noqa: S311 - invented data, the same each time
    services = tuple(chance.sample(SERVICES, chance.randint(1, 3)))
    return Story(LARGEST * 0.4 * STEEPNESS**place, chance.gauss(0.003, 0.012), chance.randint(6, MONTHS), services)


def facts_of(account: DemoAccount, place: int) -> Iterator[DemoFact]:
    """The figures of one customer, the oldest first; `place` is its place in the list."""
    if account.name == UNSOLD:
        return
    story, chance = story_of(account, place), Random(1000 + place)  # noqa: S311
    shares = [chance.uniform(0.4, 1.6) for _service in story.services]
    for ago in range(NEWCOMERS.get(account.name, MONTHS), 0, -1):
        if account.name == LOST and ago < LAST_BOUGHT:
            continue
        whole = story.size / (1 + story.growth) ** min(ago, story.since)
        for service, share in zip(story.services, shares, strict=True):
            below = SOLD_CHEAPLY.get((account.name, service), 0.0)
            yield fact(ago, service, whole * share / sum(shares), below, chance)
    if account.name == LOST:
        yield DemoFact(LAST_BOUGHT - 2, "Devices", False, CREDIT_NOTE, None)


def fact(ago: int, service: str, mean: float, below: float, chance: Random) -> DemoFact:
    """What recurs is even; what is bought once comes in waves, most of it before the summer and before Christmas."""
    recurring = service in RECURRING
    swing = chance.gauss(1, 0.03) if recurring else max(0.1, chance.gauss(1 + 0.25 * cos(pi * ago / 3), 0.3))
    revenue = Decimal(round(mean * swing / 100) * 100)
    part = MARGINS.get(service, ADVICE_MARGIN) - below + chance.gauss(0, 0.02)
    margin = None if chance.random() < UNKNOWN_MARGIN else Decimal(round(float(revenue) * part))
    return DemoFact(ago, service, recurring, revenue, margin)


def month_ago(today: date, ago: int) -> date:
    years, place = divmod(today.year * 12 + today.month - 1 - ago, 12)
    return date(years, place + 1, 1)
