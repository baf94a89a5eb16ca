"""The words charts, sentences and tables of a survey share."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kamplan.formats import number
from surveys.domain.cuts import Quadrant, Rule
from surveys.domain.wave import Column

Names = Mapping[str, str]

QUADRANTS = {
    Quadrant.CONCENTRATE: gettext_lazy("concentrate here"),
    Quadrant.KEEP_UP: gettext_lazy("keep up the good work"),
    Quadrant.OVERKILL: gettext_lazy("possible overkill"),
    Quadrant.LOW_PRIORITY: gettext_lazy("low priority"),
}
COLUMNS = {
    Column.IMPORTANCE: gettext_lazy("Importance"),
    Column.PERFORMANCE: gettext_lazy("Performance"),
    Column.GAP: gettext_lazy("Gap"),
}
RULES = {
    Rule.MEANS: gettext_lazy("data-centred means"),
    Rule.MEDIANS: gettext_lazy("data-centred medians"),
    Rule.SCALE: gettext_lazy("scale-centred"),
    Rule.TARGETS: gettext_lazy("own targets"),
}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(texts: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    if len(texts) < 2:
        return "".join(texts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(texts[:-1]), "last": texts[-1]}


def too_few(least: int) -> str:
    """In the place of what is withheld."""
    return _("fewer than %(n)s answers") % {"n": number(least)}


def points(value: float | None, *, sign: bool = False) -> str:
    """Scale points, two decimals."""
    return number(value, 2, sign=sign)


def interval(low: float | None, high: float | None, *, sign: bool = False) -> str:
    """'8.58 to 10.00'; '' when there is none."""
    if low is None or high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": points(low, sign=sign), "high": points(high, sign=sign)}


def whisker(low: float | None, high: float | None) -> tuple[float, float] | None:
    """Between which an interval is drawn; None when there is none."""
    return None if low is None or high is None else (low, high)
