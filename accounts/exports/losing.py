"""Where money is lost as a table: each account whose known contribution margin is below zero, and its worst area."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.domain.value import cents
from accounts.models.losing import Losing
from accounts.models.tier_pyramid import Named
from kamplan.exports import Column, Kind, Table


def losing_table(found: Losing, names: Mapping[int, Named], areas: Mapping[int, str], until: date) -> Table:
    house = {"currency": settings.CURRENCY}
    columns = (
        Column(_("Account")),
        Column(_("Revenue (%(currency)s)") % house, Kind.NUMBER, 2),
        Column(_("Contribution margin, %(currency)s") % house, Kind.NUMBER, 2),
        Column(_("Loses most in")),
        Column(_("Contribution margin there, %(currency)s") % house, Kind.NUMBER, 2),
        Column(_("Figures"), Kind.NUMBER),
        Column(_("Figures without a margin"), Kind.NUMBER),
        Column(_("Owner")),
        Column(_("Unit")),
        Column(_("Figures up to"), Kind.DATE),
    )
    rows = [
        (
            *(known.name, cents(each.revenue), cents(each.margin), areas[each.area], cents(each.area_margin)),
            *(each.figures, each.unknown, known.owner, known.unit, until),
        )
        for each in found.accounts
        for known in [names[each.account]]
    ]
    return Table(_("Where we lose money"), columns, rows)
