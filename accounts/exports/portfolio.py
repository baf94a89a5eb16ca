"""The portfolio as sheets: the answers, the classes, Pareto's curve, the matrix, the moves and the concentration."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.charts.matrix_words import category_words
from accounts.charts.portfolio import answers
from accounts.domain.concentration import Concentration
from accounts.exports.tier import curve_table, moves_table, standings_table, steps_table
from accounts.models.portfolio import Portfolio
from accounts.models.tier_pyramid import names_of
from kamplan.exports import Column, Kind, Table

TOPS = (1, 3, 5, 10)


def answers_table(portfolio: Portfolio) -> Table:
    return replace(no_answers(), rows=((each.question, each.words, each.rule) for each in answers(portfolio)))


def no_answers() -> Table:
    """As long as there is no run."""
    columns = (Column(_("Question")), Column(_("Answer")), Column(_("By which rule, of how many")))
    return Table(_("Answers"), columns, ())


def matrix_table(portfolio: Portfolio) -> Table:
    """Whoever is judged either way, by name; an interval has two ends while ratings are missing."""
    columns = (
        Column(_("Account")),
        Column(_("Field of the matrix")),
        Column(_("Attractiveness from, %"), Kind.NUMBER, decimals=2),
        Column(_("Attractiveness to, %"), Kind.NUMBER, decimals=2),
        Column(_("Relative strength from"), Kind.NUMBER, decimals=2),
        Column(_("Relative strength to"), Kind.NUMBER, decimals=2),
        Column(_("Judgements that rest on the customer"), Kind.NUMBER),
        Column(_("Revenue, 12 months (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, decimals=2),
        Column(_("Owner")),
        Column(_("Unit")),
    )
    return Table(_("Matrix"), columns, _rows_of_matrix(portfolio))


def _rows_of_matrix(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for each in portfolio.positions:
        field = category_words(each.possible(portfolio.lines)) if each.is_placed else None
        attractive = map(float, each.attractiveness.percent) if each.attractiveness else (None, None)
        strong = map(float, each.strength.relative) if each.strength else (None, None)
        about = each.account
        yield about.name, field, *attractive, *strong, each.asked, each.revenue, about.owner, about.unit


def shares_table(portfolio: Portfolio) -> Table:
    """Every account with revenue, the largest first."""
    columns = (
        Column(_("Account")),
        Column(_("Revenue (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, decimals=2),
        Column(_("% of the revenue"), Kind.NUMBER, decimals=4),
    )
    chosen = portfolio.pyramid.chosen
    names = names_of(stand.account for stand in chosen.largest)
    rows = (
        (names[stand.account].name, stand.revenue, 100 * float(share))
        for stand, share in zip(chosen.largest, chosen.concentration.shares, strict=True)
    )
    return Table(_("Shares"), columns, rows)


def concentration_table(portfolio: Portfolio) -> Table:
    columns = (Column(_("Measure")), Column(_("Value"), Kind.NUMBER, decimals=4), Column(_("Customers"), Kind.NUMBER))
    found = portfolio.pyramid.chosen.concentration
    return Table(_("Concentration"), columns, ((*row, found.n) for row in measures(found)))


def measures(found: Concentration) -> Iterator[tuple[str, float | None]]:
    for top in TOPS:
        yield _("Share of the %(count)s largest, %%") % {"count": top}, 100 * float(found.top(top))
    for words, value in (
        (_("HHI, 0 to 1"), found.hhi),
        (_("Effective number of customers"), found.effective_number),
        (_("HHI, normalised"), found.normalised),
        (_("Gini"), found.gini),
    ):
        yield words, None if value is None else float(value)


SHEETS: dict[str, Callable[[Portfolio], Table]] = {
    "answers": answers_table,
    "classes": lambda portfolio: steps_table(portfolio.pyramid),
    "pareto": lambda portfolio: curve_table(portfolio.pyramid),
    "matrix": matrix_table,
    "moves": lambda portfolio: moves_table(portfolio.moves, names_of({move.account for move in portfolio.moves})),
    "concentration": concentration_table,
    "shares": shares_table,
    "accounts": lambda portfolio: standings_table(portfolio.pyramid),
}
