"""What the revenue is made up of: each area beside the year before, and industry by industry."""

from datetime import date
from fractions import Fraction

import pytest

from accounts.models import Account, ServiceArea
from accounts.models.concentration import Holdings
from accounts.models.concentration_parts import by_industry
from accounts.models.tier_recorded import told_of
from tests.accounts.sold import OCTOBER, sell
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
FIRST = date(2024, 11, 1)  # of the year before


def holdings(**narrowed):
    return Holdings.of(Account.objects.filter(**narrowed), until=OCTOBER)


def industries():
    return by_industry(told_of(Account.objects.all(), "industry"), holdings().amounts)


def areas(found):
    names = dict(ServiceArea.objects.values_list("pk", "name"))
    return {names[each.area]: (each.revenue, each.before, each.change) for each in found.by_area}


def test_areas_beside_the_year_before():
    account, other = AccountFactory.create_batch(2)
    sell(account, 200, FIRST)
    sell(account, 100)
    sell(other, 50, area="Cloud")
    sell(other, 70, date(2025, 10, 1), area="Advice")
    found = holdings()
    assert list(areas(found).items()) == [
        ("Print", (100, 200, Fraction(-1, 2))),
        ("Cloud", (50, None, None)),
        ("Advice", (None, 70, None)),
    ]
    assert [each.account for each in found.by_area] == [account.pk, other.pk, None]
    assert areas(holdings(pk=account.pk)) == {"Print": (100, 200, Fraction(-1, 2))}


def test_what_was_credited_away_has_gone_and_a_year_of_nothing_compares_with_nothing():
    account, other = AccountFactory.create_batch(2)
    sell(account, 200, FIRST)
    sell(account, -10)
    sell(other, -5, FIRST, area="Cloud")
    sell(other, 40, area="Cloud")
    assert areas(holdings()) == {"Cloud": (40, 0, None), "Print": (0, 200, -1)}


def test_half_a_year_before_is_not_compared():
    account = AccountFactory()
    sell(account, 100, date(2024, 12, 1))
    sell(account, 100)
    assert areas(holdings()) == {"Print": (100, None, None)}
    sell(account, 100, date(2024, 10, 1), area="Cloud")
    assert areas(holdings()) == {"Print": (100, 100, 0)}


def test_industries_with_those_nobody_has_named():
    ship, dock, mine, unknown = (AccountFactory(industry=code) for code in ("H", "H", "B", ""))
    sell(ship, 60)
    sell(dock, -5)
    sell(unknown, 20)
    told = [tuple(each) for each in industries()]
    assert told == [
        ("H", 2, 1, 60, Fraction(3, 4), ship.pk),
        ("", 1, 1, 20, Fraction(1, 4), unknown.pk),
        ("B", 1, 0, None, None, None),
    ]
    Account.objects.filter(pk=unknown.pk).update(industry="B")
    assert [each.industry for each in industries()] == ["H", "B"]
    sell(mine, 30)
    assert [(each.revenue, each.largest) for each in industries()] == [(60, ship.pk), (50, mine.pk)]


def test_an_industry_that_was_only_credited_has_no_share():
    account = AccountFactory(industry="B")
    sell(account, -5)
    assert [tuple(each) for each in industries()] == [("B", 1, 0, 0, None, None)]
