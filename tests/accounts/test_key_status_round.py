"""Rounds on pages, and the choice who reads the whole list: for directors of a unit at the top."""

import pytest
from django.urls import reverse

from accounts.models import KeyStatus, KeyStatusReach, KeyStatusRound, Role
from tests import factories
from tests.accounts.key import days, decided, round_opened

pytestmark = pytest.mark.django_db
ROUNDS, REACH = "/key-accounts/rounds/", "/key-accounts/reach/"


@pytest.fixture
def director(cast, units):
    """Of the unit at the top."""
    user = factories.UserFactory(name="Dora", unit=units.group)
    factories.RoleFactory(user=user, unit=units.group, kind=Role.Kind.DIRECTOR)
    return user


def opened(client, **changes):
    return client.post(ROUNDS, {"name": "2027", "until": days(60).isoformat(), "seen": 0, **changes})


def test_a_director_at_the_top_opens_a_round(cast, director, sign_in):
    decided(cast.account, cast.mona)
    assert opened(sign_in(director)).url == reverse("key_status_due")
    kept = KeyStatusRound.objects.get()
    assert (kept.number, kept.name, kept.opened_on, kept.until, kept.opened_by) == (
        *(1, "2027", days(0), days(60)),
        director,
    )
    assert KeyStatus.objects.awaiting(kept).get().account == cast.account


@pytest.mark.parametrize("name", ["alice", "bob", "mona", "carol", "dave", "ada", "stranger"])
def test_nobody_else_does(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    assert client.get(ROUNDS).status_code == 200
    assert opened(client).status_code == client.post(REACH, {"open_to_all": "yes"}).status_code == 403
    assert not KeyStatusRound.objects.exists()
    assert not KeyStatusReach.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"until": ""}, "until"),
        ({"until": days(0).isoformat()}, "until"),
        ({"until": "2199-01-01"}, "until"),
    ],
)
def test_a_bad_round_is_refused_and_kept(director, sign_in, wrong, field):
    response = opened(sign_in(director), **wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not KeyStatusRound.objects.exists()


def test_a_name_is_given_once(director, sign_in):
    round_opened(director, "2027")
    response = opened(sign_in(director), seen=1)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])


def test_two_who_open_a_round_at_once(director, sign_in):
    round_opened(director, "Theirs")
    response = opened(sign_in(director))
    assert response.status_code == 409
    assert 'value="2027"' in response.content.decode()
    assert KeyStatusRound.objects.get().name == "Theirs"
    assert opened(sign_in(director), seen=response.context["form"].data["seen"]).status_code == 302


def test_the_page_counts_what_was_confirmed_in_each(cast, director, sign_in):
    round_opened(director, "First")
    decided(cast.account, cast.mona)
    decided(cast.account, cast.mona, "confirmed")
    decided(cast.foreign_account, cast.dave)
    round_opened(director, "Second")
    counted = [(each.name, count) for each, count in sign_in(cast.carol).get(ROUNDS).context["rounds"]]
    assert counted == [("Second", 0), ("First", 1)]


def test_a_director_opens_the_list_and_shuts_it(director, sign_in):
    client = sign_in(director)
    for choice, held in (("yes", [True]), ("yes", [True]), ("no", [False, True]), ("perhaps", [False, True])):
        assert client.post(REACH, {"open_to_all": choice}).url == ROUNDS
        assert [row.open_to_all for row in KeyStatusReach.objects.all()] == held
    assert "Chosen by Dora" in client.get(ROUNDS).content.decode()
