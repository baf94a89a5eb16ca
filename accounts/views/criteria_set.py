"""What makes an account attractive: the set in use, the draft of the next one, and the library of criteria."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, criteria_to_arrange
from accounts.changes.attractiveness import edit_criteria_set, save_library_criterion
from accounts.forms.attractiveness import CriteriaSetForm, LibraryCriterionForm
from accounts.models import CriteriaSet, LibraryCriterion
from accounts.views.weighed_set import discard, is_saved, publish, sets_of, sum_of


@require_safe
def criteria_set(request: Request) -> HttpResponse:
    context = sets_of(request, CriteriaSet, page="criteria_set") | {"one": "accounts/attractiveness/_set.html"}
    return render(request, "accounts/attractiveness/criteria.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def criteria_set_edit(request: Request) -> HttpResponse:
    """The draft; before there is one, the set in use, of which a draft is made when it is saved."""
    criteria_to_arrange(request.user)
    known = CriteriaSet.objects.draft() or CriteriaSet.objects.current()
    library = list(LibraryCriterion.objects.all())
    form = CriteriaSetForm(library=library, initial=CriteriaSetForm.initial_of(known))
    if request.method == "POST":
        form = CriteriaSetForm(request.POST, library=library)
        if form.is_valid() and is_saved(form, edit_criteria_set):
            messages.success(request, _("The draft is saved. It judges nobody until it is published."))
            return redirect("criteria_set")
    context: dict[str, Any] = {"form": form, "groups": form.groups(), "sum": sum_of(form)}
    return render(request, "accounts/attractiveness/criteria_edit.html", context, status=422 if form.errors else 200)


@require_POST
def criteria_set_publish(request: Request) -> HttpResponse:
    criteria_to_arrange(request.user)
    return publish(request, CriteriaSet, back="criteria_set")


@require_POST
def criteria_set_discard(request: Request) -> HttpResponse:
    criteria_to_arrange(request.user)
    return discard(request, CriteriaSet, back="criteria_set")


@require_http_methods(["GET", "HEAD", "POST"])
def library_criterion_add(request: Request) -> HttpResponse:
    criteria_to_arrange(request.user)
    return criterion_page(request, LibraryCriterion())


@require_http_methods(["GET", "HEAD", "POST"])
def library_criterion_edit(request: Request, pk: int) -> HttpResponse:
    criteria_to_arrange(request.user)
    return criterion_page(request, get_object_or_404(LibraryCriterion, pk=pk))


def criterion_page(request: Request, criterion: LibraryCriterion) -> HttpResponse:
    name = criterion.name if criterion.pk else ""
    form = LibraryCriterionForm(instance=criterion)
    if request.method == "POST":
        form = LibraryCriterionForm(request.POST, instance=criterion)
        if form.is_valid():
            save_library_criterion(criterion=form.save(commit=False))
            messages.success(request, _("%(name)s is saved.") % {"name": criterion.name})
            return redirect("criteria_set_edit")
    context = {"form": form, "name": name}
    return render(request, "accounts/attractiveness/criterion.html", context, status=422 if form.errors else 200)
