"""The pyramid as tables: every account with its place, the classes, moves, targets, cuts tried, and one account."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.charts.tier import tier_gets, value_words
from accounts.models import Tier, TierStanding
from accounts.models.tier_pyramid import Named, Pyramid, names_of
from accounts.models.tier_recorded import Moved, Stand
from accounts.models.tier_target import Target
from kamplan.exports import Column, Kind, Table


def standings_table(pyramid: Pyramid) -> Table:
    """Best first, as the page shows them."""
    tiers, causes = {tier.pk: tier.name for tier in pyramid.tiers}, dict(TierStanding.Cause.choices)
    named = names_of(stand.account for stand in pyramid.stands)
    columns = (
        Column(_("Place"), Kind.NUMBER),
        Column(_("Account")),
        Column(_("Class")),
        Column(_("Value"), Kind.NUMBER, decimals=2),
        Column(_("Revenue (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, decimals=2),
        Column(_("Larger customers, % of the value"), Kind.NUMBER, decimals=4),
        Column(_("Why")),
        Column(_("Owner")),
        Column(_("Unit")),
        Column(_("Figures up to"), Kind.DATE),
    )
    rows = (
        (
            *(stand.place, named[stand.account].name, tiers[stand.tier], stand.value, stand.revenue),
            *(stand.before * 100, str(causes[stand.cause]), named[stand.account].owner, named[stand.account].unit),
            pyramid.run.as_of,
        )
        for stand in pyramid.stands
    )
    return Table(_("Accounts by class"), columns, rows)


def steps_table(pyramid: Pyramid) -> Table:
    columns = (
        Column(_("Class")),
        Column(_("Accounts"), Kind.NUMBER),
        Column(_("Without sales"), Kind.NUMBER),
        Column(_("% of the accounts"), Kind.NUMBER, decimals=2),
        Column(_("Revenue (%(currency)s)") % {"currency": settings.CURRENCY}, Kind.NUMBER, decimals=2),
        Column(_("% of the revenue"), Kind.NUMBER, decimals=2),
        Column(_("What it gets")),
    )
    rows: list[tuple[Any, ...]] = [
        (
            *(step.tier.name, step.count, step.count - step.selling, step.of_accounts * 100, step.revenue),
            *(None if step.of_revenue is None else step.of_revenue * 100, ", ".join(tier_gets(step.tier))),
        )
        for step in pyramid.steps
    ]
    return Table(_("Classes"), columns, rows)


def curve_table(pyramid: Pyramid) -> Table:
    """Pareto's curve, a row for each customer who is worth something."""
    columns = (
        Column(_("Customers"), Kind.NUMBER),
        Column(_("Account")),
        Column(_("Share of the customers who bought something, %"), Kind.NUMBER, decimals=4),
        Column(_("Share of %(value)s, %%") % {"value": value_words(pyramid.run.set)}, Kind.NUMBER, decimals=4),
    )
    selling = pyramid.chosen.selling
    named = names_of(stand.account for stand in selling)
    rows = (
        (at.customers, named[stand.account].name, float(100 * at.of_customers), float(100 * at.of_value))
        for stand, at in zip(selling, pyramid.curve, strict=True)
    )
    return Table(_("Pareto"), columns, rows)


def moves_table(moves: Sequence[Moved], names: Mapping[int, Named]) -> Table:
    causes = dict(TierStanding.Cause.choices)
    columns = (
        Column(_("Month"), Kind.DATE),
        Column(_("Account")),
        Column(_("From")),
        Column(_("To")),
        Column(_("Why")),
        Column(_("Owner")),
    )
    rows = (
        (move.month, named.name, move.before, move.after, str(causes[move.cause]), named.owner)
        for move in moves
        if (named := names.get(move.account))
    )
    return Table(_("Moves"), columns, rows)


def story_table(story: Sequence[TierStanding]) -> Table:
    """Run by run, the newest first, as the account's page shows them."""
    columns = (
        *(Column(_("Run of"), Kind.DATE), Column(_("Classes")), Column(_("Class")), Column(_("The rule says"))),
        *(Column(_("Place"), Kind.NUMBER), Column(_("Value"), Kind.NUMBER, decimals=2)),
        *(Column(_("Larger customers, % of the value"), Kind.NUMBER, decimals=4), Column(_("Why"))),
    )
    rows = (
        (
            *(row.run.month, row.run.set.name, row.tier.name, row.rule_tier.name, row.place, row.value),
            *(row.percent_before, row.get_cause_display()),
        )
        for row in story
    )
    return Table(_("Its class, run by run"), columns, rows)


def targets_table(targets: Sequence[Target]) -> Table:
    """What each class is to bring this year."""
    told = {"currency": settings.CURRENCY}
    columns = (
        *(Column(_("Class")), Column(_("Accounts with a budget"), Kind.NUMBER)),
        *(Column(_("Budget (%(currency)s)") % told, Kind.NUMBER, 2), Column(_("Accounts with a quota"), Kind.NUMBER)),
        *(Column(_("Quota (%(currency)s)") % told, Kind.NUMBER, 2), Column(_("Without a rate"), Kind.NUMBER)),
        Column(_("Serving them may cost (%(currency)s)") % told, Kind.NUMBER, 2),
    )
    rows = (
        (
            *(each.tier.name, each.budget.accounts, each.budget.amount, each.quota.accounts, each.quota.amount),
            *(each.without_rate, each.serving),
        )
        for each in targets
    )
    return Table(_("Targets"), columns, rows)


def changes_table(changed: Sequence[tuple[Stand, Tier, Tier]]) -> Table:
    """Accounts that would have another class at the cuts tried."""
    named = names_of(stand.account for stand, _now, _then in changed)
    columns = (
        *(Column(_("Place"), Kind.NUMBER), Column(_("Account")), Column(_("From")), Column(_("To"))),
        *(Column(_("Value"), Kind.NUMBER, decimals=2), Column(_("Larger customers, % of the value"), Kind.NUMBER, 4)),
        Column(_("Owner")),
    )
    rows = (
        (
            *(stand.place, named[stand.account].name, now.name, then.name, stand.value, stand.before * 100),
            named[stand.account].owner,
        )
        for stand, now, then in changed
    )
    return Table(_("Other classes"), columns, rows)


def tried_table(counts: Sequence[tuple[Tier, int, int]]) -> Table:
    columns = (Column(_("Class")), Column(_("Now"), Kind.NUMBER), Column(_("At these cuts"), Kind.NUMBER))
    return Table(_("Accounts in each class"), columns, [(tier.name, now, then) for tier, now, then in counts])
