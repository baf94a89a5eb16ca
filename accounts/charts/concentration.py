"""Concentration made visible: the curve of Lorenz, the shares of the largest over time, and the words for both."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext as _

from accounts.domain.concentration import Band, Concentration, Rule
from accounts.models.concentration import Before
from accounts.models.industry import Industry
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.formats import MISSING, day, month, number

TOPS = (1, 3, 5)
LOOKS = ((Ink.BLUE, Shape.CIRCLE), (Ink.ORANGE, Shape.DIAMOND), (Ink.GREY, Shape.SQUARE))
MOST_MARKS = 60
TICKS = tuple((float(at), f"{at} %") for at in range(0, 101, 20))
Point = tuple[float, float]


def percent(share: Fraction | None, decimals: int = 1) -> str:
    return MISSING if share is None else f"{number(float(share) * 100, decimals)} %"


def plain(value: Fraction | None, decimals: int) -> str:
    return MISSING if value is None else number(float(value), decimals)


def band_words(band: Band | None) -> str:
    if band is None:
        return MISSING
    return {
        Band.DIVERSIFIED: _("diversified"),
        Band.MODERATE: _("moderately concentrated"),
        Band.CONCENTRATED: _("concentrated"),
    }[band]


def industry_words(code: str) -> str:
    return str(Industry(code).label) if code else _("Industry not known")


def measures(found: Concentration, rule: Rule) -> list[tuple[str, str, str]]:
    """(name, value, what it says)."""
    band = None if found.hhi is None else rule.band(found.hhi)
    hhi = MISSING if found.hhi is None else number(float(found.hhi) * 10_000)
    return [
        *((_("Largest %(n)s") % {"n": n}, percent(found.top(n) if found.n else None), "") for n in TOPS),
        (_("HHI of 10,000"), hhi, band_words(band)),
        (_("Effective number"), plain(found.effective_number, 1), _("customers of one size would be as concentrated")),
        (_("Normalised HHI"), plain(found.normalised, 3), _("0 all alike, 1 all on one")),
        (_("Gini"), plain(found.gini, 3), _("0 all alike, towards 1 few have it all")),
    ]


def lorenz_chart(found: Concentration) -> Chart | None:
    """None when nobody bought anything."""
    if not found.n:
        return None
    points = [(100 * float(x), 100 * float(y)) for x, y in found.lorenz(most=MOST_MARKS)]
    marks = tuple(Mark(x, y, f"{number(x, 1)} %\n{number(y, 1)} %") for x, y in points)
    return Chart(
        key="lorenz",
        title=_("How unequal the customers are"),
        alt=_("Curve of Lorenz: what share of the revenue the smallest customers give. Gini %(gini)s.")
        % {"gini": plain(found.gini, 3)},
        note=_("Smallest first. The further the curve hangs below the dashed line of equality, the more hangs on few."),
        x=Axis(-2, 102, TICKS, title=_("share of the customers who bought something")),
        y=Axis(-2, 104, TICKS, title=_("share of the revenue")),
        series=(Series(_("Customers"), Ink.BLUE, Shape.CIRCLE, marks, size=6),),
        lines=(
            Line((0, 0), (100, 100), Ink.QUIET, 1, dashed=True),
            *(Line(start, end, Ink.BLUE, 2) for start, end in pairwise(points)),
        ),
        texts=(Text(50, 50, _("all alike"), right=-8, down=-10, anchor="end"),),
        height=340,
        margins=Margins(left=64, right=16, top=12, bottom=48),
    )


def before_chart(told: Sequence[Before]) -> Chart | None:
    """The share of the largest one, three and five, year by year in steps of a quarter; None with fewer than two."""
    if len(told) < 2:
        return None
    lines = [(n, [(float(at), 100 * float(each.found.top(n))) for at, each in enumerate(told)]) for n in TOPS]
    ticks = [(float(at), month(told[at].until, short=True)) for at in range(len(told) - 1, -1, -2)]
    return Chart(
        key="before",
        title=_("How much the largest gave, over time"),
        alt=_("The share of the largest one, three and five customers in the twelve months up to each quarter. "
              "The table below has the figures."),
        note=_("Each mark tells of the twelve months up to it. Who is largest may change from one to the next."),
        x=Axis(-0.3, len(told) - 0.7, tuple(reversed(ticks))),
        y=Axis(-2, 104, TICKS),
        series=tuple(_series(told, n, points, look) for (n, points), look in zip(lines, LOOKS, strict=True)),
        lines=tuple(
            Line(start, end, ink, 2)
            for (_n, points), (ink, _shape) in zip(lines, LOOKS, strict=True)
            for start, end in pairwise(points)
        ),
        height=340,
        margins=Margins(left=54, right=20, top=12, bottom=32),
    )  # fmt: skip


def _series(told: Sequence[Before], n: int, points: Sequence[Point], look: tuple[Ink, Shape]) -> Series:
    marks: Iterator[Mark] = (
        Mark(x, y, f"{day(each.until)}\n{number(y, 1)} %") for (x, y), each in zip(points, told, strict=True)
    )
    return Series(_("Largest %(n)s") % {"n": n}, look[0], look[1], tuple(marks), size=8)
