"""What a customer's key figures of one year say of each other: its margins, and how much of its assets it owns."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")
# Share -> the part and the whole, by the names under which figures are kept.
SHARES = {
    "operating_margin": ("operating_result", "turnover"),
    "net_margin": ("net_result", "turnover"),
    "equity_ratio": ("equity", "assets"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure of one year; `kind` is the name under which it is kept."""

    year: int
    kind: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in per cent with one decimal; below zero when the part is."""

    year: int
    slug: str
    percent: Decimal


def shares(amounts: Iterable[Amount]) -> list[Share]:
    """Of each year what can be told, the newest year first.

    A share is left out, never taken for zero, when part or whole is unknown, when they are in two currencies, or when
    the whole is not above zero. Halves are rounded away from zero.
    """
    known = {(each.year, each.kind): each for each in amounts}
    told = []
    for year in sorted({year for year, _kind in known}, reverse=True):
        for slug, (part_kind, whole_kind) in SHARES.items():
            part, whole = known.get((year, part_kind)), known.get((year, whole_kind))
            if part and whole and part.currency == whole.currency and whole.amount > 0:
                percent = (100 * part.amount / whole.amount).quantize(TENTH, ROUND_HALF_UP)
                told.append(Share(year, slug, percent))
    return told
