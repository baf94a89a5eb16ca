"""The bin of accounts: into it, out of it, and what lies in it."""

from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Request, account_to_edit, account_to_restore, may
from accounts.changes.account import IN_THE_BIN, NumberTaken, delete_account, restore_account
from accounts.models import Account
from kamplan.pages import page_of


class Lying(NamedTuple):
    """An account in the bin, how long still, and whether the reader may take it out."""

    account: Account
    days_left: int
    may_be_restored: bool


@require_safe
def account_bin(request: Request) -> HttpResponse:
    now = timezone.now()
    rows = Account.objects.deleted_visible_to(request.user).for_reader(request.user)
    rows = rows.select_related("unit", "owner", "deleted_by").order_by("-deleted_at", "pk")
    page = page_of(rows, request.GET.get("page"))
    lying = [Lying(row, days_left(row, now), may(request.user, row).edit) for row in page]
    return render(request, "accounts/account_bin.html", {"page": page, "lying": lying, "days": IN_THE_BIN.days})


def days_left(account: Account, now: datetime) -> int:
    """A day that has begun counts: right after the deletion there are as many left as its message says."""
    since = account.deleted_at or now
    return max(ceil((since + IN_THE_BIN - now) / timedelta(days=1)), 0)


@require_POST
def account_delete(request: Request, pk: int) -> HttpResponse:
    gone = account_to_edit(request.user, pk)
    delete_account(account=gone, by=request.user, now=timezone.now())
    undo = reverse("account_restore", args=[pk])
    words = {"name": gone.name, "days": IN_THE_BIN.days}
    messages.success(request, _("%(name)s is in the bin for %(days)s days.") % words, extra_tags=undo)
    return redirect("account_list")


@require_POST
def account_restore(request: Request, pk: int) -> HttpResponse:
    restored = account_to_restore(request.user, pk)
    try:
        restore_account(account=restored, by=request.user)
    except NumberTaken:
        words = {"name": restored.name, "number": restored.organisation_number}
        messages.error(
            request,
            _("%(name)s stays in the bin: another account has its organisation number %(number)s by now.") % words,
        )
        return redirect("account_bin")
    messages.success(request, _("%(name)s is back.") % {"name": restored.name})
    return redirect("account", pk)
