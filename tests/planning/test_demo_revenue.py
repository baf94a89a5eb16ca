"""The demonstration's figures tell their stories, the same whenever they are told."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.domain.tier import last_full_month
from accounts.models import Account, Budget, ExchangeRate, Revenue, ServiceArea
from accounts.models.tenure import Customers
from accounts.models.value import AccountValue
from planning.changes.leave_demo import remove_demo
from planning.domain.demo_accounts import ALL_ACCOUNTS, more_accounts
from planning.domain.demo_revenue import facts_of, month_ago

pytestmark = pytest.mark.django_db


def value_of(name):
    return AccountValue(Account.objects.get(name=name), timezone.localdate()).told


def test_the_same_story_each_time():
    assert more_accounts() == more_accounts()
    assert len({account.name for account in ALL_ACCOUNTS}) == 60
    told = [list(facts_of(account, place)) for place, account in enumerate(ALL_ACCOUNTS)]
    assert told == [list(facts_of(account, place)) for place, account in enumerate(ALL_ACCOUNTS)]
    assert month_ago(date(2026, 1, 31), 1) == date(2025, 12, 1)


def test_things_happen_in_it(supplier):
    giant, star, name = map(value_of, ("Skarvøysund Sjømat", "Tindelyng Kraftlag", "Björknäset region"))
    assert giant.change < Decimal("-0.3")
    assert star.change > Decimal("0.5")
    assert name.latest.total < 200_000
    assert value_of("Kvitmåne Logistikk").latest.total < 0
    assert value_of("Alveland Byggservice").latest.total is None
    assert not any(AccountValue(a, timezone.localdate()).told.unconverted for a in Account.objects.all())


def test_some_customers_are_new_and_one_has_gone(supplier):
    now, before, _first = Customers.of(Account.objects.all(), until=last_full_month(timezone.localdate())).years
    assert (now.new.n, now.gone, before.new.n) == (3, 1, 3)
    assert 0 < now.key.n < now.all.n


def test_it_has_three_years_and_some_budgets(supplier):
    assert Revenue.objects.dates("month", "month").count() == 36
    assert 3000 < Revenue.objects.count() < 8000
    assert {budget.kind for budget in Budget.objects.all()} == {"budget", "quota"}


def test_what_somebody_uses_for_real_stays(supplier, cast):
    area = ServiceArea.objects.get(name="Backup")
    Revenue.objects.create(account=cast.account, area=area, month=date(2026, 1, 1), currency="NOK", revenue=1)
    remove_demo()
    assert set(ServiceArea.objects.values_list("name", flat=True)) == {"Cloud", "Backup"}
    assert not ExchangeRate.objects.exists()
