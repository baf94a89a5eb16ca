"""How much hangs on how few accounts, as the database adds it up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, ExchangeRate, Role, ServiceArea
from accounts.models.concentration import (
    concentration_before,
    concentration_by_area,
    concentration_in_run,
    concentration_of,
)
from tests.accounts.sold import OCTOBER, VECTOR, record, sell, vector
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db


def everyone():
    return Account.objects.all()


def test_the_vector_of_the_books_out_of_the_database():
    accounts = vector()
    found = concentration_of(everyone(), until=OCTOBER)
    assert [holder.revenue for holder in found.holders] == list(VECTOR)
    assert round(float(found.found.hhi), 5) == 0.25670
    assert [holder.account for holder, _share in found.material] == [account.pk for account in accounts[:2]]
    assert (found.since, found.until, found.total) == (date(2025, 11, 1), OCTOBER, 1200)


def test_credit_notes_and_silence_have_no_part():
    sold, credited, _silent = AccountFactory.create_batch(3)
    sell(sold, 100)
    sell(credited, -40)
    found = concentration_of(everyone(), until=OCTOBER)
    assert (found.found.n, found.credited, found.silent, found.total) == (1, 1, 1, 100)
    assert [holder.revenue for holder in found.holders] == [100, -40]


def test_only_the_twelve_months_and_only_these_accounts_count():
    mine, other = AccountFactory.create_batch(2)
    sell(mine, 10, date(2025, 11, 1))
    sell(mine, 500, date(2025, 10, 1))
    sell(mine, 500, date(2026, 11, 1))
    sell(other, 500)
    found = concentration_of(Account.objects.filter(pk=mine.pk), until=OCTOBER)
    assert [(holder.account, holder.revenue) for holder in found.holders] == [(mine.pk, 10)]


def test_foreign_currencies_count_by_the_rate_of_their_month():
    swede, norwegian = AccountFactory.create_batch(2)
    sell(norwegian, 100)
    sell(swede, 100, currency="SEK")
    assert concentration_of(everyone(), until=OCTOBER).unconverted == (("SEK", 1),)
    ExchangeRate.objects.create(currency="SEK", on=date(2026, 10, 31), rate=Decimal("1.5"))
    found = concentration_of(everyone(), until=OCTOBER)
    assert (found.holders[0].revenue, found.unconverted) == (150, ())
    assert found.found.top(1) == Fraction(3, 5)


def test_an_area_counts_with_its_services():
    account, other = AccountFactory.create_batch(2)
    cloud = ServiceArea.objects.create(name="Cloud")
    ServiceArea.objects.create(name="Backup", parent=cloud)
    account.revenues.create(area=cloud.services.get(), month=OCTOBER, currency="NOK", revenue=30)
    account.revenues.create(area=cloud, month=OCTOBER, currency="NOK", revenue=10)
    sell(other, 60, area="Print")
    assert concentration_of(everyone(), until=OCTOBER, area=cloud.pk).total == 40
    by_area = concentration_by_area(everyone(), until=OCTOBER)
    assert [(each.name, each.largest, each.revenue, each.found.hhi) for each in by_area] == [
        ("Print", other.name, 60, 1),
        ("Cloud", account.name, 40, 1),
    ]


def test_quarters_are_told_as_far_back_as_whole_years_of_figures_go():
    account, other = AccountFactory.create_batch(2)
    sell(account, 100, date(2025, 8, 1))
    sell(other, 100, OCTOBER)
    moments = concentration_before(everyone(), until=OCTOBER)
    assert [moment.until for moment in moments] == [date(2026, 7, 31), OCTOBER]
    assert [moment.found.n for moment in moments] == [1, 1]
    assert moments[-1].found == concentration_of(everyone(), until=OCTOBER).found


def test_three_years_make_nine_quarters():
    account = AccountFactory()
    sell(account, 100, date(2023, 11, 1))
    moments = concentration_before(everyone(), until=OCTOBER)
    assert len(moments) == 9
    assert (moments[0].until, moments[0].found.n, moments[-1].found.n) == (date(2024, 10, 31), 1, 0)


def test_a_recorded_run_says_the_same_from_one_row_for_each_account():
    vector()
    AccountFactory()
    run = record()
    recorded, added = concentration_in_run(everyone(), run), concentration_of(everyone(), until=OCTOBER)
    assert recorded == added


def test_many_accounts_cost_no_more_queries_than_few(cast):
    reader = cast.carol
    reader.roles.create(unit=cast.account.unit, kind=Role.Kind.DIRECTOR)

    def asked():
        seen = Account.objects.visible_to(reader)
        with CaptureQueriesContext(connection) as queries:
            concentration_of(seen, until=OCTOBER)
            concentration_before(seen, until=OCTOBER)
            concentration_by_area(seen, until=OCTOBER)
        return len(queries)

    sell(cast.account, 5)
    few = asked()
    vector(unit=cast.account.unit)
    assert asked() == few <= 12
