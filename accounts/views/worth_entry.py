"""What people find out or assume about an account's worth: adding it, changing it, taking it away."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Request, account_to_edit, terms_to_arrange
from accounts.changes.worth import keep_found, remove_found
from accounts.charts.worth_score import term
from accounts.forms.worth import EffortForm, HouseTermsForm, SwitchingForm, TermsForm, WalletForm
from accounts.models import Account, KamEffort, SwitchingLine, WalletRank, WorthTerms
from accounts.models.worth_found import AccountWorth
from kamplan import trace
from kamplan.history import Conflict, conflict_page


class Entry(NamedTuple):
    """What can be written down, with the form for it and an empty one of it."""

    model: Any
    form: type[forms.ModelForm[Any]]
    fresh: Callable[[Account], Any]
    add: Any
    edit: Any


def this_year() -> int:
    return timezone.localdate().year


ENTRIES = {
    "switching": Entry(
        SwitchingLine,
        SwitchingForm,
        lambda account: SwitchingLine(account=account, currency=account.currency),
        gettext_lazy("Add a switching cost"),
        gettext_lazy("Edit the switching cost"),
    ),
    "wallet": Entry(
        WalletRank,
        WalletForm,
        lambda account: WalletRank(account=account, on=timezone.localdate()),
        gettext_lazy("Our place among the suppliers"),
        gettext_lazy("Our place among the suppliers"),
    ),
    "effort": Entry(
        KamEffort,
        EffortForm,
        lambda account: KamEffort(account=account, year=this_year(), currency=account.currency),
        gettext_lazy("Add what a year cost"),
        gettext_lazy("Edit what the year cost"),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def entry_add(request: Request, account_pk: int, kind: str) -> HttpResponse:
    account, entry = account_to_edit(request.user, account_pk), ENTRIES[kind]
    asked = {name: request.GET[name] for name in ("area", "year") if request.GET.get(name, "").isdecimal()}
    form = entry.form(instance=entry.fresh(account), initial=asked)
    if request.method == "POST":
        form = entry.form(request.POST, instance=entry.fresh(account))
    return entry_page(request, account, form, title=entry.add)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_edit(request: Request, account_pk: int, pk: int, kind: str) -> HttpResponse:
    account, entry = account_to_edit(request.user, account_pk), ENTRIES[kind]
    row = get_object_or_404(entry.model, account=account, pk=pk)
    form = entry.form(instance=row, initial={"version": row.version})
    if request.method == "POST":
        form = entry.form(request.POST, instance=row)
    return entry_page(request, account, form, title=entry.edit)


@require_POST
def entry_remove(request: Request, account_pk: int, pk: int, kind: str) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    remove_found(row=get_object_or_404(ENTRIES[kind].model, account=account, pk=pk), by=request.user)
    messages.success(request, _("Removed. The history keeps it."))
    return redirect("worth", account_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def worth_terms(request: Request, pk: int) -> HttpResponse:
    account = account_to_edit(request.user, pk)
    found = AccountWorth(account, timezone.localdate())
    row = found.terms_kept.pop(True, None) or WorthTerms(account=account)  # without it, what holds is the house's
    house = {name: term(found, name).value for name in ("retention", "interest", "years", "paid_now")}
    form = TermsForm(instance=row, house=house, initial={"version": row.version if row.pk else 0})
    if request.method == "POST":
        form = TermsForm(request.POST, instance=row, house=house)
    return entry_page(request, account, form, title=_("What is assumed"))


@require_http_methods(["GET", "HEAD", "POST"])
def worth_terms_of_house(request: Request) -> HttpResponse:
    terms_to_arrange(request.user)
    row = WorthTerms.objects.filter(account=None).first() or WorthTerms()
    form = HouseTermsForm(instance=row, initial={"version": row.version if row.pk else 0})
    if request.method == "POST":
        form = HouseTermsForm(request.POST, instance=row)
    back = reverse("worth_terms_of_house")
    if form.is_bound and form.is_valid() and (answer := kept(request, form, back=back)):
        return answer
    history = trace.entries(WorthTerms.history.filter(account=None))
    context = {"form": form, "history": history, "is_known": bool(row.pk)}
    return render(request, "accounts/worth/house.html", context, status=422 if form.errors else 200)


def entry_page(request: Request, account: Account, form: forms.ModelForm[Any], *, title: Any) -> HttpResponse:
    back = reverse("worth", args=[account.pk])
    if form.is_bound and form.is_valid() and (answer := kept(request, form, back=back)):
        return answer
    context = {"form": form, "account": account, "title": title, "back": back}
    return render(request, "accounts/worth/form.html", context, status=422 if form.errors else 200)


def kept(request: Request, form: forms.ModelForm[Any], *, back: str) -> HttpResponse | None:
    """None, and a word above the form, when somebody has just added the same: what was typed stays."""
    row, seen = form.save(commit=False), form.cleaned_data["version"] or 0
    try:
        keep_found(row=row, seen=seen, by=request.user)
    except Conflict:
        if row.pk is not None:
            return conflict_page(request, form, seen=seen, back=back)
        form.add_error(None, _("Somebody has just written down the same. Look at it before you change it."))
        return None
    messages.success(request, _("Saved."))
    return redirect(back)
