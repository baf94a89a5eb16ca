"""Changes to sets of weighed things: one draft, saved as often as wanted, published when it is complete."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import transaction

from accounts.models import User
from accounts.models.weighed_set import WeighedSet
from kamplan.history import Conflict

S = TypeVar("S", bound=WeighedSet)


class Unfinished(Exception):
    """Only a complete set is published: its weights add up to exactly 100."""

    def __init__(self, weight: Decimal, count: int) -> None:
        super().__init__(f"{weight} {count}")
        self.weight, self.count = weight, count


def draft_to_fill(model: type[S], *, name: str, seen: int) -> S:
    """The draft under this name, emptied; there is one then. Inside a transaction. Conflict unless it is as `seen`."""
    rows = model._default_manager.select_for_update()
    draft = rows.filter(state=WeighedSet.State.DRAFT).first()
    if (draft.version if draft else 0) != seen:
        raise Conflict
    if draft is None:
        newest = model._default_manager.order_by("-number").first()
        draft = model(number=newest.number + 1 if newest else 1, version=0)
    draft.name = name
    draft.version += 1
    draft.save()
    getattr(draft, model.PARTS).all().delete()
    return draft


@transaction.atomic
def publish_draft(model: type[S], *, by: User | None, now: datetime) -> S:
    """From now on accounts are judged by the draft. DoesNotExist without one, Unfinished unless it is complete."""
    draft = model._default_manager.select_for_update().get(state=WeighedSet.State.DRAFT)
    if not draft.is_complete:
        raise Unfinished(draft.weight, len(draft.parts))
    in_use = model._default_manager.filter(state=WeighedSet.State.PUBLISHED)
    in_use.update(state=WeighedSet.State.RETIRED)
    draft.state, draft.published_at, draft.published_by = WeighedSet.State.PUBLISHED, now, by
    draft.save()
    return draft


def discard_draft(model: type[S]) -> None:
    """The draft goes; nothing hangs on it."""
    model._default_manager.filter(state=WeighedSet.State.DRAFT).delete()


@transaction.atomic
def withdraw_sets(model: type[S], *, published_by: Iterable[int], judged: str) -> None:
    """Sets these people published and nobody has judged by: the first is a draft again, the others go."""
    sets = model._default_manager.filter(published_by__in=published_by, **{judged: None}).order_by("number")
    for each in list(sets):
        if model._default_manager.filter(state=WeighedSet.State.DRAFT).exists():
            each.delete()
            continue
        each.state, each.published_at, each.published_by = WeighedSet.State.DRAFT, None, None
        each.save()
