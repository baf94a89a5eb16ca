"""What a chart shows, as values: nothing here knows how it is drawn, or what it is about."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Span: TypeAlias = tuple[float, float]


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
    """From `low` (left, bottom) to `high`; for rows that read downwards `low` is the larger number."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    title: str = ""
    grid: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A point. `hint` is said when it is pointed at; `across` and `along` are the ends of its intervals."""

    x: float
    y: float
    hint: str = ""
    hollow: bool = False
    across: Span | None = None
    along: Span | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Marks of one kind. A plain one is only dots: many of them, without hints, hollows or intervals."""

    name: str
    ink: Ink
    shape: Shape
    marks: tuple[Mark, ...]
    size: float = 10
    whiskers: float = 2
    plain: bool = False

    @property
    def hollow(self) -> bool:
        """Every mark of it."""
        return all(mark.hollow for mark in self.marks)

    @property
    def has_hollow(self) -> bool:
        return any(mark.hollow for mark in self.marks)


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
