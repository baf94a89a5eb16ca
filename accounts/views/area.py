"""Service areas: what the house sells, as a list in two levels, put in order without dragging."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, figures_to_administer
from accounts.changes.area import InUse, add_area, move_area, remove_area
from accounts.forms.area import AreaForm, NewAreaForm
from accounts.models import Revenue, ServiceArea


@require_safe
def area_list(request: Request) -> HttpResponse:
    figures_to_administer(request.user)
    used = Exists(Revenue.objects.order_by().filter(area=OuterRef("pk")))
    areas = list(ServiceArea.objects.annotate(is_used=used))
    groups = [area for area in areas if area.parent_id is None]
    tree = [(group, [area for area in areas if area.parent_id == group.pk]) for group in groups]
    return render(request, "accounts/area/list.html", {"tree": tree})


@require_http_methods(["GET", "HEAD", "POST"])
def area_add(request: Request) -> HttpResponse:
    figures_to_administer(request.user)
    form: AreaForm = NewAreaForm(initial={"parent": request.GET.get("group")})
    if request.method == "POST":
        form = NewAreaForm(request.POST)
        if form.is_valid():
            add_area(area=form.save(commit=False))
            messages.success(request, _("%(name)s is added.") % {"name": form.instance})
            return redirect("area_list")
    return render(request, "accounts/area/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def area_edit(request: Request, pk: int) -> HttpResponse:
    area = area_to_administer(request, pk)
    name, form = area.name, AreaForm(instance=area)
    if request.method == "POST":
        form = AreaForm(request.POST, instance=area)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("area_list")
    context = {"form": form, "area": area, "name": name}
    return render(request, "accounts/area/form.html", context, status=422 if form.errors else 200)


@require_POST
def area_move(request: Request, pk: int, step: int) -> HttpResponse:
    move_area(area=area_to_administer(request, pk), step=step)
    return redirect("area_list")


@require_POST
def area_remove(request: Request, pk: int) -> HttpResponse:
    area = area_to_administer(request, pk)
    words = {"name": area.name}
    try:
        remove_area(area=area)
    except InUse:
        messages.error(request, _("%(name)s has services below it or figures of its own, and stays.") % words)
    else:
        messages.success(request, _("%(name)s is removed.") % words)
    return redirect("area_list")


def area_to_administer(request: Request, pk: int) -> ServiceArea:
    figures_to_administer(request.user)
    return get_object_or_404(ServiceArea, pk=pk)
