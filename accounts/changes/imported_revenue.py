"""Facts of revenue that come from a file: those known already, writing them, and taking them back."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from accounts.changes.imported_area import made_areas
from accounts.domain.data_import import Plan, Staged
from accounts.domain.revenue_import import Kept, Key, Line, as_kept
from accounts.models import ImportedRow, Revenue, User

CHUNK = 500


def known_facts(facts: list[Line]) -> dict[Key, tuple[int, Kept]]:
    """What is there already for the accounts and months of the file."""
    accounts = sorted({fact.key.account for fact in facts})
    months = [fact.key.month for fact in facts]
    known = {}
    for start in range(0, len(accounts), CHUNK):
        rows = Revenue.objects.order_by().filter(
            account__in=accounts[start : start + CHUNK], month__gte=min(months), month__lte=max(months)
        )
        columns = rows.values_list("account_id", "area_id", "month", "recurring", "currency", "pk", "revenue", "margin")
        for account, area, month, recurring, currency, pk, revenue, margin in columns.iterator():
            known[Key(account, area, month, recurring, currency)] = (pk, as_kept(revenue, margin))
    return known


def write_revenue(plan: Plan, *, by: User | None) -> Iterator[list[tuple[str, int, Staged]]]:
    """Writes batch after batch, and tells of each row in which table and under which number it is."""
    areas = made_areas(plan)
    yield list(areas.values())
    numbers = {name: pk for name, (_table, pk, _staged) in areas.items()}
    staged = [*plan.new, *plan.changed]
    for start in range(0, len(staged), CHUNK):
        batch = staged[start : start + CHUNK]
        rows = Revenue.objects.bulk_create(
            [fact_of(each, numbers) for each in batch],
            update_conflicts=True,
            unique_fields=["account", "month", "area", "recurring", "currency"],
            update_fields=["revenue", "margin"],
        )
        yield [(ImportedRow.Table.REVENUE, row.pk, each) for row, each in zip(rows, batch, strict=True)]


def fact_of(staged: Staged, areas: dict[str, int]) -> Revenue:
    key: Key = staged.key
    return Revenue(
        account_id=key.account,
        area_id=areas[key.area] if isinstance(key.area, str) else key.area,
        month=key.month,
        recurring=key.recurring,
        currency=key.currency,
        revenue=Decimal(staged.after["revenue"]),
        margin=None if staged.after["margin"] is None else Decimal(staged.after["margin"]),
    )


def lost_revenue(rows: Sequence[ImportedRow]) -> int:
    """How many of the facts are no longer as the import left them."""
    now = Revenue.objects.in_bulk([row.row for row in rows])
    return sum(row.row not in now or as_kept(now[row.row].revenue, now[row.row].margin) != row.after for row in rows)


def undo_revenue(rows: Sequence[ImportedRow]) -> None:
    Revenue.objects.filter(pk__in=[row.row for row in rows if row.before is None]).delete()
    changed = {row.row: row.before for row in rows if row.before is not None}
    facts = Revenue.objects.in_bulk(list(changed))
    for pk, fact in facts.items():
        before = changed[pk]
        fact.revenue = Decimal(before["revenue"])
        fact.margin = None if before["margin"] is None else Decimal(before["margin"])
    Revenue.objects.bulk_update(facts.values(), ["revenue", "margin"])
