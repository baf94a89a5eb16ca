"""Revenue: facts the database keeps unique, months kept as months."""

from datetime import date

import pytest

from accounts.models import Budget, ExchangeRate, Revenue, ServiceArea
from tests.factories import AccountFactory
from tests.refusal import refused

pytestmark = pytest.mark.django_db


def area(name="Print", parent=None):
    return ServiceArea.objects.create(name=name, parent=parent)


def fact(account, area, **changes):
    values = {"month": date(2026, 3, 17), "currency": "NOK", "revenue": "1234.50"}
    return Revenue.objects.create(account=account, area=area, **{**values, **changes})


def test_a_month_is_kept_as_its_first_day():
    kept = fact(AccountFactory(), area())
    assert Revenue.objects.get(month=date(2026, 3, 31)) == kept
    kept.refresh_from_db()
    assert kept.month == date(2026, 3, 1)


def test_a_fact_comes_once():
    account, print_ = AccountFactory(), area()
    fact(account, print_)
    assert refused(lambda: fact(account, print_, month=date(2026, 3, 1)))
    fact(account, print_, recurring=True)
    fact(account, print_, currency="EUR")
    fact(account, print_, month=date(2026, 4, 1))
    fact(account, area("Web"))
    assert Revenue.objects.count() == 5


def test_a_credit_note_is_negative():
    assert fact(AccountFactory(), area(), revenue="-10.05").revenue == "-10.05"


def test_areas_are_named_once_at_their_place():
    print_ = area()
    assert refused(lambda: area("PRINT"))
    area("Design", parent=print_)
    assert refused(lambda: area("design", parent=print_))
    assert refused(lambda: area(""))
    area("Design", parent=area("Web"))


@pytest.mark.parametrize("rate", ["0", "-1"])
def test_a_rate_is_above_zero(rate):
    assert refused(lambda: ExchangeRate.objects.create(currency="EUR", on=date(2026, 1, 1), rate=rate))


def test_a_rate_comes_once_a_day():
    ExchangeRate.objects.create(currency="EUR", on=date(2026, 1, 1), rate="11.5")
    assert refused(lambda: ExchangeRate.objects.create(currency="EUR", on=date(2026, 1, 1), rate="11.6"))


@pytest.mark.parametrize("wrong", [{"amount": "-1"}, {"year": 1989}, {"year": 2101}, {"kind": "wish"}])
def test_a_budget_is_plausible(wrong):
    values = {"year": 2026, "amount": "1000", "currency": "NOK", "kind": "budget"}
    account = AccountFactory()
    assert refused(lambda: Budget.objects.create(account=account, **{**values, **wrong}))
    Budget.objects.create(account=account, **values)
    assert refused(lambda: Budget.objects.create(account=account, **values))
    Budget.objects.create(account=account, **{**values, "kind": "quota"})
