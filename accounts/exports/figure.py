"""The customer's own figures as a table."""

from django.utils.translation import gettext as _

from accounts.models import Account
from kamplan.exports import Column, Kind, Table


def figure_table(account: Account) -> Table:
    columns = (
        Column(_("Year"), Kind.NUMBER),
        Column(_("Figure")),
        Column(_("Category")),
        Column(_("Amount"), Kind.NUMBER, 2),
        Column(_("Currency")),
        Column(_("Source")),
    )
    rows = [
        (each.year, each.get_kind_display(), each.category, each.amount, each.currency, each.source)
        for each in account.figures.all()
    ]
    return Table(_("Figures of the customer"), columns, rows)
