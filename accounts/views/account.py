"""One account: its page, making and editing it, handing it over."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import (
    Request,
    account_to_create,
    account_to_edit,
    account_to_hand_over,
    account_to_view,
    may,
)
from accounts.changes.account import NumberTaken, create_account, edit_account, hand_over
from accounts.charts.key_status import card
from accounts.domain.organisation_number import shown
from accounts.forms.account import AccountForm, HandOverForm, NewAccountForm
from accounts.models import Account
from kamplan import world
from kamplan.history import Conflict, conflict_page
from kamplan.once import AlreadyDone, result_of


@require_safe
def account(request: Request, pk: int) -> HttpResponse:
    account = account_to_view(request.user, pk)
    relatives = account.relatives_visible_to(request.user)
    context = {
        "account": account,
        "may": may(request.user, account),
        "number": shown(account.organisation_number, account.country),
        "country": world.country_names().get(account.country, account.country),
        "parent": next((row for row in relatives if row.pk == account.parent_id), None),
        "subsidiaries": [row for row in relatives if row.pk != account.parent_id],
        "members": account.team(),
        "contacts": account.contacts.filter(deleted_at=None),
        "key": card(account.key_statuses.last_word(), timezone.localdate()),
    }
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def account_create(request: Request) -> HttpResponse:
    units = account_to_create(request.user)
    form: AccountForm = NewAccountForm(reader=request.user, units=units)
    if request.method == "POST":
        made = result_of(request.POST.get("key"), by=request.user.pk)
        if made is not None:
            return redirect("account", made)
        form = NewAccountForm(request.POST, reader=request.user, units=units)
        if form.is_valid():
            new, key = form.save(commit=False), form.cleaned_data["key"]
            if is_done(form, lambda: create_account(account=new, by=request.user, key=key)):
                messages.success(request, _("%(name)s was created.") % {"name": new.name})
                return redirect("account", new.pk)
    return form_page(request, form, back=reverse("account_list"))


@require_http_methods(["GET", "HEAD", "POST"])
def account_edit(request: Request, pk: int) -> HttpResponse:
    edited = account_to_edit(request.user, pk)
    back = reverse("account", args=[pk])
    form = AccountForm(instance=edited, reader=request.user)
    if request.method == "POST":
        form = AccountForm(request.POST, instance=edited, reader=request.user)
        if form.is_valid():
            seen = form.cleaned_data["version"] or 0
            try:
                changed = form.save(commit=False)
                if is_done(form, lambda: edit_account(account=changed, seen=seen, by=request.user)):
                    messages.success(request, _("%(name)s was changed.") % {"name": edited.name})
                    return redirect(back)
            except Conflict:
                return conflict_page(request, form, seen=seen, back=back)
    return form_page(request, form, back=back)


def is_done(form: AccountForm, act: Callable[[], None]) -> bool:
    """False, and a word at the field, when the database knew better than the form a moment ago."""
    try:
        act()
    except NumberTaken:
        form.add_error("organisation_number", _("Another account has just been given this organisation number."))
        return False
    except AlreadyDone:
        form.add_error(None, _("This form was sent twice; the account is there already."))
        return False
    return True


def form_page(request: Request, form: AccountForm, *, back: str) -> HttpResponse:
    visible = Account.objects.visible_to(request.user)
    regions = visible.order_by("region").values_list("region", flat=True).distinct()
    context: dict[str, Any] = {
        "form": form,
        "duplicates": form.duplicates,
        "regions": regions.exclude(region="")[:500],
        "back": back,
        "name": visible.get(pk=form.instance.pk).name if form.instance.pk else "",
    }
    return render(request, "accounts/account_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def account_hand_over(request: Request, pk: int) -> HttpResponse:
    account = account_to_hand_over(request.user, pk)
    form = HandOverForm(instance=account, reader=request.user)
    if request.method == "POST":
        form = HandOverForm(request.POST, instance=account, reader=request.user)
        if form.is_valid():
            seen, place = form.cleaned_data["version"] or 0, form.save(commit=False)
            try:
                hand_over(account=place, unit=place.unit, owner=place.owner, seen=seen, by=request.user)
            except Conflict:
                return conflict_page(request, form, seen=seen, back=reverse("account", args=[pk]))
            words = {"name": place.name, "owner": place.owner, "unit": place.unit}
            messages.success(request, _("%(name)s belongs to %(owner)s in %(unit)s now.") % words)
            still_sees = Account.objects.visible_to(request.user).filter(pk=pk).exists()
            return redirect("account", pk) if still_sees else redirect("account_list")
    context = {"form": form, "account": account}
    return render(request, "accounts/account_hand_over.html", context, status=422 if form.errors else 200)
