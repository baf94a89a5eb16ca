"""Exchange rates: those of some currencies, and inside a query, each fact by the rate that held in its month."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from accounts.domain.value import CENT, Rates, last_day
from accounts.models.revenue import ExchangeRate, Revenue

HOUSE, UNKNOWN = 0, -1


def dated_rates(currencies: Collection[str]) -> Rates:
    """All that was ever known of these currencies. A query only where one of them is foreign."""
    foreign = set(currencies) - {settings.CURRENCY}
    dated: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    if foreign:
        rows = ExchangeRate.objects.filter(currency__in=foreign).order_by("on")
        for currency, on, rate in rows.values_list("currency", "on", "rate"):
            dated[currency].append((on, rate))
    return Rates(settings.CURRENCY, dated)


def known_rates() -> "QuerySet[ExchangeRate]":
    """Of each currency newest first."""
    return ExchangeRate.objects.exclude(currency=settings.CURRENCY).order_by("currency", "-on")


def rates_between(first: date, last: date, known: Iterable[ExchangeRate] | None = None) -> list[ExchangeRate]:
    """Those that convert facts of the months `first` to `last`; a fact names its own by its place, from 1.

    Of the `known_rates`, where somebody has them already.
    """
    until = last_day(last)
    if known is None:
        known = known_rates().filter(on__lte=until)
    return list(_needed(first, (rate for rate in known if rate.on <= until)))


def _needed(first: date, known: Iterable[ExchangeRate]) -> Iterator[ExchangeRate]:
    """The last one of each month only."""
    reached: dict[str, date] = {}
    for rate in known:
        month, known_until = rate.on.replace(day=1), reached.get(rate.currency, date.max)
        if month < known_until and known_until > first:
            reached[rate.currency] = month
            yield rate


def rate_number(rates: list[ExchangeRate]) -> Case:
    """Which rate converts a fact: the newest on or before the last day of its month."""
    cases: list[Any] = [When(currency=settings.CURRENCY, then=Value(HOUSE))]
    cases += [
        When(currency=rate.currency, month__gte=rate.on.replace(day=1), then=Value(number))
        for number, rate in enumerate(rates, start=1)
    ]
    return Case(*cases, default=Value(UNKNOWN), output_field=IntegerField())


def worth_of(number: int, rates: list[ExchangeRate]) -> Decimal:
    """What one unit of a sum with this number is worth in the currency of the house."""
    return rates[number - 1].rate if number else Decimal(1)


def unconverted(facts: "QuerySet[Revenue]", rates: list[ExchangeRate]) -> dict[str, int]:
    """How many of the facts no rate converts, by currency."""
    foreign = facts.exclude(currency=settings.CURRENCY).order_by().annotate(rate_number=rate_number(rates))
    lost = foreign.filter(rate_number=UNKNOWN)
    return dict(lost.values_list("currency").annotate(facts=Count("pk")).order_by("currency"))


def cents(value: Decimal | None) -> Decimal:
    """SQLite sums floats, which are exact to the cent."""
    return (value or Decimal()).quantize(CENT)
