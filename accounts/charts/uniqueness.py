"""Areas by uniqueness and recurring revenue: the picture, and the words for its fields."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.charts.worth import percent
from accounts.domain.uniqueness import HIGHEST, LOWEST, RECURRING_FROM, UNIQUE_FROM, Field
from accounts.models.uniqueness_areas import AreaStand
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.charts.labels import Box, placed
from kamplan.charts.names import shortened
from kamplan.formats import MISSING, number

NAMES: dict[Field, Any] = {
    Field.HOLDS: gettext_lazy("Holds customers"),
    Field.SOUGHT: gettext_lazy("Sought after"),
    Field.RUNS: gettext_lazy("Replaceable"),
    Field.BOX: gettext_lazy("Box delivery"),
}
SUGGESTIONS: dict[Field, Any] = {
    Field.HOLDS: gettext_lazy("Others hardly have it, and it comes again: protect it, and build the rest upon it."),
    Field.SOUGHT: gettext_lazy("Wanted, but won anew each time: make it recur by operation, follow-up, agreements."),
    Field.RUNS: gettext_lazy("Compared at each renewal: join it to what others do not have before that day."),
    Field.BOX: gettext_lazy("Exposed to price pressure: serve it cheaply, or sell it with what is unique."),
}
HEIGHT = 460
CHARTS_KEPT = 16
LARGEST, LEAST = 46.0, 9.0  # pixels across
NARROW = 276.0  # pixels of the plot on a phone
BOLD = 7.2  # pixels of a bold letter, about
LONGEST_NAME = 16
LEFT, RIGHT, LOW, HIGH = 0.3, 10.7, -24.0, 124.0
CUT_ACROSS, CUT_ALONG = UNIQUE_FROM - 0.5, float(RECURRING_FROM) * 100
CORNERS = {  # right, below
    Field.RUNS: (False, False),
    Field.HOLDS: (True, False),
    Field.BOX: (False, True),
    Field.SOUGHT: (True, True),
}


def field_words(field: Field | None) -> str:
    return str(NAMES[field]) if field else MISSING


def critical_words(stand: AreaStand) -> str:
    if stand.rated is None:
        return MISSING
    return _("yes") if stand.rated.critical else _("no")


def uniqueness_chart(stands: Sequence[AreaStand]) -> Chart | None:
    """How unique to the right, what recurs upward; None when of no area both are known.

    Placed once for as long as nothing it shows changes.
    """
    return _chart(tuple(stands), get_language()) if stands else None


@lru_cache(maxsize=CHARTS_KEPT)
def _chart(stands: tuple[AreaStand, ...], language: str | None) -> Chart:
    percents = tuple((float(at), f"{at} %") for at in range(0, 101, 25))
    ticks = tuple((float(at), str(at)) for at in range(LOWEST, HIGHEST + 1))
    return Chart(
        key="uniqueness",
        title=_("Areas by uniqueness and recurring revenue"),
        alt=_("Areas by how unique they are (across) and how much of their revenue recurs (up). The table below has "
              "the figures."),
        note=_("Sizes are in proportion to revenue. What others have and is sold once is exposed to price pressure; on "
               "what is system-critical the customer depends."),
        x=Axis(LEFT, RIGHT, ticks, title=_("uniqueness, 1 to 10")),
        y=Axis(LOW, HIGH, percents, title=_("recurring share of the revenue")),
        series=tuple(_series(stands)),
        lines=(
            Line((CUT_ACROSS, LOW), (CUT_ACROSS, HIGH), Ink.QUIET, 1.5),
            Line((LEFT, CUT_ALONG), (RIGHT, CUT_ALONG), Ink.QUIET, 1.5),
        ),
        texts=(*map(_title, CORNERS), *_labels(stands)),
        height=HEIGHT,
        margins=Margins(left=62, right=16, top=12, bottom=48),
    )  # fmt: skip


def _spot(stand: AreaStand) -> tuple[float, float]:
    """Shares that credit notes drive out of the picture stand at its edge; words and table say how far."""
    rating = stand.rated.uniqueness if stand.rated else LOWEST
    return float(rating), min(max(100 * float(stand.share or 0), 0.0), 100.0)


def _series(stands: Sequence[AreaStand]) -> Iterator[Series]:
    most = max(_count(each) for each in stands)
    for critical, name, ink, shape in (
        (True, _("System-critical"), Ink.BLUE, Shape.CIRCLE),
        (False, _("Not system-critical"), Ink.ORANGE, Shape.SQUARE),
    ):
        mine = [each for each in stands if each.rated and each.rated.critical is critical]
        if mine:
            across = max(LARGEST * sqrt(max(map(_count, mine)) / most), LEAST)
            marks = tuple(Mark(*_spot(each), _hint(each), count=_count(each)) for each in mine)
            yield Series(name, ink, shape, marks, size=across, faint=True, least=LEAST)


def _count(stand: AreaStand) -> int:
    return max(int(stand.revenue), 1)


def _hint(stand: AreaStand) -> str:
    told = {"revenue": number(stand.revenue), "share": percent(stand.share)}
    return "\n".join((stand.name, field_words(stand.field), _("revenue %(revenue)s, recurring %(share)s") % told))


def _title(field: Field) -> Text:
    right, below = CORNERS[field]
    x, y = (RIGHT if right else LEFT), (LOW if below else HIGH)
    down, side = (-12 if below else 12), (-6 if right else 6)
    return Text(x, y, str(NAMES[field]), side, down, anchor="end" if right else "start", bold=True, halo=True)


def _box(field: Field, tall: float) -> Box:
    """Where the name of a field stands on a phone."""
    right, below = CORNERS[field]
    wide = BOLD * len(str(NAMES[field])) / 2
    return Box(NARROW - 6 - wide if right else 6 + wide, tall - 12 if below else 12, wide, 9)


def _labels(stands: Sequence[AreaStand]) -> Iterator[Text]:
    """Where no mark stands."""
    most, tall = max(_count(each) for each in stands), HEIGHT - 60.0
    halves = [max(LARGEST * sqrt(_count(each) / most), LEAST) / 2 for each in stands]
    spots = [_pixels(*_spot(each), tall) for each in stands]
    words = [shortened(each.name.rpartition(" / ")[2], LONGEST_NAME) for each in stands]
    taken = [Box(*spot, half, half) for spot, half in zip(spots, halves, strict=True)]
    taken += [_box(field, tall) for field in CORNERS]
    moves = placed(spots, words, width=NARROW, height=tall, taken=taken)
    for each, name, (right, down) in zip(stands, words, moves, strict=True):
        yield Text(*_spot(each), name, right, down, ink=Ink.TEXT, leader=False, halo=True)


def _pixels(x: float, y: float, tall: float) -> tuple[float, float]:
    return (x - LEFT) / (RIGHT - LEFT) * NARROW, (HIGH - y) / (HIGH - LOW) * tall
