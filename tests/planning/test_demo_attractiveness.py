"""The demonstration's ratings say something of everything, and leave with it."""

import pytest
from django.utils import timezone

from accounts.models import Account, Assessment, CriteriaSet
from accounts.models.attractiveness_ranking import Ranking
from planning.changes.demo_attractiveness import make_ratings, remove_ratings
from planning.domain.demo_attractiveness import ASSESSMENTS
from tests.accounts.rated import ALFA, rate
from tests.factories import AccountFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    found = {each.rater: UserFactory() for each in ASSESSMENTS} | {"ingrid": UserFactory()}
    for name in {each.account for each in ASSESSMENTS}:
        AccountFactory(name=name)
    make_ratings(found, timezone.now())
    return [user.pk for user in found.values()]


def test_it_shows_agreement_dispute_gaps_and_what_is_not_applicable(people):
    ranking = Ranking.of(Account.objects.all(), CriteriaSet.objects.current())
    found = [each.combined for each in ranking.told(ranking.order)]
    assert len(found) == len({each.account for each in ASSESSMENTS})
    assert {each.n for each in found} == {1, 2}
    assert any(each.missing for each in found)
    assert any(each.rescaled for each in found)
    assert any(each.spread > 50 for each in found)


def test_it_leaves_the_criteria_as_a_draft(people):
    remove_ratings(people)
    draft = CriteriaSet.objects.get()
    assert (draft.state, draft.published_at, draft.published_by, draft.weight) == ("draft", None, None, 100)
    assert not Assessment.objects.exists()


def test_what_somebody_real_rated_by_it_stays(people):
    kept = rate(AccountFactory(), UserFactory(), ALFA)
    remove_ratings(people)
    assert list(Assessment.objects.all()) == [kept]
    assert CriteriaSet.objects.current() == kept.set
