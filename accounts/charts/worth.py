"""An account's worth made visible: margin and recurring shares over moving years, lifetime value over retention."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext as _

from accounts.charts.value import rounded, steps_down
from accounts.domain.worth import MovingYear
from accounts.domain.worth_terms import Sensitivity, Terms
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape
from kamplan.formats import MISSING, month, number

Amount = Fraction | Decimal
Point = tuple[float, float, str]
LETTER = 7  # pixels of one in a tick, about


def percent(share: Amount | None, decimals: int = 1, *, sign: bool = False) -> str:
    return MISSING if share is None else f"{number(float(share) * 100, decimals, sign=sign)} %"


def money(amount: Amount | None) -> str:
    """To the unit, as the other pages have it."""
    if isinstance(amount, Fraction):
        amount = Decimal(amount.numerator) / amount.denominator
    return number(amount)


def margin_chart(moving: Sequence[MovingYear]) -> Chart | None:
    """None while there is no year, or nothing is known of any."""
    margins = list(_shares(moving, lambda year: year.sum.margin_share))
    recurring = list(_shares(moving, lambda year: year.sum.recurring_share))
    if not margins and not recurring:
        return None
    series = (
        Series(_("Margin, %"), Ink.BLUE, Shape.CIRCLE, tuple(_marks(margins)), size=9),
        Series(_("Recurring"), Ink.ORANGE, Shape.DIAMOND, tuple(_marks(recurring)), size=9),
    )
    last = len(moving) - 1
    ticks = tuple((float(at), month(moving[at].last, short=True)) for at in range(last, -1, -6))[::-1]
    return Chart(
        key="worth-margin",
        title=_("Margin and recurring revenue, twelve months at a time"),
        alt=_("The margin and the recurring part of the revenue, as shares, in the twelve months up to each month. "
              "The table below has the figures."),
        note=_("Each mark tells of the twelve months up to it; the margin is of the revenue whose margin is known."),
        x=Axis(-0.5, last + 0.5, ticks),
        y=_axis([y for _x, y, _words in (*margins, *recurring)], " %"),
        series=tuple(each for each in series if each.marks),
        lines=(*_lines(margins, Ink.BLUE), *_lines(recurring, Ink.ORANGE)),
        height=300,
        margins=Margins(left=62, right=20, top=12, bottom=32),
    )  # fmt: skip


def lifetime_chart(found: Sensitivity, terms: Terms, currency: str) -> Chart:
    """Over the retentions around the one assumed, at the interest assumed."""
    column = found.interests.index(terms.interest)
    ahead = [_at(retention, values[column]) for retention, values, _endless in found.rows]
    endless = [_at(retention, worth) for retention, _values, worth in found.rows if worth is not None]
    axis = _axis([y for _x, y, _words in (*ahead, *endless)], "")
    years = number(terms.years)
    return Chart(
        key="worth-lifetime",
        title=_("How much hangs on retention"),
        alt=_("Lifetime value by retention a year, over the horizon and without an end. The table has the figures."),
        note=_("In %(currency)s, at %(interest)s interest. The dashed line is the retention assumed.")
        % {"currency": currency, "interest": percent(terms.interest)},
        x=Axis(
            float(found.rows[0][0]) * 100 - 2,
            float(found.rows[-1][0]) * 100 + 2,
            tuple((float(row[0]) * 100, f"{number(float(row[0]) * 100)} %") for row in found.rows),
        ),
        y=axis,
        series=(
            Series(_("Over %(years)s years") % {"years": years}, Ink.BLUE, Shape.CIRCLE, tuple(_marks(ahead)), size=9),
            Series(_("Without an end"), Ink.ORANGE, Shape.DIAMOND, tuple(_marks(endless)), size=9),
        ),
        lines=(
            Line((float(terms.retention) * 100, axis.low), (float(terms.retention) * 100, axis.high), dashed=True),
            *_lines(ahead, Ink.BLUE),
            *_lines(endless, Ink.ORANGE),
        ),
        height=300,
        margins=Margins(left=18 + LETTER * max(len(label) for _at, label in axis.ticks), right=20, top=12, bottom=32),
    )


def _shares(moving: Sequence[MovingYear], share: Callable[[MovingYear], Decimal | None]) -> Iterator[Point]:
    for place, year in enumerate(moving):
        known = share(year)
        if known is not None:
            yield place, float(known) * 100, f"{month(year.last)}\n{percent(known)}"


def _at(retention: Fraction, worth: Fraction | None) -> Point:
    return float(retention) * 100, float(worth or 0), f"{percent(retention)}\n{money(worth)}"


def _marks(points: Sequence[Point]) -> Iterator[Mark]:
    return (Mark(x, y, hint) for x, y, hint in points)


def _lines(points: Sequence[Point], ink: Ink) -> Iterator[Line]:
    return (Line(start[:2], end[:2], ink, 2) for start, end in pairwise(points))


def _axis(values: Sequence[float], unit: str) -> Axis:
    """From zero, or below it, in about five round steps."""
    lowest, highest = min(*values, 0.0), max(*values, 0.0)
    step = rounded(highest - lowest)
    low, high = steps_down(lowest, step), -steps_down(-highest, step)
    ticks = tuple((at * step, number(at * step) + unit) for at in range(round(low / step), round(high / step) + 1))
    return Axis(low - step * 0.1, high + step * 0.1, ticks)
