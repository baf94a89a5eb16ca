"""The portfolio matrix as a picture: marks as large as accounts, four named fields, and the way accounts have come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, sqrt
from typing import Any, TypeAlias

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.charts.matrix_words import NAMES, hint, lines_words
from accounts.domain.matrix import Category, Lines
from accounts.models.attractiveness_result import About
from accounts.models.matrix import MOST_DRAWN, Matrix, Position, Size
from accounts.models.matrix_path import Point, kept_paths
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape, Text
from kamplan.charts.description import Span
from kamplan.charts.labels import Box, placed
from kamplan.charts.names import shortened
from kamplan.formats import day, number

HEIGHT = 560
MOST_NAMES = 12
CHARTS_KEPT = 16
LARGEST, LEAST, UNKNOWN = 46.0, 9.0, 9.0  # pixels across
NARROW = 276.0  # pixels of the plot on a phone: what can be read there can be read anywhere
BOLD = 7.2  # pixels of a bold letter, about
LONGEST_NAME = 18
REACH, HALF = 2.0, 25.0  # rating points, and percent, the picture shows on either side of a line, at least
Spot: TypeAlias = tuple[float, float]
CORNERS = {  # right, below
    Category.STAR: (False, False),
    Category.STRATEGIC: (True, False),
    Category.STREAMLINE: (False, True),
    Category.STATUS: (True, True),
}


def matrix_chart(
    positions: Sequence[Position],
    lines: Lines,
    *,
    size: Size = Size.REVENUE,
    paths: Mapping[int, Sequence[Point]] | None = None,
    of: int | None = None,
) -> Chart | None:
    """Relative strength to the right, attractiveness upward; None when no account has a place on both axes.

    `paths` are the earlier points of accounts, by account. The largest accounts are drawn when there are too many;
    `of` how many they are the largest, unless it is of these positions.
    """
    shown = largest([each for each in positions if each.is_placed], size)
    if not shown:
        return None
    ways = {each.account.pk: ways_of(each, (paths or {}).get(each.account.pk, ())) for each in shown}
    frame = Frame(*_across(shown, lines, ways), *_along(shown, lines, ways), HEIGHT)
    return Chart(
        key="matrix",
        title=_("Portfolio matrix"),
        alt=_alt(shown, lines),
        note=_note(shown, of or sum(each.is_placed for each in positions), lines, size),
        x=Axis(frame.left, frame.right, tuple(_ticks(frame)), title=_("Relative strength: we minus the best rival")),
        y=Axis(frame.low, frame.high, tuple(_percents(frame)), title=_("Attractiveness")),
        series=tuple(_series(shown, lines, size, ways)),
        lines=(*_cuts(frame, lines), *(line for way in ways.values() for line in _steps(way))),
        texts=(*(frame.title(each) for each in CORNERS), *_names(shown, frame, size)),
        height=HEIGHT,
        margins=Margins(left=58, right=16, top=12, bottom=48),
    )


def kept_matrix_chart(
    matrix: Matrix, shown: Sequence[Position], lines: Lines, *, size: Size = Size.REVENUE, since: date | None = None
) -> Chart | None:
    """The same of the largest of a matrix, with their paths since a day, placed once as long as nothing has changed.

    What customers spend is not kept, so neither is a picture of it.
    """
    if size is Size.REVENUE:
        return _kept(matrix, tuple(each.account for each in shown), lines, since, get_language())
    return matrix_chart(shown, lines, size=size, paths=ways_since(matrix, shown, since), of=len(matrix.placed))


@lru_cache(maxsize=CHARTS_KEPT)
def _kept(
    matrix: Matrix, named: tuple[About, ...], lines: Lines, since: date | None, language: str | None
) -> Chart | None:
    shown = [matrix.position(about) for about in named]
    return matrix_chart(shown, lines, paths=ways_since(matrix, shown, since), of=len(matrix.placed))


def ways_since(matrix: Matrix, shown: Sequence[Position], since: date | None) -> Mapping[int, Sequence[Point]]:
    accounts = tuple(each.account.pk for each in shown)
    return kept_paths(matrix.judged, accounts, since=since, today=matrix.today) if since and accounts else {}


def largest(placed_ones: Sequence[Position], size: Size) -> list[Position]:
    """The largest first, so that small marks lie above large ones and are not hidden."""
    known = sorted(placed_ones, key=lambda each: (-(each.size(size) or 0), each.account.sort_key, each.account.pk))
    return known[:MOST_DRAWN]


def spot(position: Position) -> Spot:
    """(relative strength, attractiveness in percent)."""
    attractiveness, relative = position.middle
    return float(relative), float(attractiveness)


def ways_of(position: Position, earlier: Sequence[Point]) -> list[tuple[Spot, str]]:
    """Where it stood and when, the earliest first, and where it stands now; alone when it has not moved."""
    steps = [
        ((float(point.strength), float(point.attractiveness)), f"{position.account.name}\n{day(point.on)}")
        for point in earlier
    ]
    return [*steps, (spot(position), "")]


@dataclass(frozen=True)
class Frame:
    """What part of the plane the picture shows, and where it lies in pixels on a phone, from the plot's top left."""

    left: float
    right: float
    low: float
    high: float
    height: int

    @property
    def tall(self) -> float:
        return self.height - 60.0

    def pixels(self, at: Spot) -> Spot:
        across = (at[0] - self.left) / (self.right - self.left)
        return across * NARROW, (self.high - at[1]) / (self.high - self.low) * self.tall

    def title(self, category: Category) -> Text:
        right, below = CORNERS[category]
        x, y = (self.right if right else self.left), (self.low if below else self.high)
        down, side = (-12 if below else 12), (-6 if right else 6)
        return Text(x, y, str(NAMES[category]), side, down, anchor="end" if right else "start", bold=True, halo=True)

    def box(self, category: Category) -> Box:
        right, below = CORNERS[category]
        wide = BOLD * len(str(NAMES[category])) / 2
        return Box(NARROW - 6 - wide if right else 6 + wide, self.tall - 12 if below else 12, wide, 9)


