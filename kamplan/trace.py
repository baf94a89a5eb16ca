"""The history of a row as a reader wants it: when, who, and for each field what it was and what it became."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Field, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kamplan import formats

BOOKKEEPING = frozenset({"id", "version", "created_at", "created_by", "deleted_at", "deleted_by", "notice"})


@dataclass(frozen=True)
class Change:
    """One field: what it was, and what it became."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """What one user did at one moment."""

    when: datetime
    who: str
    act: str
    about: str
    changes: tuple[Change, ...]
    reason: str = ""


def entries(rows: QuerySet[Any], *, about: str | None = None, limit: int = 50) -> list[Entry]:
    """The newest first. `rows` is the history of one row, or of several, which `about` then tells apart."""
    told_with = ["history_user", *([about] if about else [])]
    found = list(rows.select_related(*told_with).order_by("-history_date", "-history_id")[: limit + 1])
    by_row: dict[Any, list[Any]] = {}
    for version in found:
        by_row.setdefault(version.id, []).append(version)
    told = {}
    for versions in by_row.values():
        for newer, older in pairwise([*versions, None]):
            told[newer.history_id] = entry(newer, older, about)
    return [told[version.history_id] for version in found[:limit]]


def entry(version: Any, before: Any | None, about: str | None) -> Entry:
    who = str(version.history_user) if version.history_user else "kamplan"
    changed = tuple(changes(version, before)) if before and version.history_type == "~" else ()
    subject = str(getattr(version, about)) if about else ""
    reason = _(version.history_change_reason) if version.history_change_reason else ""
    return Entry(version.history_date, who, act(version, before), subject, changed, reason)


def act(version: Any, before: Any | None) -> str:
    """What was done, in one word. Into the bin and out of it are changes of one column."""
    was_deleted, is_deleted = (getattr(row, "deleted_at", None) is not None for row in (before, version))
    if version.history_type == "+":
        return _("Added")
    if version.history_type == "-" or (is_deleted and not was_deleted):
        return _("Deleted")
    return _("Restored") if was_deleted and not is_deleted else _("Changed")


def changes(version: Any, before: Any) -> Iterable[Change]:
    for field in version.tracked_fields:
        old, new = getattr(before, field.attname), getattr(version, field.attname)
        if old != new and field.name not in BOOKKEEPING:
            yield Change(capfirst(_(str(field.verbose_name))), shown(field, before), shown(field, version))


def shown(field: "Field[Any, Any]", row: Any) -> str:
    """A value as pages show it."""
    value = getattr(row, field.attname)
    if value in (None, ""):
        return formats.MISSING
    if field.is_relation:
        return named(row, field)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, Decimal):
        return formats.exact(value)
    return formats.day(value) if hasattr(value, "isoformat") else str(value)


def named(row: Any, field: "Field[Any, Any]") -> str:
    """What a column points at, if it is still there."""
    read_before = row._state.fields_cache
    if field.name in read_before:
        return str(read_before[field.name] or _("No longer there"))
    known = field.related_model._default_manager.filter(pk=getattr(row, field.attname)).first()  # type: ignore[union-attr]
    return str(known) if known else _("No longer there")
