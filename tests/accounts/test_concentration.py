"""How much hangs on how few accounts, as the database adds it up."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.concentration import Concentration
from accounts.domain.value import shifted
from accounts.models import Account, DataImport, ExchangeRate, Revenue, Role, ServiceArea
from accounts.models.concentration import Holdings
from accounts.models.revenue_sums import figures, money, sums_of, year_of
from tests.accounts.sold import OCTOBER, VECTOR, sell, vector
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db


def holdings(accounts=None, **asked):
    return Holdings.of(Account.objects.all() if accounts is None else accounts, until=OCTOBER, **asked)


def test_the_vector_of_the_books_out_of_the_database():
    accounts = vector()
    found = holdings().now
    assert [holder.revenue for holder in found.holders] == list(VECTOR)
    assert round(float(found.found.hhi), 5) == 0.25670
    assert [holder.account for holder, _share in found.material] == [account.pk for account in accounts[:2]]
    assert (found.since, found.until, found.total) == (date(2025, 11, 1), OCTOBER, 1200)


def test_credit_notes_and_silence_have_no_part():
    sold, credited, _silent = AccountFactory.create_batch(3)
    sell(sold, 100)
    sell(credited, -40)
    found = holdings().now
    assert (found.found.n, found.credited, found.silent, found.total) == (1, 1, 1, 100)
    assert [holder.revenue for holder in found.holders] == [100, -40]


def test_only_the_twelve_months_and_only_these_accounts_count():
    mine, other = AccountFactory.create_batch(2)
    sell(mine, 10, date(2025, 11, 1))
    sell(mine, 500, date(2025, 10, 1))
    sell(mine, 500, date(2026, 11, 1))
    sell(other, 500)
    found = holdings(Account.objects.filter(pk=mine.pk)).now
    assert [(holder.account, holder.revenue) for holder in found.holders] == [(mine.pk, 10)]


def test_foreign_currencies_count_by_the_rate_of_their_month():
    swede, norwegian = AccountFactory.create_batch(2)
    sell(norwegian, 100)
    sell(swede, 100, currency="SEK")
    assert holdings().now.unconverted == (("SEK", 1),)
    ExchangeRate.objects.create(currency="SEK", on=date(2026, 10, 31), rate=Decimal("1.5"))
    found = holdings().now
    assert (found.holders[0].revenue, found.unconverted) == (150, ())
    assert found.found.top(1) == Fraction(3, 5)


def test_an_area_counts_with_its_services():
    account, other = AccountFactory.create_batch(2)
    cloud = ServiceArea.objects.create(name="Cloud")
    ServiceArea.objects.create(name="Backup", parent=cloud)
    account.revenues.create(area=cloud.services.get(), month=OCTOBER, currency="NOK", revenue=30)
    account.revenues.create(area=cloud, month=OCTOBER, currency="NOK", revenue=10)
    sell(other, 60, area="Print")
    assert holdings(area=cloud.pk).now.total == 40
    printing = ServiceArea.objects.get(name="Print")
    assert [(each.area, each.account, each.revenue, each.found.hhi) for each in holdings().by_area] == [
        (printing.pk, other.pk, 60, 1),
        (cloud.pk, account.pk, 40, 1),
    ]


def test_quarters_are_told_as_far_back_as_whole_years_of_figures_go():
    account, other = AccountFactory.create_batch(2)
    sell(account, 100, date(2025, 8, 1))
    sell(other, 100, OCTOBER)
    moments = holdings().before
    assert [moment.until for moment in moments] == [date(2026, 7, 31), OCTOBER]
    assert [moment.found.n for moment in moments] == [1, 1]
    assert moments[-1].found == holdings().now.found


def test_three_years_make_nine_quarters():
    account = AccountFactory()
    sell(account, 100, date(2023, 11, 1))
    moments = holdings().before
    assert len(moments) == 9
    assert (moments[0].until, moments[0].found.n, moments[-1].found.n) == (date(2024, 10, 31), 1, 0)


def test_what_is_kept_is_what_adding_up_every_fact_gives():
    """Of any accounts, up to each of the nine quarters, whatever was asked before."""
    accounts = [*vector(), AccountFactory()]
    for place, account in enumerate(accounts[:6]):
        for ago in range(0, 36, place + 1):
            sell(account, 1000 * place - 37 * ago, shifted(OCTOBER, -ago), area=f"Area {place % 3}", recurring=True)
    for some in (accounts, accounts[::2], accounts[3:4], []):
        found = holdings(Account.objects.filter(pk__in=[account.pk for account in some]))
        assert found.now.holders == tuple(largest_first(added_up(some, OCTOBER)))
        assert found.now.silent == len(some) - len(found.now.holders)
        for each in found.before:
            assert each.found == Concentration.of(amount for _account, amount in added_up(some, each.until))
        for each in found.by_area:
            assert each.found == Concentration.of(
                amount for _account, amount in added_up(some, OCTOBER, area=each.area)
            )
    assert len(holdings().before) == 9


def test_the_newest_year_alone_is_the_same_as_out_of_three():
    """Of accounts in two currencies, one of them without a rate, and of months before and after."""
    norwegian, swede, unconverted = AccountFactory.create_batch(3)
    ExchangeRate.objects.create(currency="SEK", on=date(2025, 1, 1), rate=Decimal("0.97"))
    for months in (-1, 0, 11, 12, 35):
        sell(norwegian, 1000 + months, shifted(OCTOBER, -months))
        sell(swede, 100 + months, shifted(OCTOBER, -months), currency="SEK")
        sell(unconverted, 10, shifted(OCTOBER, -months), currency="EUR")
    last = OCTOBER.replace(day=1)
    year = year_of(figures(), last)
    assert year == sums_of(figures(), last).last_year
    assert {account: money(amount) for account, amount in year.items()} == {
        norwegian.pk: 2011,
        swede.pk: 211 * Decimal("0.97"),
    }


def added_up(accounts, until, **where):
    months = (shifted(until, -11), until)
    facts = Revenue.objects.filter(account__in=accounts, month__range=months, **where).order_by()
    return list(facts.values_list("account").annotate(Sum("revenue")))


def largest_first(amounts):
    return sorted(amounts, key=lambda each: (-each[1], each[0]))


def test_nothing_is_added_up_twice_until_a_figure_changes():
    account = AccountFactory()
    sell(account, 100)
    assert holdings() is holdings()
    kept = figures()
    sell(account, 50, recurring=True)
    assert figures() is not kept
    assert holdings().now.total == 150


@pytest.mark.parametrize(
    "what", ["an import", "one that waited", "an import undone", "a rate", "an area moved", "a fact"]
)
def test_whatever_can_change_a_sum_is_noticed(what):
    account, now = AccountFactory(), timezone.now()
    sell(account, 100)
    area = ServiceArea.objects.create(name="Cloud")
    rate = ExchangeRate.objects.create(currency="SEK", on=OCTOBER, rate=1)
    done = DataImport.objects.create(kind="revenue", content=b"", state="done", done_at=now)
    before = figures()
    assert figures() is before
    match what:
        case "an import":
            DataImport.objects.create(kind="revenue", content=b"", state="done", done_at=now + timedelta(seconds=1))
        case "one that waited":
            DataImport.objects.create(kind="revenue", content=b"", state="done", done_at=now - timedelta(seconds=9))
        case "an import undone":
            DataImport.objects.filter(pk=done.pk).update(state="undone", undone_at=now)
        case "a rate":
            ExchangeRate.objects.filter(pk=rate.pk).update(rate=2)
        case "an area moved":
            ServiceArea.objects.filter(pk=area.pk).update(parent=ServiceArea.objects.get(name="Print"))
        case "a fact":
            sell(account, 1, date(2020, 1, 1))
    assert figures() is not before


def test_an_import_that_overwrites_a_figure_is_seen_at_once(tmp_path):
    """It leaves as many facts with the same numbers."""
    sell(AccountFactory(name="Havn"), 100, OCTOBER.replace(day=1))
    assert holdings().now.total == 100
    path = tmp_path / "facts.csv"
    path.write_text("account,area,month,revenue,currency\nHavn,Print,2026-10,70,NOK\n")
    call_command("import_revenue", str(path), stdout=StringIO())
    assert holdings().now.total == 70


def test_many_accounts_cost_no_more_queries_than_few(cast):
    reader = cast.carol
    reader.roles.create(unit=cast.account.unit, kind=Role.Kind.DIRECTOR)

    def asked():
        seen = Account.objects.visible_to(reader)
        with CaptureQueriesContext(connection) as queries:
            found = holdings(seen)
            told = (found.now, found.before, found.by_area, found.losing)
        return len(queries) if told else 0

    sell(cast.account, 5)
    few = asked()
    vector(unit=cast.account.unit)
    assert asked() == few <= 6
    assert asked() == 2, "What is kept is not asked for again."
