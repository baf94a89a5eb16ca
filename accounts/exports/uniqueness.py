"""Areas by uniqueness and recurring revenue as tables: where each stands, and every rating there ever was."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.charts.uniqueness import field_words
from accounts.domain.value import cents
from accounts.exports.worth import hundredfold
from accounts.models import AreaUniqueness
from accounts.models.uniqueness_areas import AreaStands
from kamplan.exports import Column, Kind, Table


def stands_table(found: AreaStands) -> Table:
    """The largest first, as the page shows them."""
    columns = (
        *(Column(_("Service area")), Column(_("Uniqueness"), Kind.NUMBER), Column(_("System-critical"))),
        Column(_("Revenue of 12 months (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, 2),
        *(Column(_("Recurring, %"), Kind.NUMBER, 2), Column(_("Customers"), Kind.NUMBER)),
        *(Column(_("Field")), Column(_("Evidence")), Column(_("Figures up to"), Kind.DATE)),
    )
    rows = [
        (
            *(each.name, *((each.rated.uniqueness, each.rated.critical) if each.rated else (None, None))),
            *(cents(each.revenue), hundredfold(each.share), each.customers),
            *(field_words(each.field) if each.field else None, each.rated.evidence if each.rated else None),
            found.until,
        )
        for each in found.stands
    ]
    return Table(_("Service areas"), columns, rows)


def ratings_table() -> Table:
    """The newest first; the first of each area counts."""
    columns = (
        *(Column(_("Service area")), Column(_("Uniqueness"), Kind.NUMBER), Column(_("System-critical"))),
        *(Column(_("Evidence")), Column(_("Rater")), Column(_("On"), Kind.MOMENT)),
    )
    rows = (
        (
            f"{each.area.parent} / {each.area}" if each.area.parent else str(each.area),
            *(each.uniqueness, each.critical, each.evidence, str(each.rated_by or ""), each.rated_at),
        )
        for each in AreaUniqueness.objects.select_related("area__parent", "rated_by")
    )
    return Table(_("Ratings"), columns, rows)
