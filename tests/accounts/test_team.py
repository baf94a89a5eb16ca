"""Account teams: who is on them, and who may say so."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from accounts.models.team import team_history
from tests import factories


@pytest.fixture
def membership(cast):
    return Member.objects.get(account=cast.account)


@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 200), ("bob", 200), ("mona", 200), ("carol", 200), ("dave", 404), ("ada", 404), ("stranger", 404)],
)
def test_who_sees_the_account_sees_its_team(cast, sign_in, who, status):
    response = sign_in(getattr(cast, who)).get(reverse("team", args=[cast.account.pk]))
    assert response.status_code == status
    if status == 200:
        assert [member.user for member in response.context["members"]] == [cast.bob]


CHANGERS = [
    ("alice", 302), ("mona", 302), ("bob", 403), ("carol", 403), ("dave", 404), ("ada", 404), ("stranger", 404),
]  # fmt: skip


@pytest.mark.parametrize(("who", "status"), CHANGERS)
def test_owner_and_manager_add_members(cast, sign_in, who, status):
    response = sign_in(getattr(cast, who)).post(
        reverse("team", args=[cast.account.pk]), {"who": "Dave@Supplier.example", "function": "Logistics"}
    )
    assert response.status_code == status
    added = Member.objects.filter(account=cast.account, user=cast.dave)
    assert [member.function for member in added] == (["Logistics"] if status == 302 else [])


@pytest.mark.parametrize(("who", "status"), CHANGERS)
def test_owner_and_manager_change_a_function(cast, sign_in, membership, who, status):
    address = reverse("member_edit", args=[cast.account.pk, membership.pk])
    response = sign_in(getattr(cast, who)).post(address, {"function": "Delivery", "user": cast.dave.pk})
    assert response.status_code == status
    membership.refresh_from_db()
    assert (membership.function, membership.user) == ("Delivery" if status == 302 else "", cast.bob)


@pytest.mark.parametrize(("who", "status"), CHANGERS)
def test_owner_and_manager_remove_members(cast, sign_in, membership, who, status):
    address = reverse("member_remove", args=[cast.account.pk, membership.pk])
    assert sign_in(getattr(cast, who)).post(address).status_code == status
    assert Member.objects.filter(pk=membership.pk).exists() is (status != 302)


def test_who_leaves_the_team_no_longer_sees_the_account(cast, sign_in, membership):
    sign_in(cast.alice).post(reverse("member_remove", args=[cast.account.pk, membership.pk]))
    assert sign_in(cast.bob).get(reverse("team", args=[cast.account.pk])).status_code == 404
    assert [row.history_type for row in team_history(cast.account)] == ["-", "+"]


@pytest.mark.parametrize(
    "who", ["", "Nobody", "bob@supplier.example", "alice@supplier.example", "gone@supplier.example"]
)
def test_only_active_users_outside_the_team_can_join(cast, sign_in, who):
    factories.UserFactory(name="Gone", email="gone@supplier.example", is_active=False)
    response = sign_in(cast.alice).post(reverse("team", args=[cast.account.pk]), {"who": who})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["who"]
    assert Member.objects.count() == 1


def test_a_name_two_users_have_is_not_enough(cast, sign_in):
    factories.UserFactory(name="Dave")
    response = sign_in(cast.alice).post(reverse("team", args=[cast.account.pk]), {"who": "Dave"})
    assert response.context["form"].errors["who"] == ["Several users have this name. Take the e-mail address."]


def test_candidates_are_offered_while_typing(cast, sign_in):
    client, address = sign_in(cast.alice), reverse("team_candidates", args=[cast.account.pk])
    offered = client.get(address, {"who": "da"}).content.decode()
    assert offered.count("<option") == 2
    assert "dave@supplier.example" in offered
    assert "ada@supplier.example" in offered
    assert sign_in(cast.bob).get(address).status_code == 403
    assert sign_in(cast.dave).get(address).status_code == 404


def test_a_member_of_another_team_is_not_found(cast, sign_in):
    foreign = factories.MemberFactory(account=cast.foreign_account)
    for name in ("member_edit", "member_remove"):
        assert sign_in(cast.alice).post(reverse(name, args=[cast.account.pk, foreign.pk])).status_code == 404


@pytest.mark.parametrize("name", ["team", "team_candidates"])
def test_nobody_comes_in_without_signing_in(cast, name):
    assert Client().get(reverse(name, args=[cast.account.pk])).status_code == 302


def test_a_link_removes_nobody(cast, sign_in, membership):
    assert sign_in(cast.alice).get(reverse("member_remove", args=[cast.account.pk, membership.pk])).status_code == 405


def test_thirty_members_cost_no_more_queries_than_one(cast, sign_in, django_assert_max_num_queries):
    factories.MemberFactory.create_batch(29, account=cast.account)
    client = sign_in(cast.bob)
    with django_assert_max_num_queries(9):
        response = client.get(reverse("team", args=[cast.account.pk]))
    assert len(response.context["members"]) == 30
