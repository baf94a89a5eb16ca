"""The portfolio as sheets: the answers, the classes, Pareto's curve, the matrix, the moves and the concentration."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.charts.portfolio import answers
from accounts.domain.concentration import Rule
from accounts.exports.concentration import measured, measures
from accounts.exports.matrix import matrix_table
from accounts.exports.tier import curve_table, moves_table, standings_table, steps_table
from accounts.models.portfolio import Portfolio
from accounts.models.tier_pyramid import names_of
from kamplan.exports import Column, Kind, Table


def answers_table(portfolio: Portfolio) -> Table:
    return replace(no_answers(), rows=((each.question, each.words, each.rule) for each in answers(portfolio)))


def no_answers() -> Table:
    """As long as there is no run."""
    columns = (Column(_("Question")), Column(_("Answer")), Column(_("By which rule, of how many")))
    return Table(_("Answers"), columns, ())


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
    """Of the revenue that the run has recorded."""
    found, until = portfolio.pyramid.chosen.concentration, Column(_("Figures up to"), Kind.DATE)
    row = (portfolio.run.as_of, *measures(found, Rule.PORTFOLIO))
    return Table(_("Concentration"), (until, *measured()), [row])


SHEETS: dict[str, Callable[[Portfolio], Table]] = {
    "answers": answers_table,
    "classes": lambda portfolio: steps_table(portfolio.pyramid),
    "pareto": lambda portfolio: curve_table(portfolio.pyramid),
    "matrix": lambda portfolio: matrix_table(portfolio.positions, portfolio.lines),
    "moves": lambda portfolio: moves_table(portfolio.moves, names_of({move.account for move in portfolio.moves})),
    "concentration": concentration_table,
    "shares": shares_table,
    "accounts": lambda portfolio: standings_table(portfolio.pyramid),
}
