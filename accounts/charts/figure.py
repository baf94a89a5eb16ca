"""The customer's figures made visible: how each has gone over the years, as a small line and in words."""

from decimal import Decimal
from typing import NamedTuple

from accounts.domain.figure import Development
from accounts.models import Figure
from kamplan.formats import MISSING, number

WIDE, HIGH = 100, 20


class Developed(NamedTuple):
    """A row of the table; `line` and `zero` are what an SVG polyline draws, `zero` is empty when all lies above it."""

    name: str
    years: str
    last: str
    currency: str
    change: str
    growth: str
    line: str
    zero: str


def developed(told: Development) -> Developed:
    since, (until, last) = told.amounts[0][0], told.amounts[-1]
    return Developed(
        name=name_of(told),
        years=f"{since}–{until}",
        last=number(last),
        currency=told.currency,
        change=MISSING if told.change is None else f"{number(told.change, 1, sign=True)} %",
        growth=MISSING if told.growth is None else f"{number(told.growth, 2, sign=True)} %",
        line=line_of(told),
        zero=zero_of(told),
    )


def name_of(told: Development) -> str:
    label = str(Figure.Kind(told.kind).label)
    return f"{label}: {told.category}" if told.category else label


def line_of(told: Development) -> str:
    since, low, high = told.amounts[0][0], lowest(told), highest(told)
    points = (
        (WIDE * (year - since) / told.years, HIGH * float((high - amount) / ((high - low) or 1)))
        for year, amount in told.amounts
    )
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def zero_of(told: Development) -> str:
    """The line of nothing, where figures lie on both sides of it."""
    low, high = lowest(told), highest(told)
    if low >= 0 or high <= 0:
        return ""
    level = HIGH * float(high / (high - low))
    return f"0,{level:.1f} {WIDE},{level:.1f}"


def lowest(told: Development) -> Decimal:
    return min(amount for _year, amount in told.amounts)


def highest(told: Development) -> Decimal:
    return max(amount for _year, amount in told.amounts)
