"""The template people fill in: the right columns, and a few rows that show what belongs there."""

from django.utils.translation import gettext as _

from kamplan.exports import Column, Table

COLUMNS = ("audience", "respondent", "account", "criterion", "dimension", "rating")
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
