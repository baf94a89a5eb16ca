"""The value of an account, worked out by hand."""

from datetime import date
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.value import Fact, Rates, attained, value, window

TODAY = date(2026, 11, 22)
RATES = Rates("NOK", {"EUR": [(date(2025, 1, 1), D(10)), (date(2026, 3, 31), D(12))]})


def fact(month, revenue, margin=None, *, area=1, recurring=False, currency="NOK"):
    return Fact(area, date(*month, 1), recurring, currency, D(revenue), None if margin is None else D(margin))


def test_the_window_is_24_complete_months():
    months = window(TODAY)
    assert (months[0], months[11], months[12], months[-1]) == (
        date(2024, 11, 1),
        date(2025, 10, 1),
        date(2025, 11, 1),
        date(2026, 10, 1),
    )
    assert window(date(2026, 1, 31))[-1] == date(2025, 12, 1)


def test_a_year_against_the_year_before():
    facts = [
        *(fact((2026, month), 100, 40, recurring=month % 2 == 0) for month in range(1, 11)),
        fact((2025, 1), 800, 100),
        fact((2026, 11), 999),  # this month is not complete
        fact((2024, 10), 999),  # before the window
    ]
    found = value(facts, RATES, TODAY)
    assert (found.latest.total, found.before.total) == (D("1000.00"), D("800.00"))
    assert found.change == D("0.25")
    assert found.latest.margin_share == D("0.4")
    assert found.latest.recurring_share == D("0.5")
    assert found.empty_months == 2


def test_blank_is_never_zero():
    found = value([fact((2026, 1), 100), fact((2026, 2), 50, 10)], RATES, TODAY)
    assert found.latest.known_margin == D(10)
    assert found.latest.margin_share == D("0.2")  # of the 50 whose margin is known
    assert found.before.total is None
    assert found.change is None
    assert value([], RATES, TODAY).latest.total is None


def test_credit_notes_count_and_shares_of_nothing_are_none():
    found = value([fact((2026, 1), 100), fact((2026, 1), -150, recurring=True)], RATES, TODAY)
    assert found.latest.total == D(-50)
    assert found.latest.recurring_share is None


def test_currencies_are_converted_with_the_newest_rate_of_the_month():
    facts = [
        fact((2026, 2), 1, currency="EUR"),
        fact((2026, 3), 1, 1, currency="EUR"),
        fact((2024, 12), 1, currency="EUR"),  # before the first rate
        fact((2026, 4), 1, currency="USD"),
    ]
    found = value(facts, RATES, TODAY)
    assert found.latest.total == D(22)
    assert found.latest.margin_share == 1
    assert found.unconverted == (("EUR", 1), ("USD", 1))


def test_areas_come_by_size():
    facts = [fact((2026, 1), 5, area=1), fact((2026, 1), 9, area=2), fact((2025, 1), 7, area=3)]
    found = value(facts, RATES, TODAY)
    assert [(area, now.total, before.total) for area, now, before in found.areas] == [
        (2, D(9), None),
        (1, D(5), None),
        (3, None, D(7)),
    ]


def test_a_budget_is_compared_with_complete_months():
    facts = [fact((2026, 1), 300), fact((2026, 10), 200), fact((2026, 11), 999), fact((2025, 12), 100)]
    this, last, next_year = (attained(D(1000), year, facts, RATES, TODAY) for year in (2026, 2025, 2027))
    assert (this.reached, this.share, this.through) == (D(500), D("0.5"), 10)
    assert (last.reached, last.through) == (D(100), 12)
    assert next_year.reached is None
    assert attained(D(0), 2026, facts, RATES, TODAY).share is None


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(-(10**6), 10**6), st.integers(1, 3)), max_size=40))
def test_months_and_areas_add_up_to_the_whole(rows):
    months = window(TODAY)
    facts = [Fact(area, months[place], False, "NOK", D(amount), None) for place, amount, area in rows]
    found = value(facts, RATES, TODAY)
    assert sum(each.revenue for _month, each in found.months) == found.latest.revenue + found.before.revenue
    assert sum(now.revenue for _area, now, _before in found.areas) == found.latest.revenue
