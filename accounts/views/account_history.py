"""Everything that was changed in an account, its contacts and its team."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Request, account_to_view
from accounts.models.account_history import history_page, latest_changes


@require_safe
def account_history(request: Request, pk: int) -> HttpResponse:
    account = account_to_view(request.user, pk)
    page = history_page(account, reader=request.user, number=request.GET.get("page"))
    return render(request, "accounts/account_history.html", {"account": account, "page": page})


@require_safe
def account_latest(request: Request, pk: int) -> HttpResponse:
    """Fetched when the foot of the account's page comes in sight."""
    account = account_to_view(request.user, pk)
    return render(request, "accounts/_account_changes.html", {"latest": latest_changes(account)})
