"""Key accounts as tables: the list, those of others where everybody reads them, and the log with its frozen figures."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import KeyStatus
from accounts.models.key_status_due import Agenda
from kamplan.exports import Column, Kind, Table

SEEN = ("class_name", "class_month", "points_low", "points_high", "raters", "criteria")
BOUGHT = ("revenue", "currency", "through", "facts", "facts_left_out")


def figure_columns() -> tuple[Column, ...]:
    """Of what was known on the day of an entry."""
    return (
        *(Column(_("Class then")), Column(_("Run of"), Kind.DATE)),
        Column(_("Attractiveness then, lowest possible"), Kind.NUMBER, decimals=2),
        Column(_("Attractiveness then, highest possible"), Kind.NUMBER, decimals=2),
        *(Column(_("Raters"), Kind.NUMBER), Column(_("Criteria"))),
        Column(_("Revenue of 12 months then"), Kind.NUMBER, decimals=2),
        *(Column(_("Currency")), Column(_("Last month counted"), Kind.DATE)),
        Column(_("Figures counted"), Kind.NUMBER),
        Column(_("Figures without an exchange rate"), Kind.NUMBER),
    )


def figures_of(status: KeyStatus) -> tuple[Any, ...]:
    return tuple(getattr(status, name) for name in (*SEEN, *BOUGHT))


def key_status_table(statuses: Iterable[KeyStatus]) -> Table:
    """In the order of the page."""
    columns = (
        *(Column(_("Account")), Column(_("Kind")), Column(_("Since"), Kind.DATE)),
        *(
            Column(_("Last decision")),
            Column(_("Date"), Kind.DATE),
            Column(_("Decided by")),
            Column(pgettext("of a decision", "Reason")),
        ),
        *(Column(_("Follow up on"), Kind.DATE), Column(_("Round")), Column(_("Owner")), Column(_("Unit"))),
        *(Column(_("Sector")), Column(_("Status"))),
        *figure_columns(),
    )
    rows = (
        (
            *(each.account.name, str(each.get_kind_display()), each.since),
            *(str(each.get_act_display()), each.on, str(each.by or ""), each.reason),
            *(each.follow_up, str(each.round or ""), each.account.owner.name, each.account.unit.name),
            *(str(each.account.get_sector_display()), str(each.account.get_status_display())),
            *figures_of(each),
        )
        for each in statuses
    )
    return Table(_("Key accounts"), columns, rows)


def others_table(rows: Iterable[tuple[Any, ...]]) -> Table:
    """Of accounts the reader does not see: no more than the page says."""
    columns = (
        *(Column(_("Account")), Column(_("Kind")), Column(_("Class"))),
        *(Column(_("Since"), Kind.DATE), Column(_("Owner")), Column(pgettext("of a decision", "Reason"))),
    )
    return Table(_("Served by others"), columns, rows)


def due_table(agenda: Agenda) -> Table:
    """What waits, part by part as the page shows it."""
    columns = (
        *(Column(_("What waits")), Column(_("Account")), Column(_("Day"), Kind.DATE), Column(_("Overdue"))),
        *(Column(_("Who decides")), Column(_("Kind")), Column(pgettext("of a decision", "Reason")), Column(_("By"))),
        *(Column(_("Owner")), Column(_("Unit"))),
    )
    parts = (
        (_("Nominated"), agenda.nominated),
        (_("To follow up"), agenda.follow_ups),
        (_("To confirm in this round"), agenda.unconfirmed),
    )
    rows = (
        (
            *(what, each.status.account.name, each.day, each.is_overdue),
            *(", ".join(each.deciders), str(each.status.get_kind_display()), each.status.reason),
            *(str(each.status.by or ""), each.status.account.owner.name, each.status.account.unit.name),
        )
        for what, part in parts
        for each in part
    )
    return Table(_("Key accounts: what waits"), columns, rows)


def log_table(entries: Iterable[KeyStatus]) -> Table:
    """Every entry, the newest first."""
    columns = (
        *(Column(_("Date"), Kind.DATE), Column(_("Written down"), Kind.MOMENT), Column(_("Account"))),
        *(Column(_("What happened")), Column(_("Kind")), Column(pgettext("of a decision", "Reason")), Column(_("By"))),
        *(Column(_("Key account since"), Kind.DATE), Column(_("Follow up on"), Kind.DATE), Column(_("Round"))),
        *figure_columns(),
    )
    rows = (
        (
            *(each.on, each.at, each.account.name),
            *(str(each.get_act_display()), str(each.get_kind_display()), each.reason, str(each.by or "")),
            *(each.since, each.follow_up, str(each.round or "")),
            *figures_of(each),
        )
        for each in entries
    )
    return Table(_("Log of key accounts"), columns, rows)
