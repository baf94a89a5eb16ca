"""Changes to service areas: adding one at the end of its group, moving it up or down there, removing it."""

from django.db import transaction
from django.db.models import Max, ProtectedError, QuerySet

from accounts.models import ServiceArea


class InUse(Exception):
    """The area has services below it or figures of its own, and stays."""


@transaction.atomic
def add_area(*, area: ServiceArea) -> None:
    last = siblings(area).aggregate(last=Max("order"))["last"]
    area.order = 0 if last is None else last + 1
    area.save()


@transaction.atomic
def move_area(*, area: ServiceArea, step: int) -> None:
    """Past its neighbour: `step` is -1 upwards and 1 downwards. At the end of the group nothing happens."""
    rows = list(siblings(area).select_for_update())
    place = next(number for number, row in enumerate(rows) if row.pk == area.pk)
    if not 0 <= place + step < len(rows):
        return
    rows[place], rows[place + step] = rows[place + step], rows[place]
    for order, row in enumerate(rows):
        row.order = order
    ServiceArea.objects.bulk_update(rows, ["order"])


def remove_area(*, area: ServiceArea) -> None:
    try:
        area.delete()
    except ProtectedError as error:
        raise InUse from error


def siblings(area: ServiceArea) -> QuerySet[ServiceArea]:
    """What stands beside it, itself included, in the order of the list."""
    return ServiceArea.objects.filter(parent=area.parent_id)
