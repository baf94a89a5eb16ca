"""What the accounts of each class are to bring this year, and what serving them may cost."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from accounts.models.rate import dated_rates
from accounts.models.revenue import Budget
from accounts.models.rows import joined, rows_of, statement
from accounts.models.seen import CHOICES_KEPT
from accounts.models.tier import Tier
from accounts.models.tier_pyramid import Pyramid
from accounts.models.tier_recorded import Chosen

Told = tuple[str, str, str, str]  # kind, currency, accounts, amounts


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


def targets_of(pyramid: Pyramid, today: date) -> list[Target]:
    """Best class first; empty when nobody has set anything. Two queries at most."""
    found = {step.tier.pk: Target(step.tier, serving(step.tier, step.count)) for step in pyramid.steps}
    sums = _sums(pyramid.chosen, told_of(today.year))
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


def told_of(year: int) -> tuple[Told, ...]:
    """All that was set for a year, each kind and currency as one text of accounts and one of amounts. One query."""
    rows = statement(
        Budget.objects.filter(year=year).order_by().values_list("kind", "currency", "account_id", "amount")
    )
    if rows is None:
        return ()
    sql, given = rows
    columns = f"kind, currency, {joined('account_id')}, {joined('amount')}"
    return tuple(rows_of((f"SELECT {columns} FROM ({sql}) AS told GROUP BY kind, currency", given)))  # noqa: S608


# --- kept for the last choices ----------------------------------------------------------------------------------------
@lru_cache(maxsize=CHOICES_KEPT)
def _sums(chosen: Chosen, told: tuple[Told, ...]) -> Mapping[tuple[int, str, str], tuple[Decimal, int]]:
    """By class, kind and currency: the sum, and of how many accounts."""
    amounts: dict[tuple[int, str, str], list[Decimal]] = defaultdict(list)
    for kind, currency, accounts, set_for in told:
        for account, amount in zip(accounts.split(","), set_for.split(","), strict=True):
            tier = chosen.tiers.get(int(account))
            if tier is not None:
                amounts[tier, kind, currency].append(Decimal(amount))
    return {key: (sum(found, Decimal()), len(found)) for key, found in amounts.items()}
