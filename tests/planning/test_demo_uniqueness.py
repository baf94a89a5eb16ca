"""The demonstration's areas: something that holds customers, something exposed to price, and one nobody has rated."""

import pytest
from django.utils import timezone

from accounts.domain.tier import last_full_month
from accounts.domain.uniqueness import Field
from accounts.models import Account, AreaUniqueness, Revenue, ServiceArea
from accounts.models.uniqueness_areas import AreaStands
from planning.changes.leave_demo import remove_demo

pytestmark = pytest.mark.django_db


def test_each_field_has_an_area_and_one_waits(supplier):
    found = AreaStands.of(Account.objects.all(), until=last_full_month(timezone.localdate()))
    assert {each.field for each in found.stands} == {*Field, None}
    assert [each.name for each in found.stands if each.rated is None] == ["Advice / Projects"]
    assert 0 < found.exposed < found.critical < found.recurring < 1
    assert AreaUniqueness.objects.filter(area__name="Hosting").count() == 2


def test_it_goes_with_the_demonstration_from_areas_that_stay_too(supplier, cast):
    area = ServiceArea.objects.get(name="Backup")
    today = timezone.localdate()
    Revenue.objects.create(account=cast.account, area=area, month=today, currency="NOK", revenue=1)
    remove_demo()
    assert ServiceArea.objects.filter(pk=area.pk).exists()
    assert not AreaUniqueness.objects.exists()
