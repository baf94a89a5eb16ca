"""Changes to the tree of units: adding, editing, moving, removing."""

from django.db import transaction
from django.db.models import ProtectedError, Value
from django.db.models.functions import Concat, Substr

from accounts.models import Unit, User
from kamplan.history import delete_by, save_by


class InUse(Exception):
    """The unit has something in it and stays."""


class Misplaced(Exception):
    """A unit cannot stand below itself."""


@transaction.atomic
def add_unit(*, unit: Unit, by: User | None) -> Unit:
    """Save a new unit at its place. Its path needs its id, so it is written after it."""
    save_by(unit, by=by)
    above = unit.parent.path if unit.parent else ""
    unit.path = above + unit.step()
    Unit.objects.filter(pk=unit.pk).update(path=unit.path)
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, under: Unit, by: User) -> None:
    """Put the unit, and all that stands below it, under another one."""
    rows = {row.pk: row for row in Unit.objects.select_for_update().order_by("pk")}  # one mover at a time
    unit, under = rows[unit.pk], rows[under.pk]
    if under.is_at_or_below(unit.path):
        raise Misplaced
    old, new = unit.path, under.path + unit.step()
    unit.parent = under
    save_by(unit, by=by)
    below = Unit.objects.under_paths([old])
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


@transaction.atomic
def remove_unit(*, unit: Unit, by: User) -> None:
    """Remove a unit in which there is nothing and nobody."""
    if unit.roles.exists():
        raise InUse
    try:
        delete_by(unit, by=by)
    except ProtectedError as error:
        raise InUse from error
