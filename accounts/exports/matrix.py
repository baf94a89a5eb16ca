"""The portfolio matrix as tables: where each account stands, and the points it has come by."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.charts.matrix_words import NAMES, SECOND_NAMES, SUGGESTIONS
from accounts.domain.matrix import Category, Lines
from accounts.domain.value import cents
from accounts.models.matrix import Position
from accounts.models.matrix_path import Point
from kamplan.exports import Column, Kind, Table


def matrix_table(positions: Sequence[Position], lines: Lines) -> Table:
    """As the page shows them; who is judged on one axis alone has no field."""
    money = {"currency": settings.CURRENCY}
    columns = (
        *(Column(_("Account")), Column(_("Category")), Column(_("May also be"))),
        *(Column(_("Cheverton’s name")), Column(_("Suggests"))),
        Column(_("Attractiveness %, lowest possible"), Kind.NUMBER, decimals=2),
        Column(_("Attractiveness %, highest possible"), Kind.NUMBER, decimals=2),
        Column(_("Relative strength, lowest possible"), Kind.NUMBER, decimals=2),
        Column(_("Relative strength, highest possible"), Kind.NUMBER, decimals=2),
        Column(_("Raters of attractiveness"), Kind.NUMBER),
        Column(_("Raters of strength"), Kind.NUMBER),
        Column(_("Of them asked the customer"), Kind.NUMBER),
        Column(_("Revenue of 12 months (%(currency)s)") % money, Kind.NUMBER, decimals=2),
        Column(_("Potential a year (%(currency)s)") % money, Kind.NUMBER, decimals=2),
        *(Column(_("Owner")), Column(_("Unit"))),
    )
    return Table(_("Portfolio matrix"), columns, (_row(each, lines) for each in positions))


def _row(each: Position, lines: Lines) -> tuple[object, ...]:
    one, other = each.attractiveness, each.strength
    found = each.category(lines) if each.is_placed else None
    possible = each.possible(lines) if each.is_placed and found is None else frozenset()
    return (
        each.account.name,
        str(NAMES[found]) if found else "",
        "; ".join(str(NAMES[category]) for category in Category if category in possible),
        str(SECOND_NAMES[found]) if found else "",
        str(SUGGESTIONS[found]) if found else "",
        *(map(float, one.percent) if one else (None, None)),
        *(map(float, other.relative) if other else (None, None)),
        one.n if one else 0,
        other.n if other else 0,
        each.asked,
        None if each.revenue is None else cents(each.revenue),
        None if each.potential is None else cents(each.potential),
        each.account.owner,
        each.account.unit,
    )


def path_table(positions: Sequence[Position], paths: Mapping[int, Sequence[Point]]) -> Table:
    """The earlier points, the oldest first; each by the sets in use on its day."""
    columns = (
        *(Column(_("Account")), Column(_("From"), Kind.DATE)),
        Column(_("Attractiveness %"), Kind.NUMBER, decimals=2),
        Column(_("Relative strength"), Kind.NUMBER, decimals=2),
    )
    rows = (
        (each.account.name, point.on, float(point.attractiveness), float(point.strength))
        for each in positions
        for point in paths.get(each.account.pk, ())
    )
    return Table(_("Path"), columns, rows)
