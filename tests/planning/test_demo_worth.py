"""The demonstration's risk and worth say something: a giant that can hardly leave, a rule, a credit note."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.domain.worth_wallet import Basis
from accounts.models import Account, ServiceArea, WorthTerms
from accounts.models.concentration import Holdings
from accounts.models.worth_found import AccountWorth
from planning.changes.leave_demo import remove_demo
from planning.domain.demo_worth import GIANT, MUNICIPALITY, STAR

pytestmark = pytest.mark.django_db


def worth_of(name):
    return AccountWorth(Account.objects.get(name=name), timezone.localdate())


def test_the_giant_loses_its_wallet_and_could_hardly_leave(supplier):
    giant = worth_of(GIANT)
    assert giant.measured < giant.measured_before
    assert giant.switching.customer > 5_000_000
    assert giant.switching.agreed
    assert giant.assumed["retention"][1] == "account"
    assert worth_of(STAR).assumed["retention"][1] == "house"


def test_a_wallet_by_rule_is_no_measurement(supplier):
    municipality = worth_of(MUNICIPALITY)
    assert {each.wallet.basis for each in municipality.categories} == {Basis.RULE, Basis.UNKNOWN}
    assert municipality.measured is None


def test_who_was_credited_more_than_it_bought_has_no_recurring_share(supplier):
    told = worth_of("Kvitmåne Logistikk").told.latest
    assert told.revenue < 0
    assert told.recurring_share is None


def test_serving_the_giant_pays_less_than_it_did(supplier):
    this, last, *_before = worth_of(GIANT).served
    assert this.gain < last.gain


def test_nine_quarters_of_concentration(supplier):
    until = timezone.localdate().replace(day=1) - timedelta(days=1)
    found = Holdings.of(Account.objects.all(), until=until)
    told = found.before
    assert len(told) == 9
    assert told[-1].found == found.now.found
    assert len({each.found.hhi for each in told}) == 9


def test_two_are_served_at_a_loss(supplier):
    until = timezone.localdate().replace(day=1) - timedelta(days=1)
    found = Holdings.of(Account.objects.all(), until=until).losing
    areas, names = (dict(model.objects.values_list("pk", "name")) for model in (ServiceArea, Account))
    told = {(names[each.account], areas[each.area]) for each in found.accounts}
    assert told == {("Björknäset region", "Advice"), ("Havbukt Verksted", "Advice")}
    assert found.unknown


def test_what_the_house_decided_itself_stays(supplier):
    WorthTerms.objects.filter(account=None).update(reason="Decided by the board")
    remove_demo()
    assert WorthTerms.objects.get().reason == "Decided by the board"
