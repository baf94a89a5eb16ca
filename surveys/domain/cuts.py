"""Where the importance-performance grid is cut into quadrants, and which quadrant a criterion falls in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import NamedTuple, TypeAlias

from surveys.domain.scale import Scale

Means: TypeAlias = tuple[Fraction, Fraction]


class Rule(StrEnum):
    MEANS = "data-centred means"
    MEDIANS = "data-centred medians"
    SCALE = "scale-centred"
    TARGETS = "own targets"


class Quadrant(StrEnum):
    CONCENTRATE = "concentrate here"
    KEEP_UP = "keep up"
    OVERKILL = "possible overkill"
    LOW_PRIORITY = "low priority"


@dataclass(frozen=True, slots=True)
class Targets:
    """The cut lines somebody has chosen, in scale points. Exact numbers: a float would flip ties at the line."""

    importance: Fraction | Decimal | int
    performance: Fraction | Decimal | int


class Cuts(NamedTuple):
    """The two cut lines, exact; None where the rule needs answers and there are none."""

    importance: Fraction | None
    performance: Fraction | None


def cut_lines(rule: Rule, scale: Scale, means: Sequence[Means], targets: Targets | None = None) -> Cuts:
    """The cut lines by `rule` (Martilla & James 1977), from each criterion's mean importance and mean performance.

    Data-centred lines run through the mean or the median of the criteria's means, the scale-centred ones through the
    middle of the scale. ValueError when own targets are asked for and missing, or lie outside the scale.
    """
    if rule is Rule.SCALE:
        return Cuts(scale.midpoint, scale.midpoint)
    if rule is Rule.TARGETS:
        return _chosen(scale, targets)
    if not means:
        return Cuts(None, None)
    importance, performance = zip(*means, strict=True)
    if rule is Rule.MEDIANS:
        return Cuts(Fraction(median(importance)), Fraction(median(performance)))
    return Cuts(sum(importance, Fraction()) / len(means), sum(performance, Fraction()) / len(means))


def quadrant_of(importance: Fraction, performance: Fraction, cuts: Cuts) -> Quadrant | None:
    """The quadrant of a criterion's exact means; what lies on a line counts as high. None without lines."""
    if cuts.importance is None or cuts.performance is None:
        return None
    if importance >= cuts.importance:
        return Quadrant.KEEP_UP if performance >= cuts.performance else Quadrant.CONCENTRATE
    return Quadrant.OVERKILL if performance >= cuts.performance else Quadrant.LOW_PRIORITY


def _chosen(scale: Scale, targets: Targets | None) -> Cuts:
    if targets is None:
        raise ValueError("Own targets are asked for, but there are none.")
    cuts = Cuts(Fraction(targets.importance), Fraction(targets.performance))
    if not all(scale.low <= cut <= scale.high for cut in cuts if cut is not None):
        raise ValueError(f"Targets lie on the scale {scale}, not at {targets.importance} and {targets.performance}.")
    return cuts
