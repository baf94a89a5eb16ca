"""What customers buy by: the set of factors in use, the earlier ones, and the draft of the next one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, criteria_to_arrange
from accounts.changes.strength import edit_factor_set
from accounts.forms.factors import FactorSetForm
from accounts.models import FactorSet
from accounts.views.weighed_set import discard, is_saved, publish, sets_of, sum_of

FOUR_TO_EIGHT = gettext_lazy("It has four to eight factors.")


@require_safe
def factor_set(request: Request) -> HttpResponse:
    context = sets_of(request, FactorSet, page="factor_set") | {"one": "accounts/strength/_set.html"}
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


@require_POST
def factor_set_publish(request: Request) -> HttpResponse:
    criteria_to_arrange(request.user)
    return publish(request, FactorSet, back="factor_set", advice=FOUR_TO_EIGHT)


@require_POST
def factor_set_discard(request: Request) -> HttpResponse:
    criteria_to_arrange(request.user)
    return discard(request, FactorSet, back="factor_set")
