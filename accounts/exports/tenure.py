"""New and lasting customers as tables: every customer with its tenure, year by year, and the bands of years."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.charts.tenure import rows_of_bands
from accounts.domain.value import cents
from accounts.exports.concentration import written
from accounts.exports.worth import hundredfold
from accounts.models.tenure import Customers
from accounts.models.tier_pyramid import Named
from kamplan.exports import Column, Kind, Table


def customers_table(customers: Customers, names: Mapping[int, Named]) -> Table:
    """The newest first."""
    columns = (
        *(
            Column(_("Account")),
            Column(_("First bought in"), Kind.DATE),
            Column(_("Months as a customer"), Kind.NUMBER),
        ),
        *(Column(_("At least")), Column(_("Key account"))),
        Column(_("Revenue of 12 months (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, 2),
        *(Column(_("Share, %"), Kind.NUMBER, 4), Column(_("Owner")), Column(_("Unit"))),
    )
    rows = [
        (
            *(named.name, customers.firsts[account], int(tenure.months), tenure.at_least, account in customers.key),
            *(cents(part.revenue), hundredfold(part.share), named.owner, named.unit),
        )
        for account, tenure in customers.tenures.items()
        for named, part in [(names[account], customers.share(account))]
    ]
    return Table(_("Customers"), columns, rows)


def years_table(customers: Customers) -> Table:
    house = {"currency": settings.CURRENCY}
    columns = (
        *(Column(_("12 months up to"), Kind.DATE), Column(_("Customers"), Kind.NUMBER)),
        Column(_("Revenue (%(currency)s)") % house, Kind.NUMBER, 2),
        *(Column(_("New customers"), Kind.NUMBER), Column(_("Revenue of new customers, %"), Kind.NUMBER, 2)),
        Column(_("Bought the year before only"), Kind.NUMBER),
        *(Column(_("Key accounts of today"), Kind.NUMBER), Column(_("Revenue of key accounts, %"), Kind.NUMBER, 2)),
    )
    rows = [
        (
            *(each.until, each.all.n, written(each.all.revenue)),
            *((each.new.n, hundredfold(each.new.share)) if each.new else (None, None)),
            *(each.gone, each.key.n, hundredfold(each.key.share)),
        )
        for each in customers.years
    ]
    return Table(_("Year by year"), columns, rows)


def bands_table(customers: Customers) -> Table:
    columns = (
        *(Column(_("Years as a customer")), Column(_("Customers"), Kind.NUMBER)),
        Column(_("Revenue (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, 2),
        Column(_("Share, %"), Kind.NUMBER, 4),
    )
    rows = [
        (words, band.part.n, written(band.part.revenue), hundredfold(band.part.share))
        for band, words, _bar in rows_of_bands(customers)
    ]
    return Table(_("How long they have bought"), columns, rows)
