"""Units: the tree, and adding, editing, moving and removing its parts."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, administration, unit_to_administer
from accounts.changes.unit import InUse, add_unit, move_unit, remove_unit
from accounts.forms.unit import MoveForm, NewUnitForm, UnitForm
from accounts.models import Unit
from kamplan.history import save_by


@require_safe
def unit_list(request: Request) -> HttpResponse:
    units = administration(request.user).order_by("path")
    counted = units.annotate(
        account_count=Count("accounts", filter=Q(accounts__deleted_at=None), distinct=True),
        person_count=Count("people", filter=Q(people__is_active=True), distinct=True),
    )
    return render(request, "accounts/unit_list.html", {"units": counted})


@require_http_methods(["GET", "HEAD", "POST"])
def unit_add(request: Request) -> HttpResponse:
    units = administration(request.user)
    form = NewUnitForm(units=units, initial={"parent": request.GET.get("parent"), "kind": Unit.Kind.TEAM})
    if request.method == "POST":
        form = NewUnitForm(request.POST, units=units)
        if form.is_valid():
            unit = add_unit(unit=form.instance, by=request.user)
            messages.success(request, _("%(unit)s is added.") % {"unit": unit})
            return redirect("unit_list")
    return render(request, "accounts/unit_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request: Request, pk: int) -> HttpResponse:
    unit = unit_to_administer(request.user, pk)
    form = UnitForm(instance=unit)
    if request.method == "POST":
        form = UnitForm(request.POST, instance=unit)
        if form.is_valid():
            save_by(form.instance, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("unit_list")
    context = {"unit": unit, "form": form, "movable": _movable(request, unit)}
    return render(request, "accounts/unit_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_move(request: Request, pk: int) -> HttpResponse:
    unit, units = unit_to_administer(request.user, pk), administration(request.user)
    form = MoveForm(unit=unit, units=units)
    if not _movable(request, unit):
        messages.error(request, _("Whoever administers the unit above may move this one."))
        return redirect("unit_list")
    if request.method == "POST":
        form = MoveForm(request.POST, unit=unit, units=units)
        if form.is_valid():
            move_unit(unit=unit, under=form.cleaned_data["under"], by=request.user)
            messages.success(request, _("%(unit)s is moved, with all that stands below it.") % {"unit": unit})
            return redirect("unit_list")
    return render(request, "accounts/unit_move.html", {"unit": unit, "form": form}, status=422 if form.errors else 200)


@require_POST
def unit_remove(request: Request, pk: int) -> HttpResponse:
    unit = unit_to_administer(request.user, pk)
    try:
        remove_unit(unit=unit, by=request.user)
    except InUse:
        messages.error(
            request, _("Only an empty unit can be removed: no units below it, no people, roles, accounts or surveys.")
        )
    else:
        messages.success(request, _("%(unit)s is removed.") % {"unit": unit.name})
    return redirect("unit_list")


def _movable(request: Request, unit: Unit) -> bool:
    """The top of the part one administers hangs on something one does not."""
    return unit.parent is not None and request.user.holds("admin", unit.parent)
