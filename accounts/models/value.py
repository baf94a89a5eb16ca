"""The value of an account, fetched: its facts of two years, the rates they need, its budgets, since when it buys."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Max, Min

from accounts.domain.value import Attained, Bought, Fact, Rates, Value, attained, bought, value, window
from accounts.models.account import Account
from accounts.models.rate import dated_rates
from accounts.models.revenue import Budget, Revenue, ServiceArea


@dataclass(frozen=True)
class AccountValue:
    """Five queries at most: facts, areas, rates where a foreign currency occurs, budgets, since when it buys."""

    account: Account
    today: date

    @cached_property
    def facts(self) -> list[Fact]:
        """Those of the 24 complete months, which hold the whole of last year, and of this one."""
        rows = Revenue.objects.order_by("month", "area", "recurring", "currency").filter(
            account=self.account, month__gte=window(self.today)[0], month__lte=self.today
        )
        return [
            Fact(*row) for row in rows.values_list("area_id", "month", "recurring", "currency", "revenue", "margin")
        ]

    @cached_property
    def rates(self) -> Rates:
        return dated_rates({fact.currency for fact in self.facts} | {budget.currency for budget in self.budgets})

    @cached_property
    def told(self) -> Value:
        return value(self.facts, self.rates, self.today)

    @cached_property
    def bought(self) -> Bought | None:
        """In whatever currency; None when it never bought anything."""
        rows = Revenue.objects.order_by().filter(account=self.account, revenue__gt=0, month__lte=self.today)
        found = rows.aggregate(first=Min("month"), last=Max("month"), months=Count("month", distinct=True))
        return bought(**found, today=self.today) if found["months"] else None

    @cached_property
    def budgets(self) -> list[Budget]:
        return list(Budget.objects.filter(account=self.account))

    @property
    def attainments(self) -> list[tuple[Budget, Attained | None]]:
        """Of this year and the last; None where the budget's currency has no rate."""
        years = (self.today.year, self.today.year - 1)
        return [(budget, self.attained(budget)) for budget in self.budgets if budget.year in years]

    def attained(self, budget: Budget) -> Attained | None:
        rate = self.rates.on(budget.currency, min(self.today, date(budget.year, 12, 31)))
        if rate is None:
            return None
        return attained(budget.amount * rate, budget.year, self.facts, self.rates, self.today)

    @cached_property
    def area_names(self) -> dict[int, str]:
        """'Cloud / Backup'."""
        rows = ServiceArea.objects.values_list("pk", "name", "parent__name")
        return {pk: f"{group} / {name}" if group else name for pk, name, group in rows}
