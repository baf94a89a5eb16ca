"""Pages of contacts: all one may see, one of them, and adding, changing, deleting and restoring one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import (
    Request,
    contact_to_edit,
    contact_to_restore,
    contact_to_view,
    contacts_to_edit,
    may,
    may_add_contacts,
)
from accounts.changes.contact import delete_contact, restore_contact
from accounts.exports.contact import contact_table
from accounts.forms.contact import ContactFilter, ContactForm, others_alike
from accounts.models import Account, Contact
from kamplan.exports import download
from kamplan.history import Conflict, conflict_page, save_by, save_versioned
from kamplan.htmx import render_page
from kamplan.pages import page_of
from kamplan.trace import entries


@require_safe
def contact_list(request: Request) -> HttpResponse:
    chosen = ContactFilter(request.GET, request=request)
    page = page_of(chosen.found(), request.GET.get("page"))
    context = {
        "filter": chosen,
        "page": page,
        "departments": sorted({contact.department for contact in page} | {request.GET.get("department", "")} - {""}),
        "account": chosen.form.cleaned_data.get("account") if chosen.form.is_valid() else None,
        "sort": request.GET.get("sort", "name"),
        "may_add": partial(may_add_contacts, request.user),
    }
    return render_page(request, "accounts/contact_list.html", context, part="result")


@require_safe
def contact_export(request: Request, form: str) -> HttpResponse:
    """The list as it is narrowed in the address, all pages of it."""
    return download(form, "contacts", contact_table(ContactFilter(request.GET, request=request).found()))


@require_safe
def contact_bin(request: Request) -> HttpResponse:
    rows = Contact.objects.deleted_visible_to(request.user).select_related("account", "deleted_by")
    page = page_of(rows.order_by("-deleted_at", "pk"), request.GET.get("page"))
    return render(request, "accounts/contact_bin.html", {"page": page})


@require_safe
def contact(request: Request, pk: int) -> HttpResponse:
    shown = contact_to_view(request.user, pk)
    context = {"contact": shown, "may": may(request.user, shown.account), "entries": entries(shown.history.all())}
    return render(request, "accounts/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_create(request: Request, account_pk: int) -> HttpResponse:
    account = contacts_to_edit(request.user, account_pk)
    new = Contact(account=account, language="nb" if account.country == "NO" else "en")
    if request.method == "POST":
        form = ContactForm(request.POST, instance=new)
        if form.is_valid():
            save_by(form.save(commit=False), by=request.user)
            messages.success(request, _("%(name)s was added.") % {"name": new.name})
            return redirect("contact_create" if "another" in request.POST else "account", account.pk)
    else:
        form = ContactForm(instance=new)
    return form_page(request, form, account=account, back=reverse("account", args=[account.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: Request, pk: int) -> HttpResponse:
    edited = contact_to_edit(request.user, pk)
    back = reverse("contact", args=[pk])
    if request.method == "POST":
        form = ContactForm(request.POST, instance=edited)
        if form.is_valid():
            seen = form.cleaned_data["version"] or 0
            try:
                save_versioned(form.save(commit=False), seen=seen, by=request.user)
            except Conflict:
                return conflict_page(request, form, seen=seen, back=back)
            messages.success(request, _("%(name)s was changed.") % {"name": edited.name})
            return redirect(back)
    else:
        form = ContactForm(instance=edited)
    return form_page(request, form, account=edited.account, back=back)


def form_page(request: Request, form: ContactForm, *, account: Account, back: str) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "account": account,
        "alike": form.alike,
        "back": back,
        "look_up": reverse("contact_alike", args=[account.pk]),
    }
    return render(request, "accounts/contact_form.html", context, status=422 if form.errors else 200)


@require_POST
def contact_alike(request: Request, account_pk: int) -> HttpResponse:
    """While somebody is typing: who looks alike at this account. Sent by POST to keep names out of addresses."""
    account = contacts_to_edit(request.user, account_pk)
    itself = request.POST.get("itself", "")
    typed = Contact(account=account, pk=int(itself) if itself.isdecimal() and len(itself) < 19 else None)
    name, email = request.POST.get("name", "")[:150], request.POST.get("email", "")[:254]
    return render(request, "accounts/_alike.html", {"alike": others_alike(typed, name=name, email=email)})


@require_POST
def contact_delete(request: Request, pk: int) -> HttpResponse:
    gone = contact_to_edit(request.user, pk)
    delete_contact(contact=gone, by=request.user, now=timezone.now())
    undo = reverse("contact_restore", args=[pk])
    messages.success(request, _("%(name)s was deleted.") % {"name": gone.name}, extra_tags=undo)
    return redirect("account", gone.account_id)


@require_POST
def contact_restore(request: Request, pk: int) -> HttpResponse:
    restored = contact_to_restore(request.user, pk)
    restore_contact(contact=restored, by=request.user)
    messages.success(request, _("%(name)s is back.") % {"name": restored.name})
    return redirect("contact", pk)
