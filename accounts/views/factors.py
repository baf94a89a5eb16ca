"""What customers buy by: the set of factors in use, the earlier ones, and the draft of the next one."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, criteria_to_arrange, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.changes.strength import edit_factor_set
from accounts.forms.factors import FactorSetForm
from accounts.models import FactorSet
from accounts.views.weighed_set import discard, is_saved, publish
from kamplan.formats import exact

FOUR_TO_EIGHT = gettext_lazy("It has four to eight factors.")


@require_safe
def factor_set(request: Request) -> HttpResponse:
    """Everybody may read by which factors strength is judged, and was."""
    context = {
        "draft": FactorSet.objects.draft(),
        "sets": FactorSet.objects.published().select_related("published_by"),
        "may_arrange": may_at_the_top(request.user, UnitAct.CRITERIA),
        "one": "accounts/strength/_set.html",
        "publish": reverse("factor_set_publish"),
        "discard": reverse("factor_set_discard"),
    }
    return render(request, "accounts/strength/factors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def factor_set_edit(request: Request) -> HttpResponse:
    """The draft; before there is one, the set in use, of which a draft is made when it is saved."""
    criteria_to_arrange(request.user)
    known = FactorSet.objects.draft() or FactorSet.objects.current()
    form = FactorSetForm(initial=FactorSetForm.initial_of(known))
    if request.method == "POST":
        form = FactorSetForm(request.POST, known=known)
        if form.is_valid() and is_saved(form, edit_factor_set):
            messages.success(request, _("The draft is saved. It judges nobody until it is published."))
            return redirect("factor_set")
    context: dict[str, Any] = {"form": form, "sum": sum_of(form)}
    return render(request, "accounts/strength/factors_edit.html", context, status=422 if form.errors else 200)


def sum_of(form: FactorSetForm) -> str:
    """Of the weights as they stand in the form; the page keeps it up to date where a script runs."""
    given = form.cleaned_data if form.is_bound else form.initial
    weights = (weight for name, weight in given.items() if name.startswith("weight_") and weight)
    return exact(sum(weights, Decimal()))


@require_POST
def factor_set_publish(request: Request) -> HttpResponse:
    criteria_to_arrange(request.user)
    return publish(request, FactorSet, back="factor_set", advice=FOUR_TO_EIGHT)


@require_POST
def factor_set_discard(request: Request) -> HttpResponse:
    criteria_to_arrange(request.user)
    return discard(request, FactorSet, back="factor_set")
