"""The floor, the least a page can be: signed in, same middleware and base page, 50 rows of a query."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Account


def floor(request: HttpRequest) -> HttpResponse:
    rows = Account.objects.order_by("pk").values_list("name", "status", "sector", "region")[:50]
    return render(request, "bench/floor.html", {"rows": rows})
