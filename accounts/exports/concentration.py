"""Concentration as tables: every account with its share, the measures, by area and industry, and over time."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.charts.concentration import TOPS, band_words, industry_words
from accounts.domain.concentration import MATERIAL_SHARE, Concentration, Rule
from accounts.domain.value import cents
from accounts.exports.worth import decimal, hundredfold
from accounts.models.concentration import Before, Concentrated, Holdings, rule_words, shared_out
from accounts.models.concentration_parts import InArea, InIndustry
from accounts.models.revenue_sums import Margin, money
from accounts.models.tier_pyramid import Named
from kamplan.exports import Column, Kind, Table


def holders_table(found: Holdings, names: Mapping[int, Named], industries: Mapping[int, str]) -> Table:
    columns = (
        Column(_("Place"), Kind.NUMBER),
        Column(_("Account")),
        Column(_("Revenue (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, 2),
        Column(_("Share, %"), Kind.NUMBER, 4),
        Column(_("With all larger, %"), Kind.NUMBER, 4),
        Column(_("More than a tenth")),
        Column(_("Owner")),
        Column(_("Unit")),
        Column(_("Figures up to"), Kind.DATE),
        Column(_("Industry")),
        Column(_("Contribution margin, %(currency)s") % {"currency": settings.CURRENCY}, Kind.NUMBER, 2),
        Column(_("Figures without a margin"), Kind.NUMBER),
    )
    rows = [
        (
            *(place, known.name, cents(holder.revenue), hundredfold(share), hundredfold(reached)),
            *(None if share is None else share > MATERIAL_SHARE, known.owner, known.unit, found.now.until),
            *(industry_words(industries.get(holder.account, "")), *margin_cells(found.margins[holder.account])),
        )
        for place, holder, share, reached in shared_out(found.now)
        for known in [names[holder.account]]
    ]
    return Table(_("Accounts"), columns, rows)


def margin_cells(margin: Margin) -> tuple[Decimal | None, int]:
    """What is known of it, and of how many figures it is not."""
    return cents(money(margin.amount)) if margin.is_known else None, margin.unknown


def measured() -> tuple[Column, ...]:
    return (
        Column(_("Customers"), Kind.NUMBER),
        *(Column(_("Largest %(n)s, %%") % {"n": n}, Kind.NUMBER, 2) for n in TOPS),
        Column(_("HHI of 10,000"), Kind.NUMBER, 1),
        Column(_("Effective number"), Kind.NUMBER, 3),
        Column(_("Normalised HHI"), Kind.NUMBER, 4),
        Column(_("Gini"), Kind.NUMBER, 4),
        Column(_("Band")),
        Column(_("By the rule")),
    )


def measures(found: Concentration, rule: Rule) -> tuple[object, ...]:
    return (
        found.n,
        *(hundredfold(found.top(n)) if found.n else None for n in TOPS),
        decimal(found.hhi * 10_000) if found.hhi is not None else None,
        *map(decimal, (found.effective_number, found.normalised, found.gini)),
        band_words(rule.band(found.hhi)) if found.hhi is not None else None,
        rule_words(rule),
    )


def before_table(told: Sequence[Before], rule: Rule) -> Table:
    """Oldest first; the last row is that of now."""
    columns = (Column(_("12 months up to"), Kind.DATE), *measured())
    return Table(_("Over time"), columns, [(each.until, *measures(each.found, rule)) for each in told])


def areas_table(told: Sequence[InArea], rule: Rule, names: Mapping[int, Named], areas: Mapping[int, str]) -> Table:
    house = {"currency": settings.CURRENCY}
    columns = (
        Column(_("Service area")),
        Column(_("Revenue (%(currency)s)") % house, Kind.NUMBER, 2),
        Column(_("Revenue of the 12 months before, %(currency)s") % house, Kind.NUMBER, 2),
        Column(_("Change, %"), Kind.NUMBER, 1),
        Column(_("Largest customer")),
        *measured(),
    )
    rows = [
        (
            *(areas[each.area], written(each.revenue), written(each.before), hundredfold(each.change)),
            *(named(each.account, names), *measures(each.found, rule)),
        )
        for each in told
    ]
    return Table(_("Service areas"), columns, rows)


def industries_table(told: Sequence[InIndustry], names: Mapping[int, Named]) -> Table:
    columns = (
        Column(_("Industry")),
        Column(_("Accounts"), Kind.NUMBER),
        Column(_("Of them buying"), Kind.NUMBER),
        Column(_("Revenue (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, 2),
        Column(_("Share, %"), Kind.NUMBER, 4),
        Column(_("Largest customer")),
    )
    rows = [
        (
            *(industry_words(each.industry), each.accounts, each.customers),
            *(written(each.revenue), hundredfold(each.share), named(each.largest, names)),
        )
        for each in told
    ]
    return Table(_("Industries"), columns, rows)


def written(amount: Decimal | None) -> Decimal | None:
    """To the cent; None is not known."""
    return None if amount is None else cents(amount)


def named(account: int | None, names: Mapping[int, Named]) -> str | None:
    return None if account is None else names[account].name


def now_table(told: Concentrated, rule: Rule) -> Table:
    columns = (
        Column(_("12 months up to"), Kind.DATE),
        *measured(),
        Column(_("Credited more than sold"), Kind.NUMBER),
        Column(_("Without figures"), Kind.NUMBER),
    )
    row = (told.until, *measures(told.found, rule), told.credited, told.silent)
    return Table(_("Measures"), columns, [row])
