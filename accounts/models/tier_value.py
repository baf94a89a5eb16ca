"""What every account was worth in a window of months, in the currency of the house."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When

from accounts.domain.tier import month_end
from accounts.models.revenue import ExchangeRate, Revenue

HOUSE, UNKNOWN = 0, -1
CENT = Decimal("0.01")


@dataclass(slots=True)
class Worth:
    """What one account bought in the window, and its revenue in the window before."""

    revenue: Decimal = Decimal()
    margin: Decimal = Decimal()
    earlier: Decimal = Decimal()

    @property
    def growth(self) -> Decimal:
        """In money: a share of nothing would be no number."""
        return self.revenue - self.earlier


@dataclass(slots=True)
class Figures:
    """All accounts that have facts; and what could not be counted: facts by currency, facts without a margin."""

    by_account: dict[int, Worth] = field(default_factory=dict)
    facts: int = 0
    without_rate: dict[str, int] = field(default_factory=dict)
    without_margin: int = 0

    def of(self, account: int) -> Worth:
        return self.by_account.get(account, Worth())


def figures_between(first: date, last: date, *, before: date | None = None) -> Figures:
    """The sums of months `first` to `last`, both with; `before` is where the window before begins.

    Facts are summed by the rate that converts them, so that each sum is multiplied once and exactly.
    """
    rates = list(_rates(before or first, last))
    now, found = Q(month__gte=first), Figures()
    rows = (
        Revenue.objects.filter(month__range=(before or first, last))
        .order_by()
        .annotate(rate_number=_rate_number(rates))
    )
    summed = rows.values_list("account_id", "rate_number").annotate(
        revenue_sum=Sum("revenue", filter=now),
        margin_sum=Sum("margin", filter=now),
        earlier_sum=Sum("revenue", filter=~now),
        facts=Count("pk", filter=now),
        with_margin=Count("margin", filter=now),
    )
    # Read at once: with a cursor PostgreSQL would plan for the first rows, and for one worker.
    for account, number, revenue, margin, earlier, facts, with_margin in summed:
        if number == UNKNOWN:
            continue
        rate = rates[number - 1].rate if number else Decimal(1)
        worth = found.by_account.setdefault(account, Worth())
        worth.revenue += _cents(revenue) * rate
        worth.margin += _cents(margin) * rate
        worth.earlier += _cents(earlier) * rate
        found.facts += facts
        found.without_margin += facts - with_margin
    found.without_rate = _without_rate(first, last, rates)
    return found


def newest_month_before(month: date) -> date | None:
    """The last month before this one of which there are figures."""
    newest = Revenue.objects.filter(month__lt=month).order_by("-month").values_list("month", flat=True)
    return newest.first()


def _rates(first: date, last: date) -> Iterator[ExchangeRate]:
    """Those that convert a fact of these months: of each currency newest first, the last one of each month only."""
    known = ExchangeRate.objects.filter(on__lte=month_end(last)).exclude(currency=settings.CURRENCY)
    reached: dict[str, date] = {}
    for rate in known.order_by("currency", "-on"):
        month, known_until = rate.on.replace(day=1), reached.get(rate.currency, date.max)
        if month < known_until and known_until > first:
            reached[rate.currency] = month
            yield rate


def _rate_number(rates: list[ExchangeRate]) -> Case:
    """Which rate converts a fact: the newest on or before the last day of its month."""
    cases: list[Any] = [When(currency=settings.CURRENCY, then=Value(HOUSE))]
    cases += [
        When(currency=rate.currency, month__gte=rate.on.replace(day=1), then=Value(number))
        for number, rate in enumerate(rates, start=1)
    ]
    return Case(*cases, default=Value(UNKNOWN), output_field=IntegerField())


def _without_rate(first: date, last: date, rates: list[ExchangeRate]) -> dict[str, int]:
    """How many facts of the window no rate converts, by currency."""
    foreign = Revenue.objects.filter(month__range=(first, last)).exclude(currency=settings.CURRENCY).order_by()
    lost = foreign.annotate(rate_number=_rate_number(rates)).filter(rate_number=UNKNOWN)
    return dict(lost.values_list("currency").annotate(facts=Count("pk")).order_by("currency"))


def _cents(value: Decimal | None) -> Decimal:
    """SQLite sums floats, which are exact to the cent."""
    return (value or Decimal()).quantize(CENT)
