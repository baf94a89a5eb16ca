"""What every account was worth in a window of months, in the currency of the house."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, Q, Sum, Value

from accounts.models.account import AccountQuerySet
from accounts.models.rate import UNKNOWN, cents, rate_number, rates_between, worth_of
from accounts.models.revenue import Revenue


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


def figures_between(
    first: date, last: date, *, before: date | None = None, among: AccountQuerySet | None = None
) -> Figures:
    """The sums of months `first` to `last`, both with; `before` is where the window before begins.

    Of all accounts, unless it is said among which.
    Facts are summed by the rate that converts them, so that each sum is multiplied once and exactly.
    """
    rates, found = rates_between(before or first, last), Figures()
    facts = Revenue.objects.order_by().filter(month__range=(before or first, last))
    if among is not None:
        facts = facts.filter(account__in=among.order_by().values("pk"))
    now = Q(month__gte=first) if before else None
    earlier = Sum("revenue", filter=Q(month__lt=first)) if before else Value(Decimal(), DecimalField())
    rows = facts.annotate(rate_number=rate_number(rates)).values_list("account_id", "currency", "rate_number")
    summed = rows.annotate(
        revenue_sum=Sum("revenue", filter=now),
        margin_sum=Sum("margin", filter=now),
        earlier_sum=earlier,
        facts=Count("pk", filter=now),
        with_margin=Count("margin", filter=now),
    )
    lost: Counter[str] = Counter()
    # Read at once: with a cursor PostgreSQL would plan for the first rows, and for one worker.
    for account, currency, number, revenue, margin, before_sum, counted, with_margin in summed:
        if number == UNKNOWN:
            lost[currency] += counted
            continue
        rate = worth_of(number, rates)
        worth = found.by_account.setdefault(account, Worth())
        worth.revenue += cents(revenue) * rate
        worth.margin += cents(margin) * rate
        worth.earlier += cents(before_sum) * rate
        found.facts += counted
        found.without_margin += counted - with_margin
    found.without_rate = {currency: count for currency, count in sorted(lost.items()) if count}
    return found


def newest_month_before(month: date) -> date | None:
    """The last month before this one of which there are figures."""
    newest = Revenue.objects.filter(month__lt=month).order_by("-month").values_list("month", flat=True)
    return newest.first()
