"""The demonstration's key accounts were decided knowing what had been said of them by then."""

import pytest

from accounts.models import CriteriaSet, KeyStatus

pytestmark = pytest.mark.django_db


def sayings(**which):
    return KeyStatus.objects.order_by("pk").filter(**which)


def test_decisions_know_how_attractive_an_account_was_found_by_their_day(supplier):
    first, confirmed = sayings(account__name="Bremsundet kommune")
    assert (first.act, first.raters, first.points_low) == ("granted", 1, first.points_high)
    assert (confirmed.act, confirmed.raters) == ("confirmed", 2)
    assert confirmed.points_low != first.points_low
    assert {first.criteria, confirmed.criteria} == {str(CriteriaSet.objects.current())}


def test_whom_nobody_had_rated_by_then_has_no_points(supplier):
    known = sayings(account__name="Kvitmåne Logistikk").first()
    assert (known.points_low, known.points_high, known.raters, known.criteria) == (None, None, 0, "")


def test_nobody_is_confirmed_in_this_round_without_ratings(supplier):
    now = sayings(round__number=2, act__in=["granted", "confirmed"])
    assert now.exists()
    assert not now.filter(raters=0).exists()
