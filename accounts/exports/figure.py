"""The customer's own figures as tables: year by year with their sources, over the years, and what it is."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.charts.figure import name_of
from accounts.models import CustomerProfile, Figure
from accounts.models.figure import FigureQuerySet
from kamplan.exports import Column, Kind, Table


def figure_table(figures: FigureQuerySet) -> Table:
    """What is known, then what is worked out from it."""
    columns = (
        Column(_("Year"), Kind.NUMBER),
        Column(_("Figure")),
        Column(_("Category")),
        Column(_("Amount"), Kind.NUMBER, 2),
        Column(_("Currency")),
        Column(_("Source")),
    )
    known = [
        (each.year, each.get_kind_display(), each.category, each.amount, each.currency, each.source) for each in figures
    ]
    told = [
        (each.year, str(Figure.Share(each.slug).label), "", each.percent, "%", _("Worked out"))
        for each in figures.shares()
    ]
    return Table(_("Figures of the customer"), columns, known + told)


def development_table(figures: FigureQuerySet) -> Table:
    """How each figure has gone over the years, as the page shows it."""
    columns = (
        *(Column(_("Figure")), Column(_("From year"), Kind.NUMBER), Column(_("To year"), Kind.NUMBER)),
        *(Column(_("First"), Kind.NUMBER, 2), Column(_("Newest"), Kind.NUMBER, 2), Column(_("Currency"))),
        *(Column(_("Change, %"), Kind.NUMBER, 1), Column(_("A year, %"), Kind.NUMBER, 2)),
    )
    rows = [
        (
            *(name_of(each), each.amounts[0][0], each.amounts[-1][0], each.amounts[0][1], each.amounts[-1][1]),
            *(each.currency, each.change, each.growth),
        )
        for each in figures.developments()
    ]
    return Table(_("Over the years"), columns, rows)


def profile_table(profile: CustomerProfile) -> Table:
    fields = [field for field in profile._meta.concrete_fields if not field.primary_key]
    rows = [(capfirst(str(field.verbose_name)), getattr(profile, field.attname)) for field in fields]
    return Table(_("Fact sheet"), (Column(_("Figure")), Column(_("Value"))), rows)
