"""Versions and who changed what: nobody overwrites another's work unseen."""

from typing import Any

from django.db import models, transaction
from django.db.models import F
from simple_history.models import HistoricalRecords


class TracedChanges(HistoricalRecords):  # type: ignore[misc]
    """A history without an entry when a save touched only columns it does not keep (a sign-in writes its time)."""

    def post_save(self, instance: models.Model, created: bool, using: Any = None, **kwargs: Any) -> None:
        touched = kwargs.get("update_fields")
        if touched is None or not set(touched) <= set(self.excluded_fields):
            super().post_save(instance, created, using=using, **kwargs)


class Conflict(Exception):
    """Somebody saved the row since this user opened it."""


def save_versioned(row: models.Model, *, seen: int, by: Any) -> None:
    """Save a changed row when its version is still the one the user saw; else raise Conflict and change nothing.

    The version alone is raised by a conditional update first, so that two who save at once cannot both pass;
    the ordinary save then writes the history.
    """
    with transaction.atomic():
        rows = type(row)._default_manager.filter(pk=row.pk, version=seen)
        if not rows.update(version=F("version") + 1):
            raise Conflict
        row.version = seen + 1  # type: ignore[attr-defined]
        save_by(row, by=by)


def save_by(row: models.Model, *, by: Any) -> None:
    """Save, and let the history name who did it."""
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
