"""What the invented supplier has found out about its customers' worth: the giant leaves slowly, and not easily."""

from dataclasses import dataclass

GIANT, STAR, MUNICIPALITY = "Skarvøysund Sjømat", "Tindelyng Kraftlag", "Bremsundet kommune"
HOUSE = {"retention": 85, "interest": 9, "years": 5, "paid_now": False}
REASON = "Of those who bought in a year, 85 of 100 bought in the next; interest as the owners ask for"


@dataclass(frozen=True)
class DemoCost:
    """A line of the giant's cost of leaving: once and each year in thousands, for how many years."""

    kind: str
    description: str
    once: int | None = None
    yearly: int | None = None
    years: int | None = None
    bearer: str = "customer"
    confidence: str = "estimate"


COSTS = (
    DemoCost("set-up", "Moving eleven plants to another hosting", once=1_900, confidence="told"),
    DemoCost("learning", "Training 240 people on the quays", once=620),
    DemoCost("economic risk", "Two systems side by side through a season", yearly=1_400, years=2),
    DemoCost("evaluation", "A tender of its own, with advisers", once=350, confidence="told"),
    DemoCost("benefit loss", "The discount for all plants together", yearly=410, years=3, confidence="told"),
    DemoCost("personal relationship", "The night watch that knows every plant", once=250, confidence="guess"),
    DemoCost("monetary loss", "What a rival gives away to get in", once=900, bearer="rival", confidence="guess"),
    DemoCost("set-up", "Two specialists without work for half a year", once=780, bearer="us"),
)


@dataclass(frozen=True)
class DemoSpend:
    """What a customer spends on a category in a year, told by the share of it that we had, in per cent."""

    account: str
    category: str
    share: int
    share_before: int
    source: str


SPENDS = (
    DemoSpend(GIANT, "Cloud", 41, 68, "Eirik Nesvold, Head of IT, in September"),
    DemoSpend(GIANT, "Workplace", 33, 52, "Eirik Nesvold, Head of IT, in September"),
    DemoSpend(STAR, "Cloud", 47, 31, "Annual report, note on IT"),
    DemoSpend(STAR, "Advice", 22, 20, "Petter Ulvestad, Technology director"),
)


@dataclass(frozen=True)
class DemoRank:
    """Where a customer ranks us among its suppliers of a category; nobody knows what it spends."""

    account: str
    category: str
    place: int
    suppliers: int
    level_with: int = 0
    source: str = "Anne Lise Torvund, at the review in spring"


RANKS = (
    DemoRank(MUNICIPALITY, "Cloud", 1, 3),
    DemoRank(MUNICIPALITY, "Workplace", 2, 4, 1),
    DemoRank(STAR, "Workplace", 2, 3, source="Åse Vikanes"),
)

HOURS = {GIANT: (1_150, 960), STAR: (420, 690), MUNICIPALITY: (310, 330)}  # of last year and of this one
AN_HOUR = 920
GIANT_TERMS = {"retention": 60, "reason": "It has asked two rivals for offers since the summer"}
AGREED_FOR = 410  # days
