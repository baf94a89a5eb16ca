"""Facts of revenue that come from a file: those known already, writing them, and taking them back."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

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
        rows = put_in([fact_of(each, numbers) for each in batch])
        yield [(ImportedRow.Table.REVENUE, row.pk, each) for row, each in zip(rows, batch, strict=True)]


def put_in(facts: list[Revenue]) -> list[Revenue]:
    """New facts are added; those known already, by what makes a fact one, get these values."""
    return Revenue.objects.bulk_create(
        facts,
        update_conflicts=True,
        unique_fields=["account", "month", "area", "recurring", "currency"],
        update_fields=["revenue", "margin"],
    )


def fact_of(staged: Staged, areas: dict[str, int]) -> Revenue:
    key: Key = staged.key
    area = areas[key.area] if isinstance(key.area, str) else key.area
    fact = Revenue(
        account_id=key.account, area_id=area, month=key.month, recurring=key.recurring, currency=key.currency
    )
    give(fact, staged.after)
    return fact


def give(fact: Revenue, kept: dict[str, Any]) -> None:
    """The values as the record of an import keeps them."""
    fact.revenue = Decimal(kept["revenue"])
    fact.margin = None if kept["margin"] is None else Decimal(kept["margin"])


def lost_revenue(rows: Sequence[ImportedRow]) -> int:
    """How many of the facts are no longer as the import left them."""
    now = Revenue.objects.in_bulk([row.row for row in rows])
    return sum(row.row not in now or as_kept(now[row.row].revenue, now[row.row].margin) != row.after for row in rows)


def undo_revenue(rows: Sequence[ImportedRow]) -> None:
    Revenue.objects.filter(pk__in=[row.row for row in rows if row.before is None]).delete()
    changed = {row.row: row.before for row in rows if row.before is not None}
    facts = list(Revenue.objects.filter(pk__in=changed))
    for fact in facts:
        give(fact, changed[fact.pk])
        fact.pk = None  # `put_in` knows it by its key
    put_in(facts)
