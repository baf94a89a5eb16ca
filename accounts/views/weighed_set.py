"""What the pages of all sets of weighed things share: the sets, saving a draft, publishing it, throwing it away."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Request, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.changes.weighed_set import Unfinished, discard_draft, publish_draft
from accounts.models.weighed_set import WeighedSet, WeighedSetQuerySet
from kamplan.formats import exact
from kamplan.history import Conflict


def sets_of(request: Request, model: type[WeighedSet], *, page: str) -> dict[str, Any]:
    """What the page of this name shows: everybody may read by what is judged, and was."""
    sets: WeighedSetQuerySet[Any] = model._default_manager.all()  # type: ignore[assignment]
    return {
        "draft": sets.draft(),
        "sets": sets.published().select_related("published_by"),
        "may_arrange": may_at_the_top(request.user, UnitAct.CRITERIA),
        "publish": reverse(f"{page}_publish"),
        "discard": reverse(f"{page}_discard"),
    }


def sum_of(form: Any) -> str:
    """Of the weights as they stand in the form; the page keeps it up to date where a script runs."""
    given = form.cleaned_data if form.is_bound else form.initial
    weights = (given.get(name) or Decimal() for name in form.fields if name.startswith("weight_"))
    return exact(sum(weights, Decimal()))


def is_saved(form: Any, edit: Callable[..., object]) -> bool:
    """False, and a word above the form, when somebody else has saved the draft meanwhile."""
    name, seen = form.cleaned_data["name"], form.cleaned_data["version"] or 0
    try:
        edit(name=name, choices=form.choices(), seen=seen)
    except Conflict:
        form.add_error(None, _("Somebody has changed the draft meanwhile. Look at it before you save yours."))
    return not form.errors


def publish(request: Request, model: type[WeighedSet], *, back: str, advice: Any = "") -> HttpResponse:
    """`advice` says what else than weights a set of this kind must have."""
    try:
        published = publish_draft(model, by=request.user, now=timezone.now())
    except model.DoesNotExist:
        messages.error(request, _("There is no draft to publish. Somebody may have published it just now."))
    except Unfinished as refused:
        words = _("The weights add up to %(sum)s. A set is published when they add up to exactly 100.")
        messages.error(request, f"{words % {'sum': exact(refused.weight)}} {advice}".strip())
    else:
        messages.success(request, _("%(name)s is in use. Accounts are rated by it from now on.") % {"name": published})
    return redirect(back)


def discard(request: Request, model: type[WeighedSet], *, back: str) -> HttpResponse:
    discard_draft(model)
    messages.success(request, _("The draft is gone; the set in use stays as it is."))
    return redirect(back)