Ways = Mapping[int, list[tuple[Spot, str]]]


def _across(shown: Sequence[Position], lines: Lines, ways: Ways) -> Span:
    return _reach(0, [each.spans[1] for each in shown], float(lines.strength), ways, (-9, 9, REACH))


def _along(shown: Sequence[Position], lines: Lines, ways: Ways) -> Span:
    return _reach(1, [each.spans[0] for each in shown], float(lines.attractiveness), ways, (0, 100, HALF))


def _reach(place: int, spans: Sequence[Any], line: float, ways: Ways, all_there_is: tuple[float, float, float]) -> Span:
    """All marks and some of the picture beyond the line, with air; never more than there can be."""
    least, most, beyond = all_there_is
    ends = [float(end) for span in spans for end in span] + [at[place] for way in ways.values() for at, _when in way]
    low, high = min(*ends, line - beyond), max(*ends, line + beyond)
    air, edge = 0.08 * (high - low), 0.04 * (most - least)
    return round(max(low - air, least - edge), 3), round(min(high + air, most + edge), 3)


def _percents(frame: Frame) -> Iterator[tuple[float, str]]:
    for at in range(0, 101, 20 if frame.high - frame.low > 50 else 10):
        if frame.low <= at <= frame.high:
            yield at, f"{at} %"


def _ticks(frame: Frame) -> Iterator[tuple[float, str]]:
    step = 1 if frame.right - frame.left <= 7 else 2 if frame.right - frame.left <= 12 else 3
    for at in range(ceil(frame.left / step) * step, floor(frame.right) + 1, step):
        yield at, number(at, sign=True)


def _cuts(frame: Frame, lines: Lines) -> Iterator[Line]:
    yield Line((frame.left, float(lines.attractiveness)), (frame.right, float(lines.attractiveness)), Ink.QUIET, 1.5)
    yield Line((float(lines.strength), frame.low), (float(lines.strength), frame.high), Ink.QUIET, 1.5)


def _steps(way: Sequence[tuple[Spot, str]]) -> Iterator[Line]:
    for (start, _words), (end, _later) in pairwise(way):
        yield Line(start, end, Ink.GREY, 1.5)


