"""The portfolio matrix in words: its fields, what each suggests, and where an account stands."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.domain.matrix import IN_ORDER, Category, Lines
from accounts.domain.strength import Span
from accounts.models.matrix import Position, Size
from kamplan.formats import MISSING, number

NAMES: dict[Category, Any] = {
    Category.STAR: gettext_lazy("Star"),
    Category.STRATEGIC: gettext_lazy("Strategic"),
    Category.STATUS: gettext_lazy("Status"),
    Category.STREAMLINE: gettext_lazy("Streamline"),
}
SECOND_NAMES: dict[Category, Any] = {
    Category.STAR: gettext_lazy("Key development account"),
    Category.STRATEGIC: gettext_lazy("Key account"),
    Category.STATUS: gettext_lazy("Maintenance account"),
    Category.STREAMLINE: gettext_lazy("Opportunistic account"),
}
SUGGESTIONS: dict[Category, Any] = {
    Category.STAR: gettext_lazy("Invest selectively: find out why the rival is preferred, and win them step by step."),
    Category.STRATEGIC: gettext_lazy("Invest and integrate: joint plans, the best people, several levels of contact."),
    Category.STATUS: gettext_lazy("Keep them well, as reference and door opener; invest no more than that."),
    Category.STREAMLINE: gettext_lazy("Serve them at lower cost: fewer visits, more self-service."),
}


class Field(NamedTuple):
    """One of the four fields, in words, and what stands in it."""

    name: str
    second_name: str
    suggestion: str
    inside: str


def field_words(counted: Mapping[Category | None, int]) -> list[Field]:
    """What to invest in first; who cannot be told apart is counted nowhere."""
    return [
        Field(str(NAMES[each]), str(SECOND_NAMES[each]), str(SUGGESTIONS[each]), count_words(counted.get(each, 0)))
        for each in IN_ORDER
    ]


def count_words(count: int) -> str:
    return ngettext("%(count)s account", "%(count)s accounts", count) % {"count": number(count)}


def percent_words(span: Span) -> str:
    """'68.3 %', or '62.2–72.2 %' while ratings are missing."""
    return f"{_between(span, sign=False)} %"


def relative_words(span: Span) -> str:
    """'+0.7', or '−0.2–+1.6' while ratings are missing."""
    return _between(span, sign=True)


def _between(span: Span, *, sign: bool) -> str:
    low, high = (number(float(end), 1, sign=sign) for end in span)
    return low if span[0] == span[1] else f"{low}{MISSING}{high}"


def ratio_words(span: Span) -> str:
    low, high = (number(float(end), 2) for end in span)
    return low if span[0] == span[1] else f"{low}{MISSING}{high}"


def category_words(found: Collection[Category]) -> str:
    """'Star', or 'Star or Strategic: not told apart' in the order of the matrix."""
    names = [str(name) for each, name in NAMES.items() if each in found]
    if len(names) == 1:
        return names[0]
    return _("%(names)s: not told apart") % {"names": (" " + _("or") + " ").join(names)}


def amount_words(amount: Decimal | None) -> str:
    return _("unknown") if amount is None else number(amount)


def lines_words(lines: Lines) -> str:
    told = {"percent": _plain(lines.attractiveness), "relative": _plain(lines.strength, sign=True)}
    return _("attractive from %(percent)s %%, strong from %(relative)s") % told


def _plain(value: Fraction, *, sign: bool = False) -> str:
    return number(float(value), 0 if value.denominator == 1 else 2, sign=sign)


def hint(position: Position, lines: Lines, by: Size) -> str:
    """What a mark says when it is pointed at."""
    attractiveness, relative = position.spans
    told = {"attractiveness": percent_words(attractiveness), "relative": relative_words(relative)}
    return "\n".join(
        (
            position.account.name,
            category_words(position.possible(lines)),
            _("attractiveness %(attractiveness)s, relative strength %(relative)s") % told,
            f"{by.label}: {amount_words(position.size(by))}",
        )
    )
