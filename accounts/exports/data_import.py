"""Files about imports: the rows that were refused, with the reasons, and the template people fill in."""

from django.utils.translation import gettext as _

from accounts.domain.data_import import Plan, Refused
from accounts.domain.data_import_names import CALLED
from accounts.forms.data_import_words import reason
from accounts.models import DataImport
from kamplan.exports import Column, Kind, Table

EXAMPLES: dict[str, tuple[tuple[object, ...], ...]] = {
    DataImport.Kind.REVENUE: (
        ("Nordvik Verft", "", "Cloud / Backup", "2026-01", 12500.5, 4100, "yes", "NOK"),
        ("Nordvik Verft", "", "Cloud / Backup", "2026-02", -800, "", "no", "NOK"),
    ),
    DataImport.Kind.ACCOUNT: (("Nordvik Verft", "", "NO", "Vestland", "private", "C", "", "NOK", "active", "", ""),),
    DataImport.Kind.CONTACT: (
        ("Nordvik Verft", "", "Kari Eksempel", "Buyer", "Purchasing", "kari@nordvik.example", "", "nb"),
    ),
}


def refused_table(plan: Plan) -> Table:
    """As they came, so that the file can be corrected and sent again; its line and the reasons go before."""
    width = max((len(refused.cells) for refused in plan.refused), default=0)
    heading = [*plan.heading, *[""] * (width - len(plan.heading))]

    def row(refused: Refused) -> tuple[object, ...]:
        rest = [""] * (len(heading) - len(refused.cells))
        return (refused.line, "; ".join(map(reason, refused.faults)), *refused.cells, *rest)

    rows = map(row, plan.refused)
    columns = (Column(_("Line"), Kind.NUMBER), Column(_("Reason")), *map(Column, heading))
    return Table(_("Refused rows"), columns, rows)


def template(kind: str) -> Table:
    """Its headings are English in every language, so that the file is understood wherever it is filled in."""
    return Table(_("Import"), [Column(name) for name in CALLED[kind]], EXAMPLES[kind])