def _series(
    shown: Sequence[Position], lines: Lines, size: Size, ways: Mapping[int, list[tuple[Spot, str]]]
) -> Iterator[Series]:
    earlier = tuple(Mark(*at, words) for way in ways.values() for at, words in way[:-1])
    if earlier:
        yield Series(_("Where it stood before"), Ink.GREY, Shape.CIRCLE, earlier, size=5)
    known = [each for each in shown if each.size(size) is not None]
    most = max((_count(each, size) for each in known), default=1)
    for asked, name, ink, shape in (
        (True, _("The customer was asked"), Ink.BLUE, Shape.CIRCLE),
        (False, _("Our own guess of its view"), Ink.ORANGE, Shape.SQUARE),
    ):
        mine = [each for each in known if bool(each.asked) is asked]
        if mine:
            across = LARGEST * sqrt(max(_count(each, size) for each in mine) / most)
            marks = tuple(_mark(each, lines, size) for each in mine)
            yield Series(name, ink, shape, marks, size=max(across, LEAST), whiskers=1.5, faint=True, least=LEAST)
    unknown = tuple(_mark(each, lines, size) for each in shown if each.size(size) is None)
    if unknown:
        name = _("%(size)s unknown") % {"size": size.label}
        yield Series(name, Ink.GREY, Shape.DIAMOND, unknown, size=UNKNOWN, whiskers=1.5)


def _count(position: Position, size: Size) -> int:
    """Credited more than sold, or nothing at all, is the smallest mark."""
    return max(int(position.size(size) or 0), 1)


def _mark(position: Position, lines: Lines, size: Size) -> Mark:
    attractiveness, relative = ((float(low), float(high)) for low, high in position.spans)
    return Mark(
        *spot(position),
        hint(position, lines, size),
        hollow=position.category(lines) is None,
        across=relative if relative[0] < relative[1] else None,
        along=attractiveness if attractiveness[0] < attractiveness[1] else None,
        count=None if position.size(size) is None else _count(position, size),
        address=reverse("account", args=[position.account.pk]),
    )


def _names(shown: Sequence[Position], frame: Frame, size: Size) -> Iterator[Text]:
    """Of the largest, where no mark and no field's name stands."""
    most = max((_count(each, size) for each in shown), default=1)
    across = [max(LARGEST * sqrt(_count(each, size) / most), LEAST) / 2 for each in shown]
    marks = [Box(*frame.pixels(spot(each)), half, half) for each, half in zip(shown, across, strict=True)]
    named = [(each, shortened(each.account.name, LONGEST_NAME)) for each in shown[:MOST_NAMES]]
    moves = placed(
        [frame.pixels(spot(each)) for each, _words in named],
        [words for _each, words in named],
        width=NARROW,
        height=frame.tall,
        taken=[*(frame.box(each) for each in CORNERS), *marks],
    )
    for (each, words), half, (right, down) in zip(named, across, moves, strict=False):
        far = abs(down) > half + 14 or abs(right) > half + 14 + BOLD * len(words) / 2
        yield Text(*spot(each), words, right, down, ink=Ink.TEXT, leader=far, halo=True)


def _note(shown: Sequence[Position], of: int, lines: Lines, size: Size) -> str:
    said = [
        _("Cut lines: %(lines)s.") % {"lines": lines_words(lines)},
        _("Areas are in proportion to: %(size)s.") % {"size": size.label},
    ]
    if any(each.category(lines) is None for each in shown):
        said.append(_("A hollow mark may belong to several fields: ratings are missing, its lines say how much."))
    if len(shown) < of:
        said.append(_("The %(count)s largest are drawn.") % {"count": number(len(shown))})
    return " ".join(said)


def _alt(shown: Sequence[Position], lines: Lines) -> str:
    start = ngettext(
        "%(count)s account by relative strength (across) and attractiveness (up).",
        "%(count)s accounts by relative strength (across) and attractiveness (up).",
        len(shown),
    ) % {"count": number(len(shown))}
    fields = (
        f"{NAMES[category]}: {', '.join(inside)}."
        for category in Category
        if (inside := [each.account.name for each in shown if each.category(lines) is category][:MOST_NAMES])
    )
    return " ".join((start, *fields, _("The table has the figures.")))
