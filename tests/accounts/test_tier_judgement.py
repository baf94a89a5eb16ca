"""Judging all accounts: windows, rates, credit notes, memory of the run before, decisions that win."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.changes.tier import apply_set, decide_class, edit_set
from accounts.models import ExchangeRate, Revenue, TierOverride, TierSet
from accounts.models.tier_judgement import judge
from tests.accounts.sold import DECEMBER, NOVEMBER, OCTOBER, record, sell, vector
from tests.factories import AccountFactory, UserFactory

pytestmark = pytest.mark.django_db


def judged(as_of=OCTOBER, **changes):
    tier_set = TierSet.objects.active()
    for name, value in changes.items():
        setattr(tier_set, name, value)
    return judge(tier_set, as_of)


def classes(as_of=OCTOBER, **changes):
    return [verdict.tier.name for verdict in judged(as_of, **changes).verdicts]


def one(account, as_of=OCTOBER, **changes):
    return next(verdict for verdict in judged(as_of, **changes).verdicts if verdict.account == account.pk)


def decide(account, name, expires, reason="A bet"):
    tier = next(tier for tier in TierSet.objects.active().ordered_tiers() if tier.name == name)
    override = TierOverride(account=account, tier=tier, reason=reason, expires=expires)
    decide_class(override=override, seen=0, by=UserFactory())
    return override


def test_the_vector():
    vector()
    assert "".join(classes()) == "AAAABBBCCC"


def test_equals_share_a_place_and_the_better_class():
    vector((10, 10, 10, 10, 10))
    assert [(verdict.place, verdict.tier.name) for verdict in judged().verdicts] == [(1, "A")] * 5


def test_credit_notes_and_no_sales_come_last_and_count_for_nothing():
    giant, credited, silent = AccountFactory(), AccountFactory(), AccountFactory()
    sell(giant, 100)
    sell(credited, 10)
    sell(credited, -60, date(2026, 9, 1))
    found = {verdict.account: verdict for verdict in judged().verdicts}
    assert [found[account.pk].tier.name for account in (giant, credited, silent)] == ["A", "C", "C"]
    assert [found[account.pk].revenue for account in (giant, credited, silent)] == [100, -50, 0]


def test_only_the_window_counts():
    account = AccountFactory()
    for month in ("2025-10-01", "2025-11-01", "2026-10-31", "2026-11-01"):
        sell(account, 1, date.fromisoformat(month))
    assert one(account).revenue == 2
    assert one(account, months=13).revenue == 3
    assert one(account, NOVEMBER).revenue == 2


def test_what_lies_in_the_bin_is_not_classified():
    first, *_rest = vector()
    type(first).objects.filter(pk=first.pk).update(deleted_at=timezone.now())
    assert first.pk not in {verdict.account for verdict in judged().verdicts}
    assert len(judged().verdicts) == 9


def test_currencies_are_converted_with_the_newest_rate_of_their_month():
    account = AccountFactory()
    for day, rate in (("2025-01-01", "10"), ("2026-10-01", "11.5"), ("2026-10-31", "12"), ("2026-11-01", "99")):
        ExchangeRate.objects.create(currency="EUR", on=date.fromisoformat(day), rate=rate)
    sell(account, "100.10", date(2026, 9, 1), currency="EUR")
    sell(account, "100.10", date(2026, 10, 1), currency="EUR")
    sell(account, "0.01", date(2026, 10, 1))
    assert str(one(account).revenue.normalize()) == "2202.21"


def test_what_no_rate_converts_is_not_counted_and_said():
    account = AccountFactory()
    sell(account, 5)
    sell(account, 100, date(2026, 9, 1), currency="SEK")
    sell(account, 100, date(2026, 10, 1), currency="USD")
    ExchangeRate.objects.create(currency="SEK", on=date(2026, 10, 1), rate="0.97")
    judgement = judged()
    assert judgement.figures.without_rate == {"SEK": 1, "USD": 1}
    assert judgement.figures.facts == 1
    assert one(account).revenue == 5


def test_margin_counts_where_it_is_known():
    rich, poor = AccountFactory(), AccountFactory()
    sell(rich, 100, margin=5)
    sell(poor, 10, margin=9)
    sell(poor, 10, date(2026, 9, 1))
    judgement = judged(basis="margin")
    assert [(each.account, each.value) for each in judgement.verdicts] == [(poor.pk, 9), (rich.pk, 5)]
    assert judgement.figures.without_margin == 1


def test_a_composite_weighs_revenue_margin_and_growth():
    steady, rising, silent = AccountFactory(), AccountFactory(), AccountFactory()
    sell(steady, 100, date(2025, 10, 1))
    sell(steady, 100, margin=10)
    sell(rising, 60, margin=20)
    values = {verdict.account: verdict.value for verdict in judged(basis="composite").verdicts}
    assert values == {steady.pk: 50, rising.pk: 50, silent.pk: 0}


def test_the_first_run_knows_no_band_and_the_next_remembers():
    first, second = vector((79, 21))
    assert classes() == ["A", "A"]
    record()
    Revenue.objects.filter(account=first).update(revenue=84)
    Revenue.objects.filter(account=second).update(revenue=16)
    assert (one(second, NOVEMBER).tier.name, one(second, NOVEMBER).cause.value) == (
        "A",
        "inside the band around the cut",
    )


def test_a_move_waits_for_a_second_run():
    _first, second = vector((50, 50))
    record()
    Revenue.objects.filter(account=second).update(revenue=1)
    waiting = one(second, NOVEMBER)
    assert (waiting.tier.name, waiting.heading.name, waiting.runs) == ("A", "C", 1)
    record(NOVEMBER)
    moved = one(second, DECEMBER)
    assert (moved.tier.name, moved.previous.name, moved.cause.value) == ("C", "A", "moved down")


def test_judging_a_month_again_remembers_the_month_before_it():
    _first, second = vector((50, 50))
    record()
    Revenue.objects.filter(account=second).update(revenue=1)
    record(NOVEMBER)
    assert one(second, NOVEMBER).runs == 1


def test_a_decision_wins_until_its_last_day_and_says_so():
    *_rest, last = vector()
    decide(last, "A", NOVEMBER)
    verdict = one(last, NOVEMBER)
    assert (verdict.tier.name, verdict.rule_tier.name, verdict.cause.value) == ("A", "C", "decided")
    record(OCTOBER)
    record(NOVEMBER)
    over = one(last, DECEMBER)
    assert (over.tier.name, over.previous.name, over.cause.value) == ("C", "A", "decision expired")


def test_a_decision_does_not_disturb_what_the_rule_remembers():
    _first, second = vector((50, 50))
    record()
    Revenue.objects.filter(account=second).update(revenue=1)
    decide(second, "B", NOVEMBER)
    record(NOVEMBER)
    assert one(second, DECEMBER).tier.name == "C"


def test_classes_go_on_by_name_under_a_new_set():
    _first, second = vector((50, 50))
    record()
    tiers = TierSet.objects.active().ordered_tiers()
    tiers[1].name = "Gold"
    edit_set(values={"name": "With gold"}, tiers=tiers, seen=0)
    apply_set(draft=TierSet.objects.draft(), by=UserFactory(), now=timezone.now())
    Revenue.objects.filter(account=second).update(revenue=8)
    verdict = one(second, NOVEMBER)
    assert (verdict.tier.name, verdict.cause.value, verdict.heading.name) == ("A", "not yet lasting", "Gold")


def test_judging_costs_as_many_queries_with_thirty_accounts(django_assert_max_num_queries, django_assert_num_queries):
    vector()
    tier_set = TierSet.objects.active()
    with django_assert_max_num_queries(7) as few:
        judge(tier_set, OCTOBER)
    vector(range(1, 21))
    with django_assert_num_queries(len(few)):
        judge(tier_set, OCTOBER)
