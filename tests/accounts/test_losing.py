"""Where money is lost: whose known contribution margin is below zero, in which area, and what nobody knows."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.domain.value import cents
from accounts.models import Account, ExchangeRate, ServiceArea
from accounts.models.concentration import Holdings
from accounts.models.value import AccountValue
from tests.accounts.sold import OCTOBER, sell
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def losing(**asked):
    return Holdings.of(Account.objects.all(), until=OCTOBER, **asked).losing


def told(found):
    return [(each.account, each.revenue, each.margin) for each in found.accounts]


def area(name):
    return ServiceArea.objects.get(name=name).pk


def test_who_loses_most_comes_first_with_its_worst_area():
    small, large, gaining, silent = AccountFactory.create_batch(4)
    sell(small, 100, margin=-5)
    sell(large, 100, margin=30)
    sell(large, 200, margin=-10, area="Cloud")
    sell(large, 50, margin=-60, area="Advice")
    sell(large, 10, date(2026, 9, 1))
    sell(gaining, 100, margin=1)
    sell(silent, 100)
    found = losing()
    assert told(found) == [(large.pk, 360, -40), (small.pk, 100, -5)]
    assert [(each.area, each.area_margin) for each in found.accounts] == [(area("Advice"), -60), (area("Print"), -5)]
    assert [(each.figures, each.unknown) for each in found.accounts] == [(4, 1), (1, 0)]
    assert (found.figures, found.unknown, found.silent, found.total) == (7, 2, 1, -45)


def test_a_blank_is_no_zero_and_a_zero_no_loss():
    one, other = AccountFactory.create_batch(2)
    sell(one, 100)
    assert not losing().is_known
    sell(other, -100, margin=0)
    found = losing()
    assert (found.is_known, found.accounts, found.unknown, found.silent) == (True, (), 1, 1)


def test_only_the_twelve_months_count():
    account = AccountFactory()
    sell(account, 100, margin=10)
    sell(account, 100, date(2025, 10, 1), margin=-500)
    sell(account, 100, date(2026, 11, 1), margin=-500)
    assert losing().accounts == ()
    sell(account, 100, date(2025, 11, 1), margin=-11)
    assert told(losing()) == [(account.pk, 200, -1)]


def test_services_lose_in_their_group_and_the_address_may_ask_for_one():
    account = AccountFactory()
    cloud = ServiceArea.objects.create(name="Cloud")
    backup = ServiceArea.objects.create(name="Backup", parent=cloud)
    account.revenues.create(area=backup, month=OCTOBER, currency="NOK", revenue=10, margin=-7)
    sell(account, 100, margin=50)
    assert losing().accounts == ()
    assert told(losing(area=cloud.pk)) == [(account.pk, 10, -7)]
    assert losing(area=cloud.pk).accounts[0].area == cloud.pk


def test_it_is_what_the_value_of_the_account_says():
    ExchangeRate.objects.create(currency="SEK", on=date(2026, 10, 31), rate=Decimal("1.5"))
    account = AccountFactory()
    sell(account, 100, currency="SEK", margin=Decimal("-10.01"))
    sell(account, 100, currency="EUR", margin=-1000)
    sell(account, 100, date(2026, 9, 1), margin=Decimal("3.33"))
    latest = AccountValue(account, TODAY).told.latest
    assert told(losing()) == [(account.pk, latest.total, Decimal("-11.685"))]
    assert cents(losing().accounts[0].margin) == latest.known_margin
    assert losing().figures == latest.n


def test_only_the_accounts_asked_for():
    mine, other = AccountFactory.create_batch(2)
    sell(mine, 100, margin=-1)
    sell(other, 100, margin=-2)
    found = Holdings.of(Account.objects.filter(pk=mine.pk), until=OCTOBER).losing
    assert told(found) == [(mine.pk, 100, -1)]
    assert found.figures == 1
