"""The customer pyramid: customers ranked by value, the cumulative share cut into tiers, and moves that must last.

Everything is exact: shares are fractions of sums, so no customer changes tier by a rounding.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

Customer = TypeVar("Customer", bound=Hashable)
Amount = int | Decimal | Fraction

RUNS_BEFORE_A_MOVE = 2


class Cause(StrEnum):
    """Why a customer is in its tier after a run."""

    FIRST = "first run"
    SAME = "same as before"
    BAND = "inside the band around the cut"
    WAITING = "not yet lasting"
    UP = "moved up"
    DOWN = "moved down"


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a tier ends: at `share` of the cumulative value (0..1), with a half-band that small movements stay in."""

    share: Fraction
    band: Fraction = Fraction()

    @classmethod
    def of_percent(cls, share: Amount, band: Amount = 0) -> "Cut":
        return cls(Fraction(share) / 100, Fraction(band) / 100)


@dataclass(frozen=True, slots=True)
class Place:
    """A customer's place in one ranking. `before` is the cumulative share of all who are worth more, 0..1."""

    value: Fraction
    before: Fraction
    share: Fraction
    tier: int

    @property
    def sells(self) -> bool:
        """Does it count in the sum? No sales, or more credited than sold, does not."""
        return self.value > 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What is remembered of a customer between runs: its tier, and the one it has been heading for, how many runs."""

    tier: int
    heading: int | None = None
    runs: int = 0


@dataclass(frozen=True, slots=True)
class Classified(Generic[Customer]):
    """What one run says of one customer."""

    customer: Customer
    place: Place
    standing: Standing
    previous: int | None
    cause: Cause


def ranking(values: Mapping[Customer, Amount], cuts: Sequence[Cut]) -> dict[Customer, Place]:
    """Each customer's place, best first, by the start rule.

    Tier 0 is the best; there is one tier more than cuts. A customer is in the first tier whose cut lies above the share
    of all who are worth more, so the customer that crosses a cut still belongs to the better tier, and equals share
    it. Credit notes and no sales count as nothing in the sum and stand in the last tier. ValueError for cuts that do
    not rise within 0..1. Pareto (1906) by way of the usual ABC division; the start rule lets one customer of more than
    the last cut be an A.
    """
    _refuse_disorder(cuts)
    exact = {customer: Fraction(value) for customer, value in values.items()}
    total = sum((value for value in exact.values() if value > 0), Fraction())
    places: dict[Customer, Place] = {}
    above = reached = Fraction()
    last: Fraction | None = None
    for customer in sorted(exact, key=lambda key: -exact[key]):
        value = exact[customer]
        if value != last:
            above, last = reached, value
        counted = max(value, Fraction())
        reached += counted
        before = above / total if total else Fraction()
        tier = tier_at(before, cuts) if value > 0 else len(cuts)
        places[customer] = Place(value, before, counted / total if total else Fraction(), tier)
    return places


def tier_at(before: Fraction, cuts: Sequence[Cut]) -> int:
    """The tier of a customer when `before` is the share of all who are worth more."""
    return next((tier for tier, cut in enumerate(cuts) if before < cut.share), len(cuts))


def target(place: Place, cuts: Sequence[Cut], tier: int) -> int:
    """Where a customer of this tier should be: it crosses a cut only when it is a half-band beyond it.

    Up when before < cut - band, down when before >= cut + band.
    """
    if not place.sells:
        return len(cuts)
    while tier > 0 and place.before < cuts[tier - 1].share - cuts[tier - 1].band:
        tier -= 1
    while tier < len(cuts) and place.before >= cuts[tier].share + cuts[tier].band:
        tier += 1
    return tier


def classify(
    values: Mapping[Customer, Amount],
    cuts: Sequence[Cut],
    standings: Mapping[Customer, Standing] | None = None,
    *,
    lasting: int = RUNS_BEFORE_A_MOVE,
) -> list[Classified[Customer]]:
    """One run over all customers, best first.

    `standings` are those after the run before. Who has none gets the tier of the plain rule at once: the first run
    knows no band. A move is made when it has been due in `lasting` runs in a row, this one included. ValueError for
    `lasting` below 1 or a standing in a tier that does not exist.
    """
    known = standings or {}
    if lasting < 1:
        raise ValueError(f"A move lasts at least one run, not {lasting}.")
    if any(not 0 <= standing.tier <= len(cuts) for standing in known.values()):
        raise ValueError("A standing is in a tier that these cuts do not make.")
    return [
        _run(customer, place, cuts, known.get(customer), lasting) for customer, place in ranking(values, cuts).items()
    ]


def _run(
    customer: Customer, place: Place, cuts: Sequence[Cut], before: Standing | None, lasting: int
) -> Classified[Customer]:
    if before is None:
        return Classified(customer, place, Standing(place.tier), None, Cause.FIRST)
    due = target(place, cuts, before.tier)
    if due == before.tier:
        cause = Cause.SAME if place.tier == before.tier else Cause.BAND
        return Classified(customer, place, Standing(before.tier), before.tier, cause)
    runs = before.runs + 1 if before.heading == due else 1
    if runs < lasting:
        return Classified(customer, place, Standing(before.tier, due, runs), before.tier, Cause.WAITING)
    cause = Cause.UP if due < before.tier else Cause.DOWN
    return Classified(customer, place, Standing(due), before.tier, cause)


def _refuse_disorder(cuts: Sequence[Cut]) -> None:
    shares = [cut.share for cut in cuts]
    if shares != sorted(set(shares)) or not all(0 < share <= 1 for share in shares):
        raise ValueError("Cuts rise, each above 0 and none above 100 %.")
    if any(cut.band < 0 for cut in cuts):
        raise ValueError("A band is not negative.")
