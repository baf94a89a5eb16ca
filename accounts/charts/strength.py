"""Relative strength made visible: us and the rival on each factor, and the words for what it comes to."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from accounts.charts.attractiveness import raters_words
from accounts.charts.matrix_words import ratio_words, relative_words
from accounts.domain.strength import Lever, Span
from accounts.models import WeighedFactor
from accounts.models.strength_result import StrengthResult
from kamplan.charts import Axis, Chart, Ink, Line, Margins, Mark, Series, Shape
from kamplan.charts.names import in_lines, shortened
from kamplan.formats import number

ROW = 48
LONGEST_RIVALS = 19


def mean_words(span: Span) -> str:
    """'7.1', or '6.2–7.9' while ratings are missing."""
    low, high = (number(float(end), 1) for end in span)
    return low if span[0] == span[1] else f"{low}–{high}"


def spread_words(result: StrengthResult) -> str:
    """How far apart the raters are; nothing with one of them."""
    found = result.combined
    if found.n < 2:
        return ""
    if found.least == found.most:
        return _("the raters agree")
    told = {"least": number(float(found.least), 1, sign=True), "most": number(float(found.most), 1, sign=True)}
    return _("from %(least)s to %(most)s") % told


def asked_words(result: StrengthResult) -> str:
    """Whose word it is."""
    n, asked = result.combined.n, result.asked
    if not asked:
        return _("our own guess: nobody has asked the customer")
    if asked == n:
        return _("the customer was asked")
    return _("%(asked)s of %(all)s raters asked the customer") % {"asked": number(asked), "all": number(n)}


def price_words(result: StrengthResult) -> str:
    """What we cost beside the rival, and who knows it; nothing when nobody does."""
    if result.price is None:
        return ""
    known, n = result.prices, result.combined.n
    told = {"price": number(float(result.price), 0 if len(known) == 1 else 1), "known": number(len(known))}
    return _("our price is %(price)s where the rival’s is 100 (%(known)s of %(all)s raters know it)") % (
        told | {"all": number(n)}
    )


def strength_words(result: StrengthResult | None) -> str:
    """In a line: relative strength, against whom, how many raters, and whose word; empty when nobody judged."""
    if result is None:
        return ""
    told = {"relative": relative_words(result.combined.relative), "rivals": ", ".join(result.rivals)}
    told |= {"raters": raters_words(result.combined.n), "asked": asked_words(result)}
    return _("%(relative)s against %(rivals)s (%(raters)s; %(asked)s)") % told


def sides_words(result: StrengthResult) -> str:
    """'we 7.1, Nordlys IT 6.4, ratio 1.11'."""
    found = result.combined
    told = {"own": mean_words(found.own), "rival": mean_words(found.rival), "rivals": ", ".join(result.rivals)}
    return _("we %(own)s, %(rivals)s %(rival)s, ratio %(ratio)s") % (told | {"ratio": ratio_words(found.ratio)})


def lever_words(lever: Lever) -> tuple[str, str, str, str]:
    """We, the rival, what the factor adds, and what one step up gives."""
    own, rival = (number(None if mean is None else float(mean), 1) for mean in (lever.own, lever.rival))
    return (
        own,
        rival,
        number(None if lever.lead is None else float(lever.lead), 2, sign=True),
        number(float(lever.step), 2, sign=True) if lever.step else _("at the top"),
    )


def strength_chart(factors: Sequence[WeighedFactor], result: StrengthResult) -> Chart:
    """A row for each factor, the rival's mark and ours joined by a line."""
    rows = list(zip(factors, result.levers, strict=True))
    ticks = tuple((place, in_lines(factor.name)) for place, factor in enumerate(factors))
    rivals = ", ".join(result.rivals)
    return Chart(
        key="strength",
        title=_("Us and the best rival, factor by factor"),
        alt=_("Mean ratings of us and of %(rivals)s on each factor. The table below has the figures.")
        % {"rivals": rivals},
        note=_("Ratings 1 to 10 as the customer would give them; means where several raters judged."),
        x=Axis(0.6, 10.4, tuple((at, str(at)) for at in (1, 4, 7, 10))),
        y=Axis(len(rows) - 0.5, -0.5, ticks, rows=True),
        series=(
            Series(_("We"), Ink.BLUE, Shape.CIRCLE, tuple(_marks(rows, "own")), size=13),
            Series(shortened(rivals, LONGEST_RIVALS), Ink.ORANGE, Shape.DIAMOND, tuple(_marks(rows, "rival")), size=11),
        ),
        lines=tuple(_leads(rows)),
        height=ROW * len(rows) + 48,
        margins=Margins(left=148, right=16, top=8, bottom=32),
    )


def _marks(rows: Sequence[tuple[WeighedFactor, Lever]], side: str) -> Iterator[Mark]:
    for place, (factor, lever) in enumerate(rows):
        mean = getattr(lever, side)
        if mean is not None:
            yield Mark(float(mean), place, f"{factor.name}: {number(float(mean), 1)}")


def _leads(rows: Sequence[tuple[WeighedFactor, Lever]]) -> Iterator[Line]:
    for place, (_factor, lever) in enumerate(rows):
        if lever.own is not None and lever.rival is not None:
            ink = Ink.BLUE if lever.own >= lever.rival else Ink.ORANGE
            yield Line((float(lever.rival), place), (float(lever.own), place), ink, 2)
