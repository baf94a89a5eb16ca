"""The tree of units: who changes it, how sight moves with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.changes.unit import Misplaced, move_unit
from accounts.models import Account, Unit, User
from tests import factories


@pytest.fixture
def ada(cast, sign_in):
    return sign_in(cast.ada)


@pytest.fixture
def olav(units, sign_in):
    """Administers Norway only."""
    return sign_in(factories.RoleFactory(user__unit=units.norway, unit=units.norway, kind="admin").user)


def fresh(person):
    """As the next request reads the user."""
    return User.objects.get(pk=person.pk)


def sees(person, account):
    return Account.objects.visible_to(fresh(person)).filter(pk=account.pk).exists()


def paths_are_sound():
    for unit in Unit.objects.select_related("parent"):
        assert unit.path == (unit.parent.path if unit.parent else "") + unit.step()


def test_the_tree_is_listed_in_order_with_counts(cast, units, ada):
    listed = list(ada.get(reverse("unit_list")).context["units"])
    assert [(unit.name, unit.depth) for unit in listed] == [("Group", 0), ("Norway", 1), ("Bergen", 2), ("Sweden", 1)]
    bergen = next(unit for unit in listed if unit.name == "Bergen")
    assert (bergen.account_count, bergen.person_count) == (1, 2)


def test_the_list_costs_the_same_with_many_units(cast, units, ada):
    ada.get(reverse("unit_list"))
    with CaptureQueriesContext(connection) as few:
        ada.get(reverse("unit_list"))
    for _ in range(30):
        factories.UnitFactory(parent=units.norway)
    with CaptureQueriesContext(connection) as many:
        ada.get(reverse("unit_list"))
    assert len(few) == len(many) <= 5


def test_an_administrator_sees_his_part_of_the_tree_alone(cast, units, olav):
    assert [unit.name for unit in olav.get(reverse("unit_list")).context["units"]] == ["Norway", "Bergen"]
    for view in ("unit_edit", "unit_move"):
        assert olav.get(reverse(view, args=[units.sweden.pk])).status_code == 404
    assert olav.post(reverse("unit_remove", args=[units.sweden.pk])).status_code == 404
    assert olav.post(reverse("unit_add"), {"parent": units.sweden.pk, "name": "X", "kind": "team"}).status_code == 422


@pytest.mark.parametrize("name", ["alice", "bob", "mona", "carol", "stranger"])
def test_only_administrators_come_in(cast, units, sign_in, name):
    browser = sign_in(getattr(cast, name))
    for address in (reverse("unit_list"), reverse("unit_add"), reverse("unit_edit", args=[units.bergen.pk])):
        assert browser.get(address).status_code == 403
    assert browser.post(reverse("unit_remove", args=[units.bergen.pk])).status_code == 403


def test_strangers_sign_in_first(client, db):
    assert client.get(reverse("unit_list")).url.startswith(reverse("account_login"))


def test_a_unit_is_added_at_its_place(cast, units, ada):
    assert (
        ada.post(reverse("unit_add"), {"parent": units.bergen.pk, "name": "Laksevåg", "kind": "team"}).status_code
        == 302
    )
    unit = Unit.objects.get(name="Laksevåg")
    assert unit.path == units.bergen.path + unit.step()
    assert unit.history.get().history_user == cast.ada


@pytest.mark.parametrize("wrong", [{"name": "Norway"}, {"name": ""}, {"kind": "planet"}, {"parent": "0"}])
def test_a_faulty_unit_is_not_added(cast, units, ada, wrong):
    body = {"parent": units.group.pk, "name": "Denmark", "kind": "country", **wrong}
    assert ada.post(reverse("unit_add"), body).status_code == 422
    assert Unit.objects.count() == 4


def test_renaming_keeps_the_place(cast, units, ada):
    ada.post(
        reverse("unit_edit", args=[units.bergen.pk]), {"name": "Vestland", "kind": "region", "parent": units.sweden.pk}
    )
    units.bergen.refresh_from_db()
    assert (units.bergen.name, units.bergen.kind, units.bergen.parent) == ("Vestland", "region", units.norway)
    assert (
        ada.post(reverse("unit_edit", args=[units.norway.pk]), {"name": "Sweden", "kind": "country"}).status_code == 422
    )


def test_moving_takes_along_all_below_and_moves_sight(cast, units, ada):
    team = factories.UnitFactory(name="Laksevåg", parent=units.bergen)
    deep = factories.AccountFactory(unit=team)
    boss = factories.RoleFactory(unit=units.sweden, kind="director").user
    assert (sees(cast.carol, deep), sees(boss, deep)) == (True, False)
    assert ada.post(reverse("unit_move", args=[units.bergen.pk]), {"under": units.sweden.pk}).status_code == 302
    paths_are_sound()
    assert (sees(cast.carol, deep), sees(boss, deep)) == (False, True)
    assert (sees(cast.carol, cast.account), sees(boss, cast.account)) == (False, True)
    assert sees(cast.alice, cast.account)  # the owner stays the owner


def test_a_unit_goes_neither_below_itself_nor_beside_a_namesake(cast, units, ada):
    factories.UnitFactory(name="Bergen", parent=units.sweden)
    assert ada.post(reverse("unit_move", args=[units.norway.pk]), {"under": units.bergen.pk}).status_code == 422
    assert ada.post(reverse("unit_move", args=[units.norway.pk]), {"under": units.norway.pk}).status_code == 422
    assert ada.post(reverse("unit_move", args=[units.bergen.pk]), {"under": units.sweden.pk}).status_code == 422
    with pytest.raises(Misplaced):
        move_unit(unit=units.norway, under=units.bergen, by=cast.ada)
    paths_are_sound()


def test_the_top_of_ones_part_is_moved_by_those_above(cast, units, olav):
    assert olav.post(reverse("unit_move", args=[units.norway.pk]), {"under": units.bergen.pk}).url == reverse(
        "unit_list"
    )
    assert "unit_move" not in olav.get(reverse("unit_edit", args=[units.norway.pk])).content.decode()
    paths_are_sound()


def test_only_an_empty_unit_is_removed(cast, units, ada):
    empty = factories.UnitFactory(name="Empty", parent=units.sweden)
    housed = factories.UserFactory(unit=factories.UnitFactory(name="Housed", parent=units.sweden)).unit
    ruled = factories.RoleFactory(unit=factories.UnitFactory(name="Ruled", parent=units.sweden)).unit
    for unit in (units.group, units.norway, units.bergen, housed, ruled):
        assert ada.post(reverse("unit_remove", args=[unit.pk])).status_code == 302
        assert Unit.objects.filter(pk=unit.pk).exists()
    ada.post(reverse("unit_remove", args=[empty.pk]))
    assert not Unit.objects.filter(pk=empty.pk).exists()
    assert Unit.history.filter(id=empty.pk, history_type="-").get().history_user == cast.ada


def test_a_unit_without_a_place_gives_sight_of_nothing(cast):
    lost = Unit.objects.create(name="Lost", kind="team")
    director = factories.RoleFactory(unit=lost, kind="director").user
    assert not Account.objects.visible_to(director).exists()
    assert not director.holds("director", cast.account.unit)
