"""The value of an account made visible: revenue month by month, the last year over the one before."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from accounts.domain.value import YEAR, Sum, Value
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape
from kamplan.formats import month, number

Months = Sequence[tuple[date, Sum]]
STEPS = (1, 2, 2.5, 5, 10)
LINES = 5


def value_chart(value: Value, currency: str) -> Chart | None:
    """None without a figure in any of the months."""
    if not (value.latest.n or value.before.n):
        return None
    before, now = value.months[:YEAR], value.months[YEAR:]
    totals = [float(each.total) for _month, each in value.months if each.total is not None]
    step = rounded(max(*totals, 0.0) - min(*totals, 0.0))
    low, high = steps_down(min(*totals, 0.0), step), -steps_down(-max(*totals, 0.0), step)
    ticks = tuple((at * step, number(at * step)) for at in range(round(low / step), round(high / step) + 1))
    longest = max(len(label) for _at, label in ticks)
    return Chart(
        key="value",
        title=_("Revenue by month"),
        alt=_("Revenue of each of the last twelve complete months beside the same month a year before. "
              "The table below has the figures."),
        note=_("In %(currency)s. A month without a figure has no mark.") % {"currency": currency},
        x=Axis(-0.5, YEAR - 0.5, tuple(quarters(now))),
        y=Axis(low - step * 0.1, high + step * 0.1, ticks),
        series=(
            Series(_("Last 12 months"), Ink.BLUE, Shape.CIRCLE, tuple(marks(now)), size=9),
            Series(_("12 months before"), Ink.GREY, Shape.SQUARE, tuple(marks(before)), size=7),
        ),
        lines=(*lines(before, Ink.GREY, 1.5), *lines(now, Ink.BLUE, 2)),
        height=300,
        margins=Margins(left=18 + 7 * longest, right=12, top=12, bottom=32),
    )  # fmt: skip


def quarters(months: Months) -> Iterator[tuple[float, str]]:
    """Every third month is named: more would not stand beside each other on a phone."""
    for place in range(0, YEAR, 3):
        yield place, month(months[place][0], short=True)


def marks(months: Months) -> Iterator[Mark]:
    for place, (each, found) in enumerate(months):
        if found.total is not None:
            yield Mark(place, float(found.total), f"{month(each)}\n{number(found.total)}")


def lines(months: Months, ink: Ink, width: float) -> Iterator[Line]:
    """Between neighbours only: what lies between two months is not known."""
    for place, ((_one, first), (_other, second)) in enumerate(pairwise(months)):
        if first.total is not None and second.total is not None:
            yield Line((place, float(first.total)), (place + 1, float(second.total)), ink, width)


def rounded(span: float) -> float:
    """A step of 1, 2, 2.5 or 5 times a power of ten that cuts the span into about five."""
    size = 1.0
    while size * 10 * LINES <= span:
        size *= 10
    return next(size * step for step in STEPS if size * step * LINES >= min(span, size * 10 * LINES))


def steps_down(at: float, step: float) -> float:
    return at // step * step
