"""What customers could buy: their budgets of the categories we sell in, in the currency of the house."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from accounts.models.account import AccountQuerySet
from accounts.models.figure import Figure
from accounts.models.rate import dated_rates


def category_budgets(accounts: AccountQuerySet, today: date) -> Mapping[int, Decimal]:
    """The sum of each account's newest year, this one or an earlier one; who is not in it is unknown. Two queries.

    A year is unknown as a whole when one of its budgets has no exchange rate.
    """
    rows = Figure.objects.filter(
        kind=Figure.Kind.CATEGORY_BUDGET, year__lte=today.year, account__in=accounts.order_by().values("pk")
    )
    told = list(rows.order_by("year").values_list("account_id", "year", "amount", "currency"))
    rates = dated_rates({currency for *_rest, currency in told})
    newest = {account: year for account, year, _amount, _currency in told}
    found: dict[int, list[Decimal | None]] = defaultdict(list)
    for account, year, amount, currency in told:
        if year == newest[account]:
            rate = rates.on(currency, min(today, date(year, 12, 31)))
            found[account].append(None if rate is None else amount * rate)
    return {
        account: sum(known, Decimal())
        for account, amounts in found.items()
        if len(known := [amount for amount in amounts if amount is not None]) == len(amounts)
    }
