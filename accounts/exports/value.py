"""The value of an account as tables: month by month, by area, and the single facts behind both."""

from django.utils.translation import gettext as _

from accounts.domain.value import Sum, last_day
from accounts.models.value import AccountValue
from kamplan.exports import Column, Kind, Table


def value_tables(found: AccountValue) -> tuple[Table, ...]:
    return months_table(found), areas_table(found), facts_table(found), bought_table(found)


def sums(currency: str) -> tuple[Column, ...]:
    words = {"currency": currency}
    return (
        Column(_("Revenue, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Contribution margin, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Figures"), Kind.NUMBER, 0),
    )


def cells(found: Sum) -> tuple[object, ...]:
    return (found.total, found.known_margin, found.n)


def months_table(found: AccountValue) -> Table:
    columns = (Column(_("Month"), Kind.DATE), *sums(found.rates.house))
    return Table(_("Months"), columns, [(month, *cells(each)) for month, each in found.told.months])


def areas_table(found: AccountValue) -> Table:
    house = found.rates.house
    columns = (
        Column(_("Service area")),
        *sums(house),
        Column(_("Revenue of the 12 months before, %(currency)s") % {"currency": house}, Kind.NUMBER, 2),
    )
    rows = [(found.area_names[area], *cells(now), before.total) for area, now, before in found.told.areas]
    return Table(_("Areas"), columns, rows)


def facts_table(found: AccountValue) -> Table:
    """Each as it was imported, with the rate it is counted with; without a rate it is not counted."""
    columns = (
        Column(_("Month"), Kind.DATE),
        Column(_("Service area")),
        Column(_("Recurring")),
        Column(_("Currency")),
        Column(_("Revenue"), Kind.NUMBER, 2),
        Column(_("Contribution margin"), Kind.NUMBER, 2),
        Column(_("Rate"), Kind.NUMBER),
    )
    rows = [
        (
            fact.month,
            found.area_names[fact.area],
            fact.recurring,
            fact.currency,
            fact.revenue,
            fact.margin,
            found.rates.on(fact.currency, last_day(fact.month)),
        )
        for fact in found.facts
    ]
    return Table(_("Facts"), columns, rows)


def bought_table(found: AccountValue) -> Table:
    columns = (
        *(Column(_("First bought"), Kind.DATE), Column(_("Last bought"), Kind.DATE)),
        *(Column(_("Months in which it bought"), Kind.NUMBER, 0), Column(_("Months since the first"), Kind.NUMBER, 0)),
    )
    return Table(_("Since when"), columns, [found.bought] if found.bought else [])
