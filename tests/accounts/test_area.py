"""Service areas: two levels, added, renamed, put in order and removed by who administers the top."""

import pytest
from django.urls import reverse

from accounts.models import Revenue, ServiceArea
from tests import factories


@pytest.fixture
def ada(cast, sign_in):
    return sign_in(cast.ada)


@pytest.fixture
def cloud(cast):
    group = ServiceArea.objects.create(name="Cloud")
    for order, name in enumerate(("Backup", "Hosting", "Licences")):
        ServiceArea.objects.create(name=name, parent=group, order=order)
    return group


def names(group=None):
    return list(ServiceArea.objects.filter(parent=group).values_list("name", flat=True))


def test_groups_and_services_are_added_at_the_end(ada, cloud):
    ada.post(reverse("area_add"), {"name": "Advice", "parent": ""})
    answer = ada.post(reverse("area_add"), {"name": "Archive", "parent": cloud.pk})

    assert answer.status_code == 302
    assert names() == ["Cloud", "Advice"]
    assert names(cloud) == ["Backup", "Hosting", "Licences", "Archive"]
    assert ada.get(reverse("area_list")).content.decode().count('<form method="post" action="/areas/') >= 8


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "BACKUP"}, {"name": "a/b"}, {"parent": "0"}])
def test_a_faulty_area_is_not_added_and_what_was_typed_stays(ada, cloud, wrong):
    answer = ada.post(reverse("area_add"), {"name": "Typed", "parent": cloud.pk, **wrong})

    assert answer.status_code == 422
    assert names(cloud) == ["Backup", "Hosting", "Licences"]


def test_there_are_two_levels_and_no_third(ada, cloud):
    service = cloud.services.first()
    assert ada.post(reverse("area_add"), {"name": "Deeper", "parent": service.pk}).status_code == 422


def test_an_area_is_renamed_beside_its_neighbours(ada, cloud):
    service = cloud.services.get(name="Backup")
    assert ada.post(reverse("area_edit", args=[service.pk]), {"name": "Hosting"}).status_code == 422
    assert ada.post(reverse("area_edit", args=[service.pk]), {"name": "Backup and recovery"}).status_code == 302
    assert names(cloud)[0] == "Backup and recovery"


def test_order_is_changed_without_dragging(ada, cloud):
    hosting = cloud.services.get(name="Hosting")
    ada.post(reverse("area_up", args=[hosting.pk]))
    assert names(cloud) == ["Hosting", "Backup", "Licences"]
    ada.post(reverse("area_up", args=[hosting.pk]))  # at the top already
    assert names(cloud) == ["Hosting", "Backup", "Licences"]
    ada.post(reverse("area_down", args=[hosting.pk]))
    ada.post(reverse("area_down", args=[hosting.pk]))
    assert names(cloud) == ["Backup", "Licences", "Hosting"]


def test_only_an_unused_area_is_removed(ada, cast, cloud):
    used, unused = cloud.services.get(name="Backup"), cloud.services.get(name="Hosting")
    Revenue.objects.create(account=cast.account, area=used, month="2026-01-01", currency="NOK", revenue=1)
    for area in (cloud, used, unused):
        assert ada.post(reverse("area_remove", args=[area.pk])).status_code == 302
    assert names() == ["Cloud"]
    assert names(cloud) == ["Backup", "Licences"]


def test_an_administrator_of_a_part_stays_outside(cast, units, sign_in):
    olav = sign_in(factories.RoleFactory(user__unit=units.norway, unit=units.norway, kind="admin").user)
    assert olav.get(reverse("area_list")).status_code == 403
    assert "/areas/" not in olav.get(reverse("unit_list")).content.decode()
