"""The floor, the least a page can be: signed in, same middleware and base page, 50 rows of a query. And a write."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Account, User


def floor(request: HttpRequest) -> HttpResponse:
    rows = Account.objects.order_by("pk").values_list("name", "status", "sector", "region")[:50]
    return render(request, "bench/floor.html", {"rows": rows})


def write(request: HttpRequest) -> HttpResponse:
    """Something is written that no page shows, as when anybody works: what was asked before counts no longer."""
    User.objects.filter(pk=request.user.pk).update(last_login=timezone.now())
    return HttpResponse()
