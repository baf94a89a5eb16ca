"""A chart as an SVG of its own, with title, legend and note: where no script runs, and for mail and paper."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

from kamplan.charts.description import Chart, Ink, Line, Mark, Series, Shape, Text
from kamplan.formats import number

WIDTH = 720
SQUARE_WIDTH = 560
HEAD = 34  # pixels for the title
LEGEND = 26
NOTE = 17  # for each line of the note
LETTER = 6.6  # pixels of one, about
SHADES = {
    Ink.BLUE: "#0b5c8f",
    Ink.ORANGE: "#b8480a",
    Ink.GREY: "#55636f",
    Ink.TEXT: "#1f2933",
    Ink.QUIET: "#5b6773",
    Ink.LINE: "#dfe4e9",
    Ink.SURFACE: "#ffffff",
}


def drawing(chart: Chart) -> SafeString:
    """The whole picture as one <svg> element, in colours for white paper."""
    sheet = Sheet(chart)
    parts = "".join(sheet.parts())
    size = f'viewBox="0 0 {sheet.width} {sheet.height}" width="{sheet.width}" height="{sheet.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(chart.alt)} {size}'
    font = f'font-family="sans-serif" font-size="12" fill="{SHADES[Ink.TEXT]}"'
    return mark_safe(f"{head} {font}>{parts}</svg>")  # noqa: S308 - every text in it was escaped below


def nothing(words: str) -> SafeString:
    """An <svg> that says why there is no picture."""
    size = 'viewBox="0 0 720 80" width="720" height="80" font-family="sans-serif" font-size="14"'
    said = f'<text x="12" y="44" fill="{SHADES[Ink.QUIET]}">{escape(words)}</text>'
    return mark_safe(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{said}</svg>')  # noqa: S308 - the words were escaped


def symbol(series: Series) -> SafeString:
    """The mark of a series alone, in the colours of the page, for a legend beside the picture."""
    ink = f"var(--chart-{series.ink})"
    fill = "none" if series.hollow else ink
    way = f'<path d="{_outline(series.shape, 8, 8, 10)}" fill="{fill}" stroke="{ink}" stroke-width="1.75"/>'
    return mark_safe(f'<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{way}</svg>')  # noqa: S308


@dataclass(frozen=True)
class Sheet:
    """The paper a chart is drawn on: where its values lie, in pixels."""

    chart: Chart

    @property
    def width(self) -> int:
        return SQUARE_WIDTH if self.chart.square else WIDTH

    @property
    def top(self) -> int:
        return HEAD + self.chart.margins.top + (LEGEND if len(self.chart.series) > 1 else 0)

    @property
    def bottom(self) -> int:
        """The lower edge of the plot."""
        margins = self.chart.margins
        inner = self.chart.height - margins.top - margins.bottom
        return self.top + (self.right - margins.left if self.chart.square else inner)

    @property
    def note(self) -> list[str]:
        return textwrap.wrap(self.chart.note, round((self.width - 24) / LETTER))

    @property
    def height(self) -> int:
        return self.bottom + self.chart.margins.bottom + NOTE * len(self.note) + 8

    @property
    def right(self) -> int:
        return self.width - self.chart.margins.right

    def x(self, value: float) -> float:
        axis, left = self.chart.x, self.chart.margins.left
        return round(left + (value - axis.low) / (axis.high - axis.low) * (self.right - left), 1)

    def y(self, value: float) -> float:
        axis = self.chart.y
        return round(self.bottom - (value - axis.low) / (axis.high - axis.low) * (self.bottom - self.top), 1)

    def parts(self) -> Iterator[str]:
        yield f'<path d="M0 0H{self.width}V{self.height}H0z" fill="{SHADES[Ink.SURFACE]}"/>'
        yield f'<g font-size="15" font-weight="600">{_words(self.chart.title, 12, 20)}</g>'
        yield from self.legend()
        yield from self.axes()
        yield from (self.line(line) for line in self.chart.lines)
        for series in self.chart.series:
            yield from self.series(series)
        yield from (self.text(text) for text in self.chart.texts)
        for place, line in enumerate(self.note):
            yield _words(line, 12, self.bottom + self.chart.margins.bottom + NOTE * place + 4)

    def axes(self) -> Iterator[str]:
        chart, left, quiet = self.chart, self.chart.margins.left, SHADES[Ink.QUIET]
        columns = "".join(f"M{self.x(at)} {self.top}V{self.bottom}" for at in chart.x.grid)
        rows = "".join(f"M{left} {self.y(at)}H{self.right}" for at in chart.y.grid)
        yield f'<path d="{columns}{rows}" stroke="{SHADES[Ink.LINE]}"/>'
        yield f'<g text-anchor="middle" fill="{quiet}">'
        yield from (_words(label, self.x(at), self.bottom + 16) for at, label in chart.x.ticks)
        yield _words(chart.x.title, (left + self.right) / 2, self.bottom + 36)
        yield '</g><g text-anchor="end">'
        yield from (_words(label, left - 8, self.y(at)) for at, label in chart.y.ticks)
        yield "</g>"
        if chart.y.title:
            middle = round((self.top + self.bottom) / 2)
            turned = f'text-anchor="middle" fill="{quiet}" transform="rotate(-90 14 {middle})"'
            yield f"<g {turned}>{_words(chart.y.title, 14, middle)}</g>"

    def line(self, line: Line) -> str:
        (x0, y0), (x1, y1) = line.start, line.end
        dash = ' stroke-dasharray="4 4"' if line.dashed else ""
        way = f"M{self.x(x0)} {self.y(y0)}L{self.x(x1)} {self.y(y1)}"
        return f'<path d="{way}" stroke="{SHADES[line.ink]}" stroke-width="{line.width}"{dash}/>'

    def series(self, series: Series) -> Iterator[str]:
        ink = SHADES[series.ink]
        if series.plain:  # a line without length and with round ends is a dot, in a tenth of the bytes
            dots = "".join(f"M{self.x(mark.x)} {self.y(mark.y)}h0" for mark in series.marks)
            yield f'<path d="{dots}" stroke="{ink}" stroke-width="{series.size}" stroke-linecap="round"/>'
            return
        whiskers = "".join(self.whiskers(series.marks))
        if whiskers:
            yield f'<path d="{whiskers}" stroke="{ink}" stroke-width="{series.whiskers}" stroke-opacity=".3"/>'
        clear = ' fill-opacity=".3"' if series.faint else ""
        yield f'<g fill="{ink}" stroke="{ink}" stroke-width="1.75"{clear}>'
        yield from (self.mark(mark, series) for mark in series.marks)
        yield "</g>"

    def whiskers(self, marks: Iterable[Mark]) -> Iterator[str]:
        """Intervals, as far as they lie in the picture."""
        left, right = self.chart.margins.left, self.right
        for mark in marks:
            if mark.across:
                start, end = (min(max(self.x(end), left), right) for end in mark.across)
                yield f"M{start} {self.y(mark.y)}H{end}"
            if mark.along:
                start, end = (min(max(self.y(end), self.top), self.bottom) for end in mark.along)
                yield f"M{self.x(mark.x)} {start}V{end}"

    def mark(self, mark: Mark, series: Series) -> str:
        inside = "none" if series.faint else SHADES[Ink.SURFACE]
        fill = f' fill="{inside}"' if mark.hollow else ""
        way = _outline(series.shape, self.x(mark.x), self.y(mark.y), series.across(mark))
        said = mark.hint if mark.hint or mark.count is None else number(mark.count)
        return f'<path d="{way}"{fill}><title>{escape(said)} ({escape(series.name)})</title></path>'

    def text(self, text: Text) -> str:
        x, y = self.x(text.x), self.y(text.y)
        style = f'text-anchor="{text.anchor}" fill="{SHADES[text.ink]}"'
        if text.bold:
            style += ' font-weight="600"'
        if text.halo:
            style += f' stroke="{SHADES[Ink.SURFACE]}" stroke-width="3" paint-order="stroke"'
        way = f'<path d="M{x} {y}l{text.right} {text.down}" stroke="{SHADES[Ink.QUIET]}" stroke-width=".75"/>'
        words = _words(text.words, x + text.right, y + text.down)
        return f"{way if text.leader else ''}<g {style}>{words}</g>"

    def legend(self) -> Iterator[str]:
        if len(self.chart.series) < 2:
            return
        x = 18.0
        for series in self.chart.series:
            ink = SHADES[series.ink]
            fill = SHADES[Ink.SURFACE] if series.hollow else ink
            outline = _outline(series.shape, x, HEAD + 14, 10)
            yield f'<path d="{outline}" fill="{fill}" stroke="{ink}" stroke-width="1.75"/>'
            yield _words(series.name, x + 12, HEAD + 14)
            x += 34 + LETTER * len(series.name)


def _words(words: str, x: float, y: float) -> str:
    """Lines of text, the middle of the block at y."""
    lines = words.split("\n")
    first = y + 4 - 7.5 * (len(lines) - 1)
    places = ((round(x, 1), round(first + 15 * number, 1), line) for number, line in enumerate(lines))
    return "".join(f'<text x="{x}" y="{y}">{escape(line)}</text>' for x, y, line in places if line)


def _outline(shape: Shape, x: float, y: float, size: float) -> str:
    r = round(size / 2, 1)
    if shape is Shape.SQUARE:
        side = round(r * 1.8, 1)
        return f"M{x - side / 2:.1f} {y - side / 2:.1f}h{side}v{side}h-{side}z"
    if shape is Shape.DIAMOND:
        far = round(r * 1.25, 1)
        return f"M{x} {y - far:.1f}l{far} {far}l-{far} {far}l-{far} -{far}z"
    return f"M{x - r:.1f} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 -{2 * r} 0z"
