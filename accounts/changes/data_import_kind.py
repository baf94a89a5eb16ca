"""What there is of each kind of import: how its rows are planned, written, looked at again and taken back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Model

from accounts.changes.account_import import plan_accounts
from accounts.changes.contact_import import plan_contacts
from accounts.changes.data_import_sheet import Given, Told, sheet_of, to_nobody
from accounts.changes.imported_area import undo_areas
from accounts.changes.imported_object import lost_objects, undo_objects, write_objects
from accounts.changes.imported_revenue import lost_revenue, undo_revenue, write_revenue
from accounts.changes.revenue_import import plan_revenue
from accounts.domain.data_import import Fault, Plan, Refused, Staged
from accounts.models import Account, Contact, DataImport, ImportedRow, Revenue
from accounts.models.account import AccountQuerySet
from kamplan.spreadsheets import FROM_ANYBODY, Limits

Written = Iterator[list[tuple[str, int, Staged]]]
Table = ImportedRow.Table


@dataclass(frozen=True)
class Chapter:
    """How one kind of file is planned and written, and into which table."""

    table: type[Model]
    plan: Callable[[Given], Plan]
    write: Callable[..., Written]


CHAPTERS = {
    DataImport.Kind.REVENUE: Chapter(Revenue, plan_revenue, write_revenue),
    DataImport.Kind.ACCOUNT: Chapter(Account, plan_accounts, partial(write_objects, table=Table.ACCOUNT)),
    DataImport.Kind.CONTACT: Chapter(Contact, plan_contacts, partial(write_objects, table=Table.CONTACT)),
}
# How many of these rows are no longer as the import left them.
LOST: dict[str, Callable[[Sequence[ImportedRow]], int]] = {
    Table.REVENUE: lost_revenue,
    Table.ACCOUNT: lost_objects(Account),
    Table.CONTACT: lost_objects(Contact),
}
UNDONE: dict[str, Callable[[Sequence[ImportedRow]], None]] = {
    Table.REVENUE: undo_revenue,
    Table.AREA: undo_areas,
    Table.ACCOUNT: undo_objects(Account),
    Table.CONTACT: undo_objects(Contact),
}


def chapter_of(row: DataImport) -> Chapter:
    return CHAPTERS[DataImport.Kind(row.kind)]


def plan_of(
    row: DataImport, accounts: AccountQuerySet, limits: Limits = FROM_ANYBODY, checked: Told = to_nobody
) -> Plan:
    """What the file would do now. Raises Unreadable."""
    sheet = sheet_of(row, limits)
    plan = chapter_of(row).plan(Given(sheet, row.mapping, row.options, accounts, row.user, checked, limits.rows))
    torn = [Refused(line, tuple(cells), (Fault("", "torn", str(len(cells))),)) for line, cells in sheet.torn]
    plan.refused = sorted([*plan.refused, *torn], key=lambda refused: refused.line)
    return plan
