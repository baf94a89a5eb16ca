"""What the accounts of each class are to bring this year, and what serving them may cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from accounts.models.account import AccountQuerySet
from accounts.models.rate import dated_rates
from accounts.models.revenue import Budget
from accounts.models.tier import Tier
from accounts.models.tier_pyramid import Pyramid


@dataclass
class Set:
    """What was set for some accounts, in the currency of the house; None for none of them."""

    amount: Decimal | None = None
    accounts: int = 0

    def add(self, amount: Decimal, accounts: int) -> None:
        self.amount = (self.amount or Decimal()) + amount
        self.accounts += accounts


@dataclass
class Target:
    """Of one class. `serving` is None where the class has no budget; amounts that no rate converts are in no sum."""

    tier: Tier
    serving: Decimal | None
    budget: Set = field(default_factory=Set)
    quota: Set = field(default_factory=Set)
    without_rate: int = 0


def targets_of(pyramid: Pyramid, accounts: AccountQuerySet, today: date) -> list[Target]:
    """Best class first; empty when nobody has set anything. Two queries at most."""
    found = {step.tier.pk: Target(step.tier, serving(step.tier, step.count)) for step in pyramid.steps}
    sums = sums_of(pyramid, accounts, today.year)
    rates = dated_rates({currency for _tier, _kind, currency in sums})
    for (tier, kind, currency), (amount, count) in sums.items():
        rate, target = rates.on(currency, today), found[tier]
        if rate is None:
            target.without_rate += count
        else:
            (target.budget if kind == Budget.Kind.BUDGET else target.quota).add(amount * rate, count)
    return list(found.values()) if sums or any(each.serving is not None for each in found.values()) else []


def serving(tier: Tier, count: int) -> Decimal | None:
    return None if tier.budget is None else tier.budget * count


def sums_of(
    pyramid: Pyramid, accounts: AccountQuerySet, year: int
) -> Mapping[tuple[int, str, str], tuple[Decimal, int]]:
    """By class, kind and currency: the sum, and of how many accounts."""
    rows = Budget.objects.order_by().filter(
        year=year, account__in=accounts.order_by().values("pk"), account__standings__run=pyramid.run
    )
    summed = rows.values_list("account__standings__tier", "kind", "currency").annotate(Sum("amount"), Count("pk"))
    return {(tier, kind, currency): (amount, count) for tier, kind, currency, amount, count in summed}
