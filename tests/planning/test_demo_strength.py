"""The demonstration's judgements tell a story in the matrix, and leave with it."""

import pytest
from django.utils import timezone

from accounts.domain.matrix import Category, Lines
from accounts.domain.value import shifted
from accounts.models import Account, FactorSet, StrengthJudgement
from accounts.models.matrix import positions
from accounts.models.matrix_path import paths
from planning.changes.demo_attractiveness import make_ratings
from planning.changes.demo_strength import make_strengths, remove_strengths
from planning.domain.demo import ACCOUNTS
from planning.domain.demo_attractiveness import ASSESSMENTS
from planning.domain.demo_strength import JUDGEMENTS
from tests.accounts.judged import AHEAD, judge
from tests.factories import AccountFactory, ContactFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    found = {each.rater: UserFactory() for each in (*ASSESSMENTS, *JUDGEMENTS)} | {"ingrid": UserFactory()}
    for wanted in ACCOUNTS:
        account = AccountFactory(name=wanted.name)
        for name, *_rest in wanted.contacts:
            ContactFactory(account=account, name=name)
    make_ratings(found, timezone.now())
    make_strengths(found, timezone.now())
    return [user.pk for user in found.values()]


def test_every_field_holds_somebody_and_somebody_is_not_told_apart(people):
    found = [each for each in positions(Account.objects.all(), today=timezone.localdate()) if each.is_placed]
    assert {each.category(Lines()) for each in found} == {*Category, None}
    assert {bool(each.asked) for each in found} == {True, False}


def test_a_giant_slips_away_and_a_star_comes_nearer(people):
    today = timezone.localdate()
    found = {each.account.name: each for each in positions(Account.objects.all(), today=today)}
    giant, star = found["Skarvøysund Sjømat"], found["Tindelyng Kraftlag"]
    ways = paths([giant.account.pk, star.account.pk], since=shifted(today, -12), today=today)
    assert all(point.strength > giant.middle[1] for point in ways[giant.account.pk])
    assert all(point.strength < star.middle[1] for point in ways[star.account.pk])


def test_whom_was_asked_is_a_contact_of_the_account(people):
    asked = StrengthJudgement.objects.filter(asked=True)
    assert asked.count() == sum(bool(each.asked) for each in JUDGEMENTS)
    assert not asked.filter(asked_contact=None).exists()


def test_it_leaves_the_factors_as_a_draft(people):
    remove_strengths(people)
    draft = FactorSet.objects.get()
    assert (draft.state, draft.published_at, draft.published_by, draft.weight) == ("draft", None, None, 100)
    assert not StrengthJudgement.objects.exists()


def test_what_somebody_real_judged_by_it_stays(people):
    kept = judge(AccountFactory(), UserFactory(), AHEAD)
    remove_strengths(people)
    assert list(StrengthJudgement.objects.all()) == [kept]
    assert FactorSet.objects.current() == kept.set
