"""Accounts and contacts that come from a file: writing them with their history, and taking them back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Model, Q

from accounts.domain.data_import import Plan, Staged
from accounts.models import ImportedRow
from kamplan.history import save_by

BATCH = 200


def write_objects(plan: Plan, *, table: str, by: Any) -> Iterator[list[tuple[str, int, Staged]]]:
    """Each key of the plan is the row to be saved, its new values set. The version after it is kept for undoing."""
    staged = [*plan.new, *plan.changed]
    for start in range(0, len(staged), BATCH):
        batch = []
        for each in staged[start : start + BATCH]:
            row: Any = each.key
            row.version += 1 if each.row else 0
            save_by(row, by=by)
            batch.append((table, row.pk, replace(each, after={**each.after, "version": row.version})))
        yield batch


def lost_objects(model: Any) -> Callable[[Sequence[ImportedRow]], int]:
    """Which count how many rows were changed since, or, when they were new, have something hanging on them by now."""

    def lost(rows: Sequence[ImportedRow]) -> int:
        now = dict(model.objects.filter(pk__in=[row.row for row in rows]).values_list("pk", "version"))
        made = [row.row for row in rows if row.before is None]
        changed = {row.row for row in rows if now.get(row.row) != row.after["version"]}
        return len(changed | used(model, made))

    return lost


def used(model: type[Model], keys: list[int]) -> set[int]:
    found: set[int] = set()
    for relation in model._meta.related_objects:
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(Q(**{f"{name}__in": keys}))
        found |= set(rows.values_list(name, flat=True))
    return found


def undo_objects(model: Any) -> Callable[[Sequence[ImportedRow]], None]:
    """New rows go with their history; changed ones get their values back, which their history tells."""

    def undo(rows: Sequence[ImportedRow]) -> None:
        made = [row.row for row in rows if row.before is None]
        model.objects.filter(pk__in=made).delete()
        model.history.filter(id__in=made).delete()
        objects = model.objects.in_bulk([row.row for row in rows if row.before is not None])
        for row in rows:
            if row.before is not None:
                changed = objects[row.row]
                for field, value in row.before.items():
                    setattr(changed, field, value)
                changed.version += 1
                save_by(changed, by=row.data_import.user)

    return undo
