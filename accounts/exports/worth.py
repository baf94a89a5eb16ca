"""An account's worth as tables: its scores, wallets, switching costs, moving years, sensitivity and years served."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from accounts.charts.worth_words import scores
from accounts.domain.worth_wallet import Basis
from accounts.models.worth_found import AccountWorth
from kamplan.exports import Column, Kind, Table

FORTH = Decimal("0.0001")


def worth_tables() -> dict[str, Callable[[AccountWorth], Table]]:
    """By the word that asks for one of them; the scores come first."""
    return {
        "scores": scores_table,
        "wallet": wallet_table,
        "switching": switching_table,
        "lifetime": lifetime_table,
        "moving": moving_table,
        "served": served_table,
    }


def basis_words(basis: Basis) -> str:
    return {
        Basis.SPEND: _("measured"),
        Basis.RULE: _("estimate by rule"),
        Basis.UNKNOWN: _("not known"),
    }[basis]


def scores_table(found: AccountWorth) -> Table:
    """As the page says them, with every input."""
    columns = (Column(_("Score")), Column(_("Input")), Column(_("Value")), Column(_("Source or note")))
    rows = []
    for score in scores(found):
        rows.append((score.name, "", score.value, score.note))
        rows += [(score.name, each.label, each.value, each.source) for each in score.inputs]
    return Table(_("Scores"), columns, rows)


def wallet_table(found: AccountWorth) -> Table:
    words = {"currency": found.rates.house}
    columns = (
        Column(_("Category")),
        Column(_("Our revenue, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("The customer spends, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Year"), Kind.NUMBER),
        Column(_("Share, %"), Kind.NUMBER, 2),
        Column(_("Rests on")),
        Column(_("Estimate by rule, %"), Kind.NUMBER, 2),
        Column(_("Place"), Kind.NUMBER, 1),
        Column(_("Suppliers"), Kind.NUMBER),
        Column(_("Source")),
    )
    rows = [
        (
            *(each.area.name, each.wallet.ours, each.wallet.spend, each.budget.year if each.budget else None),
            *(hundredfold(each.wallet.share), basis_words(each.wallet.basis), hundredfold(each.wallet.by_rule)),
            *((decimal(each.wallet.rank.average), each.wallet.rank.suppliers) if each.wallet.rank else (None, None)),
            "; ".join(row.source for row in (each.budget, each.rank) if row),
        )
        for each in found.categories
    ]
    return Table(_("Share of wallet"), columns, rows)


def switching_table(found: AccountWorth) -> Table:
    columns = (
        Column(_("Who bears it")),
        Column(_("Kind")),
        Column(_("What it is")),
        Column(_("Once"), Kind.NUMBER, 2),
        Column(_("Each year"), Kind.NUMBER, 2),
        Column(_("Years"), Kind.NUMBER),
        Column(_("Currency")),
        Column(_("How sure")),
        Column(_("At present value, %(currency)s") % {"currency": found.rates.house}, Kind.NUMBER, 2),
    )
    worth = {line.number: line.worth for line in found.switching.lines}
    rows = [
        (
            *(line.get_bearer_display(), line.get_kind_display(), line.description, line.once, line.yearly, line.years),
            *(line.currency, line.get_confidence_display(), decimal(worth[line.pk])),
        )
        for line in found.lines
    ]
    return Table(_("Switching costs"), columns, rows)


def lifetime_table(found: AccountWorth) -> Table:
    known = found.sensitivity
    headings = [_("%(share)s %% interest") % {"share": hundredfold(each)} for each in known.interests] if known else []
    columns = (
        Column(_("Retention, %"), Kind.NUMBER, 2),
        *(Column(heading, Kind.NUMBER, 2) for heading in headings),
        Column(_("Without an end"), Kind.NUMBER, 2),
    )
    rows = [
        (hundredfold(retention), *map(decimal, values), decimal(endless))
        for retention, values, endless in (known.rows if known else ())
    ]
    return Table(_("Lifetime value"), columns, rows)


def moving_table(found: AccountWorth) -> Table:
    words = {"currency": found.rates.house}
    columns = (
        Column(_("12 months up to"), Kind.DATE),
        Column(_("Revenue, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Contribution margin, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Margin, %"), Kind.NUMBER, 2),
        Column(_("Recurring, %"), Kind.NUMBER, 2),
    )
    rows = [
        (
            *(year.last, year.sum.total, year.sum.known_margin),
            *(hundredfold(year.sum.margin_share), hundredfold(year.sum.recurring_share)),
        )
        for year in found.moving
    ]
    return Table(_("Twelve months at a time"), columns, rows)


def served_table(found: AccountWorth) -> Table:
    words = {"currency": found.rates.house}
    columns = (
        Column(_("Year"), Kind.NUMBER),
        Column(_("Months"), Kind.NUMBER),
        Column(_("Contribution margin, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Cost of the whole year, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Cost in proportion, %(currency)s") % words, Kind.NUMBER, 2),
        Column(_("Return, %"), Kind.NUMBER, 2),
    )
    rows = [
        (year.year, year.through, year.sum.known_margin, year.cost, decimal(year.so_far), hundredfold(year.gain))
        for year in found.served
    ]
    return Table(_("Return on key account management"), columns, rows)


def decimal(value: Fraction | Decimal | None) -> Decimal | None:
    """To four decimals: a fraction need not end."""
    if value is None:
        return None
    return (Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value).quantize(FORTH)


def hundredfold(share: Fraction | Decimal | None) -> Decimal | None:
    return None if share is None else decimal(share * 100)
