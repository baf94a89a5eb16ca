"""What a chart shows, as values: nothing here knows how it is drawn, or what it is about."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TypeAlias

Span: TypeAlias = tuple[float, float]

SMALLEST = 2.5  # pixels across, of a mark that counts: less is hard to see


class Ink(StrEnum):
    """Colours by name; light and dark pages and paper each have their own shade of it (charts.css, `SHADES`)."""

    BLUE = "blue"
    ORANGE = "orange"
    GREY = "grey"
    TEXT = "text"
    QUIET = "quiet"
    LINE = "line"
    SURFACE = "surface"


class Shape(StrEnum):
    """Marks differ in shape as well as in colour: not every reader tells the colours apart."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    SQUARE = "square"


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` (left, bottom) to `high`; for rows that read downwards `low` is the larger number.

    Faint lines run through the ticks. Where the ticks are rows, one unit apart, a line runs before each instead.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    title: str = ""
    rows: bool = False

    @property
    def grid(self) -> list[float]:
        """Where the faint lines run."""
        return [at - 0.5 if self.rows else at for at, _ in self.ticks]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point. `hint` is said when it is pointed at; `across` and `along` are the ends of its intervals.

    One that has a `count` stands for so many and is as large as that; it says it when it has no hint. One with an
    `address` leads there.
    """

    x: float
    y: float
    hint: str = ""
    hollow: bool = False
    across: Span | None = None
    along: Span | None = None
    count: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Marks of one kind, `size` pixels across: all of them, or the one that counts most.

    A plain series is only dots: many of them, without hints, hollows or intervals. The marks of a faint one let what
    lies below shine through. None is smaller than `least` pixels, whatever it counts.
    """

    name: str
    ink: Ink
    shape: Shape
    marks: tuple[Mark, ...]
    size: float = 10
    whiskers: float = 2
    plain: bool = False
    faint: bool = False
    least: float = SMALLEST

    @property
    def hollow(self) -> bool:
        """Every mark of it."""
        return all(mark.hollow for mark in self.marks)

    @property
    def heaviest(self) -> int:
        """The largest count among its marks; 0 when they do not count."""
        return max((mark.count or 0 for mark in self.marks), default=0)

    def across(self, mark: Mark) -> float:
        """Its width in pixels: areas are in proportion to counts."""
        if mark.count is None:
            return self.size
        return max(self.least, round(self.size * sqrt(mark.count / self.heaviest), 1))


@dataclass(frozen=True, slots=True)
class Line:
    start: Span
    end: Span
    ink: Ink = Ink.QUIET
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place, moved `right` and `down` by pixels. A leader leads back; a halo clears what lies behind."""

    x: float
    y: float
    words: str
    right: float = 0
    down: float = 0
    anchor: str = "middle"
    ink: Ink = Ink.QUIET
    bold: bool = False
    leader: bool = False
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    """Pixels around the plot, for ticks, titles and words."""

    left: int = 48
    right: int = 12
    top: int = 12
    bottom: int = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture. `alt` says in words what it shows; `note` what a reader must know to read it honestly.

    `height` is in pixels; a square chart is as high as it is wide, and never higher than that.
    """

    key: str
    title: str
    alt: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    lines: tuple[Line, ...] = ()
    texts: tuple[Text, ...] = ()
    note: str = ""
    height: int = 420
    square: bool = False
    margins: Margins = Margins()
