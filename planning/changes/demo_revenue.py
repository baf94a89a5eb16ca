"""The demonstration's figures: areas, rates, three years of monthly revenue and budgets; and taking them out again."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import ProtectedError

from accounts.models import Account, Budget, ExchangeRate, Revenue, ServiceArea
from planning.domain import demo_revenue
from planning.domain.demo_accounts import ALL_ACCOUNTS

BATCH = 2000
EVERY = 3  # so many accounts to one with a budget
AMBITION = Decimal("1.08")


def make_figures(today: date) -> None:
    services = make_areas()
    ExchangeRate.objects.bulk_create(demo_rates(today))
    known = {account.name: account for account in Account.objects.filter(name__in=[a.name for a in ALL_ACCOUNTS])}
    facts = [
        Revenue(
            account=known[account.name],
            area=services[fact.service],
            month=demo_revenue.month_ago(today, fact.ago),
            recurring=fact.recurring,
            currency=account.currency,
            revenue=fact.revenue,
            margin=fact.margin,
        )
        for place, account in enumerate(ALL_ACCOUNTS)
        for fact in unlike(demo_revenue.facts_of(account, place))
    ]
    Revenue.objects.bulk_create(facts, batch_size=BATCH)
    Budget.objects.bulk_create(budgets(facts, today))


def unlike(facts: Iterable[demo_revenue.DemoFact]) -> list[demo_revenue.DemoFact]:
    """One fact for each month, service and kind."""
    return list({(fact.ago, fact.service, fact.recurring): fact for fact in facts}.values())


def make_areas() -> dict[str, ServiceArea]:
    services = {}
    for order, (group, names) in enumerate(demo_revenue.AREAS.items()):
        parent = ServiceArea.objects.create(name=group, order=order)
        for place, name in enumerate(names):
            services[name] = ServiceArea.objects.create(name=name, parent=parent, order=place)
    return services


def demo_rates(today: date) -> list[ExchangeRate]:
    return [
        ExchangeRate(currency=currency, on=demo_revenue.month_ago(today, ago), rate=Decimal(rate))
        for ago, currency, rate in demo_revenue.RATES
    ]


def budgets(facts: list[Revenue], today: date) -> list[Budget]:
    """For some accounts, this year: somewhat more than last year brought; for a few a quota above that."""
    sold: dict[int, Decimal] = defaultdict(Decimal)
    for fact in facts:
        sold[fact.account_id] += fact.revenue if fact.month.year == today.year - 1 else 0
    currencies = {fact.account_id: fact.currency for fact in facts}
    made = []
    for place, (account, amount) in enumerate(sorted(sold.items())):
        kinds = [Budget.Kind.BUDGET] if place % EVERY == 0 else []
        kinds += [Budget.Kind.QUOTA] if place % (2 * EVERY) == 0 else []
        for power, kind in enumerate(kinds, start=1):
            goal = round(amount * AMBITION**power, -3)
            if goal > 0:
                year = today.year
                made.append(Budget(account_id=account, year=year, kind=kind, amount=goal, currency=currencies[account]))
    return made


def remove_figures() -> None:
    """Areas and rates that only the demonstration used; facts and budgets have gone with its accounts."""
    for names in (demo_revenue.SERVICES, tuple(demo_revenue.AREAS)):  # leaves before branches
        for area in ServiceArea.objects.filter(name__in=names):
            try:
                area.delete()
            except ProtectedError:
                continue  # somebody uses it for real
    if not Revenue.objects.filter(currency="SEK").exists():
        for _ago, currency, rate in demo_revenue.RATES:
            ExchangeRate.objects.filter(currency=currency, rate=Decimal(rate)).delete()
