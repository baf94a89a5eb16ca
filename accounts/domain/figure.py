"""What a customer's key figures say: of one year its margins and equity ratio, over the years how they develop."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
# Share -> the part and the whole, by the names under which figures are kept.
SHARES = {
    "operating_margin": ("operating_result", "turnover"),
    "net_margin": ("net_result", "turnover"),
    "equity_ratio": ("equity", "assets"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure of one year; `kind` is the name under which it is kept, a budget may be that of a `category`."""

    year: int
    kind: str
    amount: Decimal
    currency: str
    category: str = ""


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


@dataclass(frozen=True, slots=True)
class Development:
    """One figure over the years: `amounts` are (year, amount), the earliest first, two of them or more."""

    kind: str
    category: str
    currency: str
    amounts: tuple[tuple[int, Decimal], ...]

    @property
    def years(self) -> int:
        """Between the first and the last."""
        return self.amounts[-1][0] - self.amounts[0][0]

    @property
    def change(self) -> Decimal | None:
        """From the first to the last in per cent, one decimal; None from nothing or a loss: that has no share."""
        first, last = self.amounts[0][1], self.amounts[-1][1]
        return (100 * (last / first - 1)).quantize(TENTH, ROUND_HALF_UP) if first > 0 else None

    @property
    def growth(self) -> Decimal | None:
        """The same growth every year, in per cent with two decimals (compound annual growth rate); None to a loss."""
        first, last = self.amounts[0][1], self.amounts[-1][1]
        if first <= 0 or last <= 0:
            return None
        return (100 * ((last / first) ** (Decimal(1) / self.years) - 1)).quantize(HUNDREDTH, ROUND_HALF_UP)


def developments(amounts: Iterable[Amount]) -> list[Development]:
    """Figure by figure, as they come: those known of two years or more in the currency of the newest."""
    known: dict[tuple[str, str], list[Amount]] = {}
    for each in amounts:
        known.setdefault((each.kind, each.category), []).append(each)
    told = []
    for (kind, category), found in known.items():
        found.sort(key=lambda each: each.year)
        currency = found[-1].currency
        years = tuple((each.year, each.amount) for each in found if each.currency == currency)
        if len(years) > 1:
            told.append(Development(kind, category, currency, years))
    return told
