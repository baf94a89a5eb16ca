"""What it costs a customer to leave us, what that costs us, and what staying is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Amount = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """One cost of changing supplier: paid once, and each year for some years, in one currency."""

    once: Amount = 0
    yearly: Amount = 0
    years: int = 0


def annuity(years: int, interest: Fraction) -> Fraction:
    """What 1 a year for so many years, first in a year's time, is worth today; interest as a fraction a year.

    ValueError for negative years or an interest of -100 % or less.
    """
    _refuse_impossible(years, interest)
    discount = 1 / (1 + interest)
    return sum((discount**year for year in range(1, years + 1)), Fraction())


def switching_cost(lines: Iterable[Line], interest: Fraction) -> Fraction:
    """What changing supplier costs the customer today: all one-off costs, and the yearly ones at present value.

    Burnham, Frels & Mahajan (2003) name the kinds: procedural, financial, relational. Shapiro & Varian (1999) add the
    new supplier's cost, which is a line like any other.
    """
    return sum(
        (Fraction(each.once) + Fraction(each.yearly) * annuity(each.years, interest) for each in lines), Fraction()
    )


def lost_income(margins: Sequence[Amount], interest: Fraction) -> Fraction:
    """What we lose: the margin of each coming year, the first in a year's time, at present value."""
    _refuse_impossible(len(margins), interest)
    return sum((Fraction(margin) / (1 + interest) ** year for year, margin in enumerate(margins, start=1)), Fraction())


def lifetime_value(
    margin: Amount, retention: Fraction, interest: Fraction, *, years: int | None = None, paid_now: bool = False
) -> Fraction:
    """Worth today of a constant yearly margin that comes again with probability `retention` (0..1).

    For ever, or for so many `years`. The first margin comes in a year's time, or now as well with `paid_now`. What
    winning the customer cost is not taken off. ValueError for a retention outside 0..1, or one that with this
    interest never comes to an end.
    """
    _refuse_impossible(years or 0, interest)
    if not 0 <= retention <= 1:
        raise ValueError(f"Retention is a share from 0 to 1, not {retention}.")
    if years is None and retention >= 1 + interest:
        raise ValueError("A customer kept for ever without interest is worth more than any number.")
    step = retention / (1 + interest)
    later = step / (1 - step) if years is None else sum((step**year for year in range(1, years + 1)), Fraction())
    return Fraction(margin) * (later + (1 if paid_now else 0))


def share_of_wallet(ours: Amount, spend: Amount) -> Fraction | None:
    """Our revenue in a category of what the customer spends in it, 0..1; None when the spend is not known."""
    return Fraction(ours) / Fraction(spend) if spend > 0 else None


def allocated_share(rank: Amount, suppliers: int) -> Fraction:
    """The share of wallet a customer's ranking of the suppliers suggests where the spend is not known.

    Wallet Allocation Rule (Keiningham, Aksoy, Buoye & Cooil 2011): (1 - rank/(n + 1)) 2/n; equal ranks count their
    average. ValueError for a rank outside 1..n.
    """
    if suppliers < 1 or not 1 <= rank <= suppliers:
        raise ValueError(f"A rank lies between 1 and the {suppliers} suppliers, not at {rank}.")
    return (1 - Fraction(rank) / (suppliers + 1)) * Fraction(2, suppliers)


def return_on_effort(margin: Amount, cost: Amount) -> Fraction | None:
    """(margin - cost) / cost of key account management; None without a cost."""
    return (Fraction(margin) - Fraction(cost)) / Fraction(cost) if cost > 0 else None


def _refuse_impossible(years: int, interest: Fraction) -> None:
    if years < 0:
        raise ValueError(f"A number of years is not negative: {years}.")
    if interest <= -1:
        raise ValueError("An interest lies above -100 %.")
