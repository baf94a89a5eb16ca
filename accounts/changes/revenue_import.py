"""Imports of revenue: what each row of a file would make of the facts there are, and writing it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from accounts.changes.imported_account import Named, Unmatched, accounts_named
from accounts.domain.data_import import Fault, Plan, Refused, Staged, mapped
from accounts.domain.written import NotWritten, amount, decimal_mark, month, truth
from accounts.models import ImportedRow, Revenue, ServiceArea, User
from accounts.models.account import AccountQuerySet
from kamplan.fields import sort_key
from kamplan.spreadsheets import Row

CHUNK = 500
NUMBERS = ("revenue", "margin")
Areas = dict[tuple[str, ...], list[int]]


class Key(NamedTuple):
    """What makes a fact one: the area is a number, or the name of one still to be made."""

    account: int
    area: int | str
    month: date
    recurring: bool
    currency: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row that can be read."""

    line: int
    cells: tuple[str, ...]
    key: Key
    account: str
    area: str
    revenue: Decimal
    margin: Decimal | None


def plan_revenue(
    heading: list[str],
    rows: Sequence[Row],
    fields: Sequence[str],
    options: dict[str, Any],
    accounts: AccountQuerySet,
    by: User | None,
) -> Plan:
    """New, changed, unchanged and refused. `accounts` are those the figures may be about."""
    plan = Plan(heading)
    read = [(line, tuple(cells), mapped(cells, fields)) for line, cells in rows]
    marks = {field: decimal_mark(values.get(field, "") for _line, _cells, values in read) for field in NUMBERS}
    named = accounts_named({(v.get("account", ""), v.get("org_number", "")) for _l, _c, v in read}, accounts)
    areas = known_areas()
    lines: list[Line] = []
    for line, cells, values in read:
        outcome = read_line(line, cells, values, marks, named, areas, may_make=bool(options.get("areas")))
        if isinstance(outcome, Refused):
            plan.refused.append(outcome)
        else:
            lines.append(outcome)
    plan.unknown = unknown_areas((values.get("area", "") for _line, _cells, values in read), areas)
    facts = once_each(plan, lines, add_up=bool(options.get("sum")))
    compare(plan, facts, keeps_margin="margin" not in fields)
    plan.refused.sort(key=lambda refused: refused.line)
    return plan


# --- reading a row ----------------------------------------------------------------------------------------------------
def read_line(
    line: int,
    cells: tuple[str, ...],
    values: dict[str, str],
    marks: dict[str, str],
    named: dict[tuple[str, str], Named | Unmatched],
    areas: Areas,
    *,
    may_make: bool,
) -> Line | Refused:
    faults: list[Fault] = []
    found = named[values.get("account", ""), values.get("org_number", "")]
    if isinstance(found, Unmatched):
        faults.append(Fault("account", found.code, found.value))
    area = area_of(values.get("area", ""), areas, may_make=may_make, faults=faults)
    when = written(month, values, "month", faults)
    revenue = written(lambda text: amount(text, marks["revenue"]), values, "revenue", faults)
    margin = None
    if values.get("margin"):
        margin = written(lambda text: amount(text, marks["margin"]), values, "margin", faults)
    recurring = written(truth, {"recurring": "", **values}, "recurring", faults, may_be_empty=True)
    currency = values.get("currency", "").upper() or (found.currency if isinstance(found, Named) else "")
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        faults.append(Fault("currency", "not_a_currency", values["currency"]))
    if faults or isinstance(found, Unmatched):
        return Refused(line, cells, tuple(faults))
    key = Key(found.pk, area, when, bool(recurring), currency)
    return Line(line, cells, key, found.name, values["area"], revenue, margin)


def written(reading: Any, values: dict[str, str], field: str, faults: list[Fault], may_be_empty: bool = False) -> Any:
    text = values.get(field, "")
    if not text and not may_be_empty:
        faults.append(Fault(field, "missing"))
        return None
    try:
        return reading(text)
    except NotWritten as refusal:
        faults.append(Fault(field, refusal.code, text))
        return None


# --- areas ------------------------------------------------------------------------------------------------------------
def area_path(text: str) -> tuple[str, ...]:
    """'Cloud / Backup' is the service Backup in the group Cloud."""
    return tuple(part.strip() for part in text.replace(">", "/").split("/") if part.strip())


def known_areas() -> Areas:
    """By name alone, and by group and name; more than one number where a name says too little."""
    known: Areas = defaultdict(list)
    for pk, own, group in ServiceArea.objects.values_list("pk", "sort_key", "parent__sort_key"):
        known[own,].append(pk)
        if group:
            known[group, own].append(pk)
    return dict(known)


def area_of(text: str, areas: Areas, *, may_make: bool, faults: list[Fault]) -> int | str:
    """Its number; or its name, when it may be made."""
    path = area_path(text)
    if not path:
        faults.append(Fault("area", "missing"))
    elif len(path) > 2 or any(len(part) > 120 for part in path):
        faults.append(Fault("area", "area_too_deep", text))
    else:
        found = areas.get(tuple(map(sort_key, path)), [])
        if len(found) == 1:
            return found[0]
        if found:
            faults.append(Fault("area", "ambiguous_area", text))
        elif not may_make:
            faults.append(Fault("area", "unknown_area", text))
    return " / ".join(path)


