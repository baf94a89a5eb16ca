"""What all judgements come to is kept in memory; whatever is judged, by whom and in which order, is seen at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.changes.weighed_set import publish_draft
from accounts.domain import attractiveness_raters
from accounts.domain import strength as relative_strength
from accounts.models import Account, Assessment, CriteriaSet, FactorSet, StrengthJudgement
from accounts.models.attractiveness_result import results
from accounts.models.matrix import Matrix
from accounts.models.matrix_judged import judged
from accounts.models.seen import seen_of
from accounts.models.strength_result import strengths
from tests.accounts.judged import AHEAD, BEHIND, judge
from tests.accounts.rated import ALFA, BETA, GAMMA, rate
from tests.accounts.sold import sell
from tests.factories import AccountFactory, UserFactory

pytestmark = pytest.mark.django_db


def read_anew():
    """What adding up every rating gives, account by account."""
    everybody = Account.objects.all()
    attractive = {each.account.pk: each.combined for each in results(CriteriaSet.objects.current(), everybody)}
    strong = {
        each.account.pk: (each.combined, each.asked) for each in strengths(FactorSet.objects.current(), everybody)
    }
    return attractive, strong


def kept():
    found = judged()
    return dict(found.attractive), {account: tuple(each) for account, each in found.strong.items()}


def matrix_of(account):
    return Matrix.of(seen_of(Account.objects.filter(pk=account.pk)), today=timezone.localdate())


def test_what_is_kept_is_what_reading_all_gives_after_every_judgement():
    accounts, raters = AccountFactory.create_batch(3), UserFactory.create_batch(2)
    for account, ratings, pairs in zip(accounts, (ALFA, BETA, GAMMA), (AHEAD, BEHIND, AHEAD), strict=True):
        for rater in raters:
            rate(account, rater, ratings)
            judge(account, rater, pairs)
            assert kept() == read_anew()
    rate(accounts[0], raters[0], GAMMA)  # a change of mind
    assert kept() == read_anew()
    Assessment.objects.filter(account=accounts[1], rater=raters[0]).delete()
    StrengthJudgement.objects.filter(account=accounts[2]).delete()
    assert kept() == read_anew()


def test_after_a_judgement_only_its_account_is_worked_out_again(monkeypatch):
    accounts, rater = AccountFactory.create_batch(20), UserFactory()
    for account in accounts:
        rate(account, rater, ALFA)
        judge(account, rater, AHEAD)
    before, counted = judged(), []
    for module in (attractiveness_raters, relative_strength):
        real = module.combined
        monkeypatch.setattr(module, "combined", lambda *given, real=real: counted.append(given) or real(*given))
    rate(accounts[3], rater, BETA)
    assert judged().attractive[accounts[3].pk] != before.attractive[accounts[3].pk]
    assert len(counted) == 1
    assert judged() is judged()


def test_another_set_in_use_begins_anew():
    account, rater = AccountFactory(), UserFactory()
    rate(account, rater, ALFA)
    assert judged().attractive
    CriteriaSet.objects.update(state="retired")
    assert not judged().attractive
    CriteriaSet.objects.create(name="Next", number=9, state="published", published_at=timezone.now())
    assert kept()[0] == {}


def test_the_same_accounts_are_placed_once_until_somebody_judges_or_buys():
    account, rater, today = AccountFactory(), UserFactory(), timezone.localdate()
    rate(account, rater, ALFA)
    judge(account, rater, AHEAD)
    first = matrix_of(account)
    assert matrix_of(account) is first
    assert first.revenues == {}
    sell(account, 500, today.replace(day=1) - timedelta(days=1))
    assert [each.revenue for each in matrix_of(account).positions([account.pk])] == [500]
    judge(account, rater, BEHIND)
    later = matrix_of(account)
    assert later.judged.strong[account.pk].found.middle < 0 < first.judged.strong[account.pk].found.middle


def test_what_is_kept_costs_two_queries(cast):
    rate(cast.account, cast.alice, ALFA)
    judge(cast.account, cast.alice, AHEAD)
    today, seen = timezone.localdate(), seen_of(Account.objects.all())
    assert Matrix.of(seen, today=today).by_revenue
    with CaptureQueriesContext(connection) as made:
        assert Matrix.of(seen, today=today).by_revenue
    assert len(made) == 2


def test_without_a_set_in_use_there_is_nothing():
    assert kept() == ({}, {})
    publish_draft(FactorSet, by=None, now=timezone.now())
    assert kept() == ({}, {})
