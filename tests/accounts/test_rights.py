"""The tables of rights, row by row through the doors, and the page that prints them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from accounts import access
from accounts.access.rights import ACCOUNT_RIGHTS, UNIT_RIGHTS, Act, Capacity, Standing, UnitAct
from accounts.models import Account, Role
from kamplan.rights import Answer
from tests import factories

WHO = {
    Capacity.OWNER: "alice",
    Capacity.MANAGER: "mona",
    Capacity.MEMBER: "bob",
    Capacity.DIRECTOR: "carol",
    Capacity.ADMIN: "ada",
    Capacity.OTHER: "dave",
}
DOORS = {
    Act.SEE: access.account_to_view,
    Act.EDIT: access.account_to_edit,
    Act.CONTACTS: access.contacts_to_edit,
    Act.TEAM: access.team_to_edit,
    Act.HAND_OVER: access.account_to_hand_over,
    Act.CLASS: access.class_to_decide,
    Act.RATE: access.account_to_rate,
    Act.NOMINATE: access.account_to_nominate,
    Act.KEY_STATUS: access.key_status_to_decide,
}
# Written out once more, so that a slip in the table is seen.
EXPECTED = {
    Act.SEE: (0, 0, 0, 0, 404, 404),
    Act.EDIT: (0, 0, 403, 403, 404, 404),
    Act.CONTACTS: (0, 0, 0, 403, 404, 404),
    Act.TEAM: (0, 0, 403, 403, 404, 404),
    Act.HAND_OVER: (403, 0, 403, 0, 404, 404),
    Act.CLASS: (403, 0, 403, 0, 404, 404),
    Act.RATE: (0, 0, 0, 403, 404, 404),
    Act.NOMINATE: (0, 0, 0, 0, 404, 404),
    Act.KEY_STATUS: (403, 0, 403, 0, 404, 404),
}


def answer_of(door, *args):
    try:
        door(*args)
    except PermissionDenied:
        return 403
    except Http404:
        return 404
    return 0


@pytest.mark.parametrize("act", Act)
def test_each_door_answers_as_its_row_says(cast, act):
    answers = tuple(answer_of(DOORS[act], getattr(cast, WHO[who]), cast.account.pk) for who in Capacity)
    assert answers == EXPECTED[act]
    assert tuple(ACCOUNT_RIGHTS.answers[act][who] for who in Capacity) == EXPECTED[act]


def test_the_list_to_rate_holds_what_the_door_lets_in(cast):
    for name in WHO.values():
        user = getattr(cast, name)
        listed = [account.pk for account in access.accounts_to_rate(user) if account == cast.account]
        assert bool(listed) == (answer_of(access.account_to_rate, user, cast.account.pk) == 0), name


def test_the_list_to_see_to_holds_the_own_and_what_the_door_to_decide_lets_in(cast):
    for name in WHO.values():
        user = getattr(cast, name)
        listed = cast.account in access.accounts_to_see_to(user)
        decides = answer_of(access.key_status_to_decide, user, cast.account.pk) == 0
        assert listed == (decides or cast.account.owner == user), name


def test_every_capacity_is_recognised(cast):
    for capacity, name in WHO.items():
        held = access.capacities(getattr(cast, name), cast.account)
        assert held == {capacity, Capacity.OTHER}


def test_the_best_of_several_capacities_counts(cast, units):
    factories.RoleFactory(user=cast.alice, unit=units.norway, kind=Role.Kind.DIRECTOR)
    cast.alice.forget_roles()
    assert answer_of(access.account_to_hand_over, cast.alice, cast.account.pk) == 0
    assert answer_of(access.account_to_edit, cast.alice, cast.account.pk) == 0


@pytest.mark.parametrize("name", WHO.values())
def test_what_the_page_offers_is_what_the_doors_allow(cast, name):
    user = getattr(cast, name)
    may = access.may(user, cast.account)
    offered = {Act.EDIT: may.edit, Act.CONTACTS: may.contacts, Act.TEAM: may.team, Act.HAND_OVER: may.hand_over}
    assert offered == {act: answer_of(DOORS[act], user, cast.account.pk) == 0 for act in offered}


def test_the_bin_opens_to_those_who_may_edit(cast):
    Account.objects.filter(pk=cast.account.pk).update(deleted_at="2026-01-01T00:00Z")
    answers = tuple(answer_of(access.account_to_restore, getattr(cast, name), cast.account.pk) for name in WHO.values())
    assert answers == EXPECTED[Act.EDIT]
    assert answer_of(access.account_to_view, cast.alice, cast.account.pk) == 404


def test_a_contact_follows_its_account(cast):
    answers = tuple(answer_of(access.contact_to_edit, getattr(cast, name), cast.erik.pk) for name in WHO.values())
    assert answers == EXPECTED[Act.CONTACTS]


def test_a_door_costs_two_queries_and_what_the_page_offers_none(cast, django_assert_num_queries):
    with django_assert_num_queries(2):  # the roles, the account
        account = access.account_to_view(cast.carol, cast.account.pk)
    with django_assert_num_queries(0):
        access.may(cast.carol, account)
        Account.objects.visible_to(cast.carol)


@pytest.mark.parametrize(
    ("name", "standing"),
    [("mona", "manager"), ("alice", "kam"), ("carol", "director"), ("ada", "admin"), ("bob", "other")],
)
def test_creating_and_administering_go_by_role(cast, name, standing):
    user = getattr(cast, name)
    created = answer_of(access.account_to_create, user)
    administered = answer_of(access.administration, user)
    assert created == UNIT_RIGHTS.answers[UnitAct.CREATE][Standing(standing)]
    assert administered == UNIT_RIGHTS.answers[UnitAct.UNITS][Standing(standing)]
    assert (created == 0, administered == 0) == (name in ("mona", "alice"), name == "ada")


def test_accounts_are_created_only_where_the_role_reaches(cast, units):
    assert set(access.account_to_create(cast.mona)) == {units.norway, units.bergen}
    assert set(access.account_to_create(cast.alice)) == {units.bergen}


def test_everybody_signed_in_reads_the_same_table_on_the_page(cast, sign_in):
    page = sign_in(cast.stranger).get(reverse("rights")).content.decode()
    for table in (ACCOUNT_RIGHTS, UNIT_RIGHTS):
        for word in [*table.acts.labels, *table.capacities.labels]:
            assert str(word) in page
    hidden = sum(answer is Answer.HIDDEN for row in ACCOUNT_RIGHTS.answers.values() for answer in row.values())
    assert page.count("Not visible") >= hidden
    assert "Sales manager" in sign_in(cast.mona).get(reverse("rights")).content.decode()


def test_the_page_asks_strangers_to_sign_in(client, db):
    assert client.get(reverse("rights")).url.startswith(reverse("account_login"))
