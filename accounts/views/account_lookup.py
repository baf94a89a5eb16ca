"""What the form of an account asks for while somebody types: possible duplicates, and parent groups."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Request, account_to_create, account_to_edit
from accounts.forms.account_duplicate import Duplicates
from accounts.forms.account_lookup import accounts_like
from accounts.models import Account


@require_POST
def account_alike(request: Request) -> HttpResponse:
    """Sent by POST to keep names out of addresses. Who may neither make nor edit the account learns nothing."""
    itself = request.POST.get("itself", "")
    if itself.isascii() and itself.isdecimal() and len(itself) < 19:
        account_to_edit(request.user, int(itself))
    else:
        account_to_create(request.user)
        itself = ""
    found = Duplicates(
        request.user,
        request.POST.get("name", "")[:200].replace("\0", ""),
        request.POST.get("organisation_number", "")[:30].replace("\0", ""),
        request.POST.get("country", "")[:2].replace("\0", ""),
        itself=int(itself) if itself else None,
    )
    return render(request, "accounts/_account_alike.html", {"duplicates": found})


@require_safe
def account_parents(request: Request) -> HttpResponse:
    """The options below the input, of what the reader sees alone."""
    offers = accounts_like(Account.objects.visible_to(request.user), request.GET.get("parent", ""))
    return render(request, "accounts/_account_offers.html", {"offers": offers})
