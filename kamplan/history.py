"""Versions and who changed what: nobody overwrites another's work unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.forms import BooleanField, BoundField, ChoiceField, ModelChoiceField, ModelForm
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
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


def delete_by(row: models.Model, *, by: Any) -> None:
    """Delete, and let the history name who did it."""
    row._history_user = by  # type: ignore[attr-defined]
    row.delete()


@dataclass(frozen=True)
class Clash:
    """A field in which what a user typed differs from what somebody saved meanwhile."""

    field: BoundField
    yours: str
    theirs: str
    your_words: str
    their_words: str
    is_yours_newer: bool


def clashes(
    form: ModelForm[Any], stored: models.Model, *, seen: int, also: Mapping[str, Any] | None = None
) -> list[Clash]:
    """Where the form and the row as it is stored differ; the version the user saw tells which of the two was changed.

    `also` is what other fields of the form, kept in another table, hold now.
    """
    now = {**model_to_dict(stored), **(also or {})}
    opened = type(stored).history.filter(id=stored.pk, version=seen).first()  # type: ignore[attr-defined]
    then = {**now, **model_to_dict(opened.instance)} if opened else now
    return [
        Clash(field, yours, theirs, worded(field, yours), worded(field, theirs), yours != typed(field, then))
        for field in form
        if field.name in now and (yours := typed(field, {field.name: field.data})) != (theirs := typed(field, now))
    ]


def typed(field: BoundField, values: dict[str, Any]) -> str:
    """A value as the field's own input would send it."""
    if isinstance(field.field, BooleanField):
        return "on" if values.get(field.name) else ""
    shown = field.field.widget.format_value(field.field.prepare_value(values.get(field.name)))
    return "".join(shown) if isinstance(shown, list) else str(shown or "")


def worded(field: BoundField, value: str) -> str:
    """A value as a reader knows it: the name of a choice rather than its code."""
    if isinstance(field.field, ModelChoiceField) and field.field.queryset is not None:
        return str(field.field.queryset.filter(pk=value or None).first() or "")
    if isinstance(field.field, BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field.field, ChoiceField):
        choices: Any = field.field.choices
        return str(dict(choices).get(value, value))
    return value


def conflict_page(
    request: HttpRequest, form: ModelForm[Any], *, seen: int, back: str, also: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Yours and theirs side by side, a choice for each field, nothing lost. `back` leads to the row as it is now.

    The form has written what was typed into its own row, so the page speaks of the one that is stored.
    """
    stored = type(form.instance)._default_manager.get(pk=form.instance.pk)
    latest = type(form.instance).history.filter(id=stored.pk).first()
    found = clashes(form, stored, seen=seen, also=also)
    chosen = {clash.field.name for clash in found}
    context = {
        "form": form,
        "row": stored,
        "clashes": found,
        "kept": [(field.html_name, field.data or "") for field in form if field.name not in {*chosen, "version"}],
        "latest": latest,
        "back": back,
    }
    return render(request, "conflict.html", context, status=409)
