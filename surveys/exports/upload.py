"""The template people fill in: the right columns, and a few rows that show what belongs there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kamplan.exports import Column, Table

COLUMNS = {
    "audience": gettext_lazy("customer or seller"),
    "respondent": gettext_lazy("a name or number, the same on all rows of one respondent"),
    "account": gettext_lazy("if you like: the name or organisation number of one of your accounts"),
    "criterion": gettext_lazy("its name in English or Norwegian; new ones are made"),
    "dimension": gettext_lazy("importance or performance; sellers rate importance only"),
    "rating": gettext_lazy("a whole number on the scale; empty means no experience, never zero"),
}
EXAMPLES = (
    ("customer", "C1", "", "availability", "importance", 9),
    ("customer", "C1", "", "availability", "performance", 7),
    ("customer", "C2", "", "availability", "importance", 10),
    ("customer", "C2", "", "availability", "performance", 8),
    ("seller", "S1", "", "availability", "importance", 8),
)


def template() -> Table:
    """Its headings are English in every language, so that the file is understood wherever it is filled in."""
    return Table(title=_("Answers"), columns=[Column(name) for name in COLUMNS], rows=EXAMPLES)
