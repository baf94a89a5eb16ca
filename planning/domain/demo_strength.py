"""How the invented customers see the supplier and its best rival: a giant slips away, a star comes nearer."""

from dataclasses import dataclass

from planning.domain.demo_attractiveness import MISSING

FACTORS = ("quality", "cost", "delivery", "follow_up", "advice", "trust", "renewal")


@dataclass(frozen=True)
class DemoJudgement:
    """What one person says of one customer so many days ago, in the order of FACTORS.

    `asked` names the contact who was asked, the week before; empty is a guess. `price` is the supplier's where that of
    the rival is 100.
    """

    account: str
    rater: str
    rival: str
    own: str
    theirs: str
    asked: str = ""
    days_ago: int = 0
    price: int | None = None
    evidence: tuple[tuple[str, str], ...] = ()

    def said(self) -> dict[str, tuple[int | None, int | None]]:
        pairs = zip(self.own.split(), self.theirs.split(), strict=True)
        both = ((number(own), number(theirs)) for own, theirs in pairs)
        return dict(zip(FACTORS, both, strict=True))


def number(said: str) -> int | None:
    return None if said == MISSING else int(said)


JUDGEMENTS = (
    DemoJudgement("Skarvøysund Sjømat", "jonas", "Fjordlys IT", "9 7 9 9 8 9 8", "7 7 8 7 7 7 7", "Eirik Nesvold", 400),
    DemoJudgement("Tindelyng Kraftlag", "jonas", "Strømvik Data", "6 5 5 6 6 6 6", "9 7 9 8 8 8 8", "", 380),
    DemoJudgement("Bremsundet kommune", "jonas", "Nordre Skyer", "8 6 8 8 9 9 7", "7 7 7 7 7 7 7", "", 300),
    DemoJudgement(
        "Tindelyng Kraftlag", "jonas", "Strømvik Data", "7 5 6 7 7 7 7", "9 7 8 8 8 8 8", "Petter Ulvestad", 210
    ),
    DemoJudgement("Skarvøysund Sjømat", "jonas", "Fjordlys IT", "8 6 8 7 8 8 7", "8 7 8 7 7 7 8", "Eirik Nesvold", 170),
    DemoJudgement(
        "Skarvøysund Sjømat",
        "jonas",
        "Fjordlys IT",
        "7 5 7 6 7 7 6",
        "8 8 8 8 7 7 8",
        "Hanne Kvamsøy",
        price=125,
        evidence=(
            ("cost", "Says the rival is a fifth cheaper for the same devices"),
            ("follow_up", "Three weeks without an answer in August"),
        ),
    ),
    DemoJudgement("Skarvøysund Sjømat", "marte", "Fjordlys IT", "8 5 7 7 7 8 6", "8 8 7 8 7 7 8", price=118),
    DemoJudgement(
        "Tindelyng Kraftlag",
        "jonas",
        "Strømvik Data",
        "8 5 7 8 8 7 8",
        "9 7 8 8 8 8 8",
        "Petter Ulvestad",
        price=108,
        evidence=(("quality", "The pilot at the dam went better than promised"),),
    ),
    DemoJudgement(
        "Bremsundet kommune",
        "jonas",
        "Nordre Skyer",
        "9 6 8 9 9 9 8",
        "7 7 7 7 7 7 8",
        "Anne Lise Torvund",
        evidence=(("advice", "Invited to two of their planning days"),),
    ),
    DemoJudgement("Bremsundet kommune", "aksel", "Nordre Skyer", "8 7 8 9 9 8 7", "7 7 7 7 6 7 7"),
    DemoJudgement("Vintergard Media", "tuva", "Lysverk Drift", "8 6 7 - 7 8 8", "7 7 7 7 7 7 7"),
    DemoJudgement("Lyngholtet sykehus", "tuva", "Helsenoden", "8 6 8 8 7 8 6", "8 7 7 7 7 7 7", "Jan Ove Kløvstad"),
    DemoJudgement("Mälarhamn Industri", "sanna", "Bruksdata", "7 6 7 7 7 7 7", "8 7 7 7 7 7 8"),
    DemoJudgement(
        "Björknäset region",
        "sanna",
        "Regiondrift",
        "9 8 9 9 9 9 8",
        "7 7 7 7 6 7 7",
        "Maria Storvall",
        evidence=(("trust", "Shows us to every other region that asks"),),
    ),
    DemoJudgement(
        "Kvitmåne Logistikk",
        "tuva",
        "Rimelig Drift",
        "6 4 6 6 6 6 5",
        "8 9 8 7 7 7 7",
        "Geir Mostuen",
        price=130,
        evidence=(("cost", "Lost the tender on price"),),
    ),
)

# What more customers spend in a year on what the supplier sells: account, category, amount, currency, source.
BUDGETS = (
    ("Vintergard Media", "Cloud", 7_000_000, "NOK", "Their commercial director"),
    ("Lyngholtet sykehus", "Cloud", 11_000_000, "NOK", "Letter of allocation"),
    ("Mälarhamn Industri", "Cloud", 8_000_000, "SEK", "Annual report"),
    ("Björknäset region", "Advice", 400_000, "SEK", "Budget of the region"),
)
