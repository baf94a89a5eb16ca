"""Imports of revenue: what each row of a file would make of the facts there are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from accounts.changes.data_import_sheet import Given, ReadRow
from accounts.changes.imported_account import Asked, Named, Unmatched, accounts_named
from accounts.changes.imported_area import area_of, known_areas, unknown_areas
from accounts.changes.imported_revenue import known_facts
from accounts.domain.data_import import Fault, Plan, Refused, Staged
from accounts.domain.data_import_names import currency_in
from accounts.domain.revenue_columns import parted
from accounts.domain.revenue_import import Key, Line, is_total, kept_rows
from accounts.domain.written import NotWritten, amount, day_order, decimal_mark, month, truth


@dataclass(frozen=True)
class Known:
    """What rows are read with: how their columns write numbers and dates, the accounts and the areas that are meant."""

    marks: dict[str, str]
    order: str
    currency: str
    named: dict[Asked, Named | Unmatched]
    areas: dict[str, int | str | Fault]


def plan_revenue(given: Given) -> Plan:
    """New, changed, unchanged and refused."""
    plan, read = Plan(given.heading), given.read()
    areas = known_areas()
    texts = dict.fromkeys(row.of("area") for row in read)
    may_make = bool(given.options.get("areas"))
    known = Known(
        marks={field: decimal_mark(row.of(field) for row in read) for field in ("revenue", "margin")},
        order=day_order(row.of("month") for row in read),
        currency=currency_in(given.heading_of("revenue")),
        named=accounts_named({row.account for row in read}, given.accounts),
        areas={text: area_of(text, areas, may_make=may_make) for text in texts},
    )
    lines: list[Line] = []
    refused: list[Refused] = []
    for row in given.counted(read):
        outcome = read_line(row, known)
        if isinstance(outcome, Refused):
            refused.append(outcome)
        else:
            lines.append(outcome)
    plan.unknown = unknown_areas(texts, areas)
    facts, plan.refused, plan.twice = kept_rows(lines, refused, add_up=bool(given.options.get("sum")))
    compare(plan, facts, keeps_margin=not any(parted(field)[0] == "margin" for field in given.fields))
    return plan


def read_line(row: ReadRow, known: Known) -> Line | Refused:
    faults: list[Fault] = []
    account, area = known.named[row.account], known.areas[row.of("area")]
    if isinstance(account, Unmatched):
        if is_total(row.of("account")):
            return Refused(row.line, row.cells, (Fault("account", "total", row.of("account")),))
        faults.append(Fault("account", account.code, account.value))
    if isinstance(area, Fault):
        faults.append(area)
    when = written(partial(month, order=known.order), row, "month", faults)
    revenue = written(partial(amount, mark=known.marks["revenue"]), row, "revenue", faults)
    margin = None
    if row.of("margin"):
        margin = written(partial(amount, mark=known.marks["margin"]), row, "margin", faults)
    recurring = written(truth, row, "recurring", faults, may_be_empty=True)
    currency = row.of("currency").upper() or currency_in(row.columns.get("revenue", "")) or known.currency
    currency = currency or (account.currency if isinstance(account, Named) else "")
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        faults.append(Fault("currency", "not_a_currency", row.of("currency")))
    if faults or isinstance(account, Unmatched) or isinstance(area, Fault):
        return Refused(row.line, row.cells, tuple(faults))
    key = Key(account.pk, area, when, bool(recurring), currency)
    return Line(row.line, row.cells, key, account.name, row.of("area"), revenue, margin, row.columns.get("revenue", ""))


def written(
    reading: Callable[[str], Any], row: ReadRow, field: str, faults: list[Fault], *, may_be_empty: bool = False
) -> Any:
    text = row.of(field)
    if not text and not may_be_empty:
        faults.append(Fault(field, "missing", column=row.columns.get(field, "")))
        return None
    try:
        return reading(text)
    except NotWritten as refusal:
        faults.append(Fault(field, refusal.code, text, row.columns.get(field, "")))
        return None


def compare(plan: Plan, facts: list[Line], *, keeps_margin: bool) -> None:
    """With what is there; a column the file does not have leaves what was."""
    known = known_facts(facts)
    for fact in facts:
        row, before = known.get(fact.key, (None, None))
        after = fact.kept
        if before and keeps_margin:
            after["margin"] = before["margin"]
        if before == after:
            plan.unchanged += 1
        else:
            (plan.changed if before else plan.new).append(Staged(fact.line, fact.words, fact.key, after, before, row))
