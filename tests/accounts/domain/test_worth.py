"""Moving years, wallets by category, terms and what follows from them: vectors, limits, and what must always hold."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.switching import lifetime_value, lost_income
from accounts.domain.value import Fact, Rates, shifted, value
from accounts.domain.worth import moving_years, years_served
from accounts.domain.worth_terms import Terms, margins_ahead, months_left, sensitivity
from accounts.domain.worth_wallet import Basis, Rank, Wallet, measured_share, years_of

TODAY = date(2026, 11, 22)
HOUSE = Rates("NOK", {"SEK": ((date(2026, 1, 1), Decimal("1.1")),)})
TENTH, FOUR_FIFTHS = Fraction(1, 10), Fraction(8, 10)
BOOK = Terms(FOUR_FIFTHS, TENTH, 3, paid_now=False)


def fact(month, revenue, margin=None, *, recurring=False, currency="NOK"):
    margin = None if margin is None else Decimal(margin)
    return Fact(1, date(*month, 1), recurring, currency, Decimal(revenue), margin)


def monthly(count, revenue=100, margin=20):
    return [
        fact((each.year, each.month), revenue, margin) for each in (shifted(TODAY, -ago) for ago in range(1, count + 1))
    ]


# --- moving years -----------------------------------------------------------------------------------------------------
def test_no_moving_year_begins_before_the_first_figure():
    assert len(moving_years(monthly(14), HOUSE, TODAY, count=25)) == 3
    assert moving_years(monthly(11), HOUSE, TODAY, count=25) == []
    assert moving_years([], HOUSE, TODAY, count=25) == []


def test_the_newest_moving_year_is_that_of_the_value_panel():
    facts = [*monthly(30), fact((2026, 9), 50, currency="SEK"), fact((2026, 8), 70, currency="USD")]
    years = moving_years(facts, HOUSE, TODAY, count=13)
    assert years[-1].last == date(2026, 10, 1)
    assert years[-1].sum == value(facts, HOUSE, TODAY).latest
    assert years[0].sum == value(facts, HOUSE, TODAY).before


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(-500, 500)), max_size=30))
def test_a_moving_year_gains_a_month_and_loses_one(drawn):
    facts = [fact((m.year, m.month), revenue) for m, revenue in ((shifted(TODAY, -ago), it) for ago, it in drawn)]
    by_month = {shifted(TODAY, -ago): Decimal(0) for ago in range(1, 60)}
    for each in facts:
        by_month[each.month] += each.revenue
    years = moving_years(facts, HOUSE, TODAY, count=25)
    for earlier, later in pairwise(years):
        gained, lost = by_month[later.last], by_month[shifted(earlier.last, -11)]
        assert later.sum.revenue == earlier.sum.revenue + gained - lost


# --- share of wallet --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("place", "suppliers", "level_with", "share"),
    [
        (1, 2, 0, Fraction(2, 3)),
        (2, 2, 0, Fraction(1, 3)),
        (1, 3, 0, Fraction(1, 2)),
        (2, 3, 0, Fraction(1, 3)),
        (3, 3, 0, Fraction(1, 6)),
        (1, 3, 1, Fraction(5, 12)),  # two share the first place: rank 1.5
        (1, 3, 2, Fraction(1, 3)),  # all three alike: a third each
        (1, 1, 0, Fraction(1)),
    ],
)
def test_vectors_of_the_allocation_rule_with_ties(place, suppliers, level_with, share):
    assert Rank(place, suppliers, level_with).share == share


@given(st.integers(1, 20), st.data())
def test_shares_by_the_rule_make_the_whole_wallet_whoever_is_level(suppliers, data):
    level = data.draw(st.integers(1, suppliers))
    tied = level * Rank(1, suppliers, level - 1).share
    others = sum(Rank(place, suppliers).share for place in range(level + 1, suppliers + 1))
    assert tied + others == 1


def test_what_is_measured_wins_and_is_never_mixed_with_the_rule():
    rank = Rank(1, 2)
    measured = Wallet(Decimal(50), Decimal(200), rank)
    ruled = Wallet(Decimal(50), None, rank)
    unknown = Wallet(Decimal(50), None, None)
    assert [each.basis for each in (measured, ruled, unknown)] == [Basis.SPEND, Basis.RULE, Basis.UNKNOWN]
    assert [each.share for each in (measured, ruled, unknown)] == [Fraction(1, 4), Fraction(2, 3), None]
    assert measured_share([measured, ruled, unknown, Wallet(Decimal(30), Decimal(120), None)]) == Fraction(1, 4)
    assert measured_share([ruled, unknown]) is None


def test_nothing_known_is_not_nothing_sold():
    assert Wallet(None, Decimal(200), None).measured is None
    assert Wallet(Decimal(0), Decimal(200), None).measured == 0
    assert Wallet(Decimal(-5), Decimal(200), None).measured is None
    assert Wallet(Decimal(5), Decimal(0), None).basis is Basis.UNKNOWN
    assert Wallet(Decimal(50), Decimal(200), None).left == 150
    assert Wallet(Decimal(250), Decimal(200), None).left is None


def test_the_year_of_most_months_comes_first():
    assert years_of([shifted(date(2026, 11, 1), -ago) for ago in range(1, 13)]) == [2026, 2025]
    assert years_of([shifted(date(2026, 3, 1), -ago) for ago in range(1, 13)]) == [2025, 2026]
    assert years_of([shifted(date(2026, 7, 1), -ago) for ago in range(1, 13)]) == [2026, 2025]


# --- the future -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("terms", "endless", "worth"),
    [(BOOK, True, "266666.67"), (Terms(FOUR_FIFTHS, TENTH, 3, True), True, "366666.67"), (BOOK, False, "164087.15")],
)
def test_lifetime_value_vectors(terms, endless, worth):
    found = terms.lifetime(100_000, endless=endless)
    assert round(Decimal(found.numerator) / found.denominator, 2) == Decimal(worth)


def test_what_winning_cost_is_taken_off():
    costly = Terms(FOUR_FIFTHS, TENTH, 3, False, Decimal("64087.15"))
    assert round(float(costly.lifetime(100_000)), 2) == 100_000.00


def test_without_loss_and_interest_nothing_ends():
    assert Terms(Fraction(1), Fraction(0), 3, False).lifetime(10, endless=True) is None
    assert Terms(Fraction(1), Fraction(0), 3, False).lifetime(10) == 30


def test_the_sensitivity_holds_the_value_itself_and_keeps_inside_the_limits():
    found = sensitivity(100_000, BOOK)
    row = next(row for row in found.rows if row[0] == BOOK.retention)
    assert row[1][found.interests.index(BOOK.interest)] == BOOK.lifetime(100_000)
    assert row[2] == lifetime_value(100_000, FOUR_FIFTHS, TENTH)
    edge = sensitivity(1, Terms(Fraction(1), Fraction(0), 2, False))
    assert {row[0] for row in edge.rows} == {Fraction(8, 10), Fraction(9, 10), Fraction(95, 100), Fraction(1)}
    assert min(edge.interests) == 0


@given(st.fractions(0, 1), st.fractions(0, 1), st.integers(1, 12), st.booleans(), st.integers(1, 10**9))
def test_more_retention_is_worth_more_and_more_interest_less(retention, interest, years, paid_now, margin):
    found = sensitivity(margin, Terms(retention, interest, years, paid_now))
    for (_lower, before, _), (_higher, after, _end) in zip(found.rows, found.rows[1:], strict=False):
        assert all(b <= a for b, a in zip(before, after, strict=True))
    for _retention, values, endless in found.rows:
        assert list(values) == sorted(values, reverse=True)
        assert endless is None or endless >= values[found.interests.index(interest)]


@pytest.mark.parametrize(
    ("until", "months"),
    [
        (None, 0),
        (date(2026, 11, 22), 0),
        (date(2026, 12, 21), 0),
        (date(2026, 12, 22), 1),
        (date(2028, 12, 31), 25),
        (date(2020, 1, 1), 0),
    ],
)
def test_whole_months_left_of_an_agreement(until, months):
    assert months_left(TODAY, until) == months


def test_the_last_year_ahead_counts_in_proportion():
    assert margins_ahead(120, 30) == [120, 120, 60]
    assert margins_ahead(120, 0) == []
    assert lost_income(margins_ahead(110, 12), TENTH) == 100
    assert lost_income(margins_ahead(100, 36), TENTH) == lost_income((100, 100, 100), TENTH)


# --- what serving it costs --------------------------------------------------------------------------------------------
def test_a_running_year_is_compared_with_as_much_of_its_cost():
    facts = [fact((2026, 10), 1000, 300), fact((2025, 3), 1000, 400)]
    this, last, before = years_served(facts, HOUSE, TODAY, {2026: Decimal(120), 2025: Decimal(100)})
    assert (this.year, this.through, this.so_far, this.gain) == (2026, 10, 100, 2)
    assert (last.year, last.through, last.so_far, last.gain) == (2025, 12, 100, 3)
    assert (before.year, before.cost, before.gain) == (2024, None, None)


def test_without_margin_or_cost_no_return_is_told():
    facts = [fact((2026, 10), 1000)]
    assert years_served(facts, HOUSE, TODAY, {2026: Decimal(100)})[0].gain is None
    assert years_served(monthly(3), HOUSE, TODAY, {2026: Decimal(0)})[0].gain is None
    assert years_served(monthly(3), HOUSE, TODAY, {})[0].gain is None
    assert [each.year for each in years_served([], HOUSE, date(2027, 1, 5), {2019: Decimal(1)})] == [
        2026,
        2025,
        2024,
        2019,
    ]
