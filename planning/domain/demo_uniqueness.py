"""How unique the invented supplier finds what it sells, and what its customers' systems hang on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoUniqueness:
    """What the sales director said of a service so many days ago."""

    service: str
    uniqueness: int
    critical: bool
    evidence: str
    days_ago: int = 30


RATINGS = (
    DemoUniqueness("Hosting", 8, True, "The only data centre on the coast with its own cable", 500),
    DemoUniqueness("Hosting", 6, True, "Two of the large clouds have opened a region in the country"),
    DemoUniqueness("Backup", 5, True, "Others do it as well; ours has been tried in earnest"),
    DemoUniqueness("Security", 8, True, "People on watch who know the plants, day and night"),
    DemoUniqueness("Devices", 1, False, "The same boxes from the same makers, by price"),
    DemoUniqueness("Licences", 2, False, "Resold at the list price of the maker"),
    DemoUniqueness("Support", 7, True, "On site within two hours where others are a flight away"),
    DemoUniqueness("Architecture", 9, False, "Three who have designed for power, fish and hospitals"),
)
