"""Sums of revenue in memory: of every account by quarter, with its margins, added up anew when figures change."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Any

from django.db.models import CharField, Count, Max, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from accounts.domain.value import YEAR, shifted
from accounts.models.data_import import DataImport
from accounts.models.rate import known_rates, rates_between
from accounts.models.revenue import ExchangeRate, Revenue, ServiceArea
from accounts.models.revenue_added import FINEST, QUARTER, QUARTERS, by_quarter, facts_between, of_accounts
from accounts.models.rows import rows_of, statement
from kamplan.unchanged import Statement

A_YEAR = YEAR // QUARTER
TOLD = 4  # columns of a trace
SUMS_KEPT = 4  # all areas, and the groups somebody looks at

ByAccount = Mapping[int, int]


class Figures:
    """All facts, rates and areas as they are now; another one when any of them has changed."""

    @cached_property
    def rates(self) -> list[ExchangeRate]:
        return list(known_rates())

    def rates_between(self, first: date, last: date) -> list[ExchangeRate]:
        return rates_between(first, last, self.rates)


@dataclass(slots=True)
class Margin:
    """The contribution margin of an account, unrounded: of those `figures` of which it is not `unknown`."""

    amount: int = 0
    figures: int = 0
    unknown: int = 0

    @property
    def is_known(self) -> bool:
        return self.unknown < self.figures


@dataclass(frozen=True, eq=False)
class Sums:
    """Three years, unrounded: `quarters` has who had figures in each, the newest first.

    `began` is the first month with figures. Of the newest year are `margins`, and of how many facts no rate converts,
    `lost`, by currency.
    """

    quarters: tuple[dict[int, int], ...] = field(default_factory=lambda: tuple({} for _ in range(QUARTERS)))
    began: dict[int, date] = field(default_factory=dict)
    margins: dict[int, Margin] = field(default_factory=lambda: defaultdict(Margin))
    lost: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @cached_property
    def last_year(self) -> ByAccount:
        return self.year(0)

    def year(self, ago: int) -> ByAccount:
        """The four quarters that end so many quarters ago."""
        whole = dict(self.quarters[ago])
        for quarter in self.quarters[ago + 1 : ago + A_YEAR]:
            for account, revenue in quarter.items():
                whole[account] = whole.get(account, 0) + revenue
        return whole


def figures() -> Figures:
    """One query, which looks at none of the facts.

    Every change of a sum leaves a trace: facts come, imports overwrite, rates and the tree of areas are edited. Facts
    go with their account only, which nobody sees then.
    """
    return _figures(frozenset(rows_of(traces())))


@cache
def traces() -> Statement | None:
    """The same question every time. Imports are counted too: one that began earlier may end later."""
    newest = Revenue.objects.filter(pk=Subquery(Revenue.objects.order_by("-pk").values("pk")[:1]))
    imports = DataImport.objects.filter(kind=DataImport.Kind.REVENUE).values("kind")
    told = (
        traced("fact", newest, "pk"),
        traced("import", imports, Max("done_at"), Max("undone_at"), Count("done_at"), Count("undone_at")),
        traced("rate", ExchangeRate.objects, "currency", "on", "rate"),
        traced("area", ServiceArea.objects, "pk", "parent_id"),
    )
    first, *others = told
    return statement(first.union(*others, all=True))


def traced(kind: str, rows: Any, *columns: Any) -> "QuerySet[Any]":
    """Everything as text, so that all of it is asked for at once."""
    told: list[Any] = [Cast(column, CharField()) for column in columns]
    told += [Value("", CharField())] * (TOLD - len(told))
    found: QuerySet[Any] = rows.order_by().annotate(trace=Value(kind, CharField())).values_list("trace", *told)
    return found


def sums_of(now: Figures, last: date, area: int | None = None) -> Sums:
    """Up to the month `last`; of a group of areas and the services in it. Two queries the first time."""
    return _sums(now, last, area)


def year_of(now: Figures, last: date) -> ByAccount:
    """The twelve months up to `last`, of all areas: a third of the work where nobody asks for more."""
    return _year(now, last)


def money(amount: int) -> Decimal:
    """In the currency of the house."""
    return Decimal(amount).scaleb(-FINEST)


def forget() -> None:
    """For tests, which use numbers again."""
    _figures.cache_clear()


# --- kept for one state of the figures, which never comes again -------------------------------------------------------
@lru_cache(maxsize=1)
def _figures(trace: frozenset[tuple[str | None, ...]]) -> Figures:
    return Figures()


@lru_cache(maxsize=SUMS_KEPT)
def _sums(now: Figures, last: date, area: int | None) -> Sums:
    first, found = shifted(last, 1 - QUARTER * QUARTERS), Sums()
    for added in by_quarter(facts_between(first, last, area), last, now.rates_between(first, last)):
        account, quarter = added.account, added.quarter
        found.began[account] = min(added.began, found.began.get(account, added.began))
        if added.revenue is not None:
            amounts = found.quarters[quarter]
            amounts[account] = amounts.get(account, 0) + added.revenue
            if quarter < A_YEAR:
                margin = found.margins[account]
                margin.amount += added.margin
                margin.figures += added.figures
                margin.unknown += added.figures - added.known
        elif quarter < A_YEAR:
            found.lost[account][added.currency] += added.figures
    return found


@lru_cache(maxsize=1)
def _year(now: Figures, last: date) -> ByAccount:
    first = shifted(last, 1 - YEAR)
    return of_accounts(facts_between(first, last), now.rates_between(first, last))
