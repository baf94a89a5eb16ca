"""The demonstration knows its customers: one that earns less each year, one that earns more."""

from decimal import Decimal

import pytest

from accounts.models import Account, CustomerProfile, Figure
from planning.changes.leave_demo import remove_demo
from planning.domain.demo_figure import NAME_TO_BE_PROUD_OF
from planning.domain.demo_worth import GIANT, STAR

pytestmark = pytest.mark.django_db


def figures_of(name):
    return Account.objects.get(name=name).figures.by_year()


def turnover_of(name):
    return next(each for each in figures_of(name).developments() if each.kind == Figure.Kind.TURNOVER)


def test_reports_tell_a_fall_and_a_rise(supplier):
    assert turnover_of(GIANT).change < Decimal(-10)
    assert turnover_of(STAR).growth > Decimal(15)
    margins = [share.percent for share in figures_of(GIANT).shares() if share.slug == "operating_margin"]
    assert margins == sorted(margins)
    assert margins[0] < 0 < margins[-1]


def test_what_is_not_known_is_left_open(supplier):
    profile = Account.objects.get(name=NAME_TO_BE_PROUD_OF).profile
    assert (profile.users, profile.business_model) == (None, "")
    assert profile.ownership


def test_it_goes_with_the_demonstration(supplier):
    remove_demo()
    assert not Figure.objects.exists()
    assert not CustomerProfile.objects.exists()
    assert not Figure.history.exists()
    assert not CustomerProfile.history.exists()
