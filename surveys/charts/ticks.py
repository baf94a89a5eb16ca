"""Where the ticks of an axis stand: on round values, and never so few that distances cannot be read."""

from math import ceil, floor

from kamplan.formats import number
from surveys.domain.scale import Scale

FEWEST = 3
STEPS = ((1, 0), (2, 1), (5, 1), (10, 1))  # parts of a point, decimals these need

Ticks = tuple[tuple[float, str], ...]


def ticks(low: float, high: float, scale: Scale) -> Ticks:
    """Those of the widest step that has enough of them between `low` and `high`, none beyond the scale."""
    start, end = max(low, scale.low), min(high, scale.high)
    found: Ticks = ()
    for parts, decimals in STEPS:
        places = range(ceil(start * parts), floor(end * parts) + 1)
        found = tuple((place / parts, number(place / parts, decimals)) for place in places)
        if len(found) >= FEWEST:
            break
    return found
