"""Which of the invented customers are key, and why: nominated, decided, bet on, refused, revoked."""

from dataclasses import dataclass

FIRST_ROUND, SECOND_ROUND = 240, 25  # days ago each was opened
ROUND_LASTS = 60  # days


@dataclass(frozen=True)
class DemoSaying:
    """What one person said of one customer, so many days ago; `follow_up` counts days from today."""

    ago: int
    account: str
    by: str
    act: str
    reason: str
    kind: str = ""
    follow_up: int | None = None


SAYINGS = (
    DemoSaying(236, "Kvitmåne Logistikk", "tuva", "nominated", "Wants one supplier for everything that moves."),
    DemoSaying(
        233, "Kvitmåne Logistikk", "marte", "granted", "Large, loyal, and the frame agreement has two years left.",
        "figures",
    ),
    DemoSaying(
        232, "Skarvøysund Sjømat", "marte", "granted",
        "Our largest customer; buys everything we sell, and two plants are being built.", "figures",
    ),
    DemoSaying(
        230, "Bremsundet kommune", "marte", "granted", "Steady, and the neighbours ask them before they buy.", "figures"
    ),
    DemoSaying(
        215, "Björknäset region", "ingrid", "granted",
        "Buys little, but a name that opens doors with every public customer in Sweden.", "status", -12,
    ),
    DemoSaying(160, "Mälarhamn Industri", "sanna", "nominated", "Plans a new line, and asks for us by name."),
    DemoSaying(
        152, "Mälarhamn Industri", "ingrid", "refused",
        "Always looks for the cheapest; good service is enough. Come back when the line is decided.",
    ),
    DemoSaying(
        120, "Alveland Byggservice", "marte", "granted",
        "Nothing bought yet. Their way of building with sensors may be everybody's in five years.", "bet", 9,
    ),
    DemoSaying(70, "Kvitmåne Logistikk", "marte", "revoked", "Lost at the tender. No KAM time until they ask again."),
    DemoSaying(
        14, "Bremsundet kommune", "marte", "confirmed", "Still the reference, and the schools come on top.", "figures"
    ),
    DemoSaying(
        11, "Vintergard Media", "marte", "granted", "Grows with us every month; three services already.", "figures"
    ),
    DemoSaying(6, "Lyngholtet sykehus", "tuva", "nominated", "All clinics choose a platform next year; we know them."),
    DemoSaying(
        0, "Tindelyng Kraftlag", "jonas", "nominated",
        "The fastest growing customer we have, and the tender for the whole grid comes in spring.",
    ),
)  # fmt: skip