def unknown_areas(texts: Iterator[str], areas: Areas) -> list[str]:
    """Names that could be made, each once, as first written."""
    unknown: dict[tuple[str, ...], str] = {}
    for text in texts:
        path = area_path(text)
        keys = tuple(map(sort_key, path))
        if 0 < len(path) <= 2 and keys not in areas and all(len(part) <= 120 for part in path):
            unknown.setdefault(keys, " / ".join(path))
    return list(unknown.values())


# --- facts ------------------------------------------------------------------------------------------------------------
def once_each(plan: Plan, lines: list[Line], *, add_up: bool) -> list[Line]:
    """One line for each fact: those alike in key are added up, or all refused, each naming another."""
    alike: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        key = line.key
        if isinstance(key.area, str):
            key = key._replace(area=sort_key(key.area))
        alike[key].append(line)
    kept = []
    for same in alike.values():
        if len(same) == 1 or add_up:
            kept.append(summed(same))
        else:
            for line in same:
                other = next(each.line for each in same if each is not line)
                plan.refused.append(Refused(line.line, line.cells, (Fault("month", "twice", str(other)),)))
        plan.twice += len(same) if len(same) > 1 else 0
    return kept


def summed(same: list[Line]) -> Line:
    """The margin of a sum is known when that of each part is."""
    if len(same) == 1:
        return same[0]
    first = same[0]
    margins = [line.margin for line in same]
    margin = None if None in margins else sum((m for m in margins if m is not None), Decimal(0))
    revenue = sum((line.revenue for line in same), Decimal(0))
    return Line(first.line, first.cells, first.key, first.account, first.area, revenue, margin)


def compare(plan: Plan, facts: list[Line], *, keeps_margin: bool) -> None:
    known = known_facts(facts)
    for fact in facts:
        row, before = known.get(fact.key, (None, None))
        after = as_kept(fact.revenue, fact.margin)
        if before and keeps_margin:
            after["margin"] = before["margin"]
        if before == after:
            plan.unchanged += 1
            continue
        staged = Staged(fact.line, words(fact), fact.key, after, before, row)
        (plan.changed if before else plan.new).append(staged)


def words(fact: Line) -> tuple[str, ...]:
    return (fact.account, fact.area, f"{fact.key.month:%Y-%m}", "1" if fact.key.recurring else "", fact.key.currency)


def as_kept(revenue: Decimal, margin: Decimal | None) -> dict[str, str | None]:
    return {"revenue": f"{revenue:.2f}", "margin": None if margin is None else f"{margin:.2f}"}


def known_facts(facts: list[Line]) -> dict[Key, tuple[int, dict[str, str | None]]]:
    """What is there already for the accounts and months of the file."""
    accounts = sorted({fact.key.account for fact in facts})
    months = [fact.key.month for fact in facts]
    known = {}
    for start in range(0, len(accounts), CHUNK):
        rows = Revenue.objects.order_by().filter(
            account__in=accounts[start : start + CHUNK], month__gte=min(months), month__lte=max(months)
        )
        columns = rows.values_list("account_id", "area_id", "month", "recurring", "currency", "pk", "revenue", "margin")
        for account, area, month_, recurring, currency, pk, revenue, margin in columns.iterator():
            known[Key(account, area, month_, recurring, currency)] = (pk, as_kept(revenue, margin))
    return known


# --- writing ----------------------------------------------------------------------------------------------------------
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
    area = areas[sort_key(key.area)] if isinstance(key.area, str) else key.area
    return Revenue(
        account_id=key.account,
        area_id=area,
        month=key.month,
        recurring=key.recurring,
        currency=key.currency,
        revenue=Decimal(staged.after["revenue"]),
        margin=None if staged.after["margin"] is None else Decimal(staged.after["margin"]),
    )


def made_areas(plan: Plan) -> dict[str, tuple[str, int, Staged]]:
    """The areas the new facts need, groups first, by the folded name they were written with."""
    made: dict[str, tuple[str, int, Staged]] = {}
    groups = {area.sort_key: area for area in ServiceArea.objects.filter(parent=None)}
    last = ServiceArea.objects.count()
    needed = {sort_key(staged.key.area) for staged in plan.new if isinstance(staged.key.area, str)}
    for name in (name for name in plan.unknown if sort_key(name) in needed):
        parent = None
        for part in area_path(name):
            area = groups.get(sort_key(part)) if parent is None else None
            if area is None:
                last += 1
                area = ServiceArea.objects.create(name=part, parent=parent, order=last)
                whole = part if parent is None else name
                made[sort_key(whole)] = (ImportedRow.Table.AREA, area.pk, Staged(0, (part,), None, {"name": part}))
            if parent is None:
                groups[area.sort_key] = area
            parent = area
    return made


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


def undo_areas(rows: Sequence[ImportedRow]) -> None:
    """Areas an import made go with it, services before groups, unless they are used for something else by now."""
    for row in sorted(rows, key=lambda row: -row.row):
        used = Revenue.objects.filter(area=row.row).exists() or ServiceArea.objects.filter(parent=row.row).exists()
        if not used:
            ServiceArea.objects.filter(pk=row.row).delete()
