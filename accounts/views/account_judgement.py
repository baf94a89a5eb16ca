"""How an account is judged, in the few words its page has room for; each judgement has a page of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Request, account_to_view, may
from accounts.charts.attractiveness import result_words
from accounts.charts.matrix_words import category_words
from accounts.charts.strength import strength_words
from accounts.charts.tier import class_words, tier_gets
from accounts.models import MatrixLines
from accounts.models.attractiveness_result import attractiveness_of
from accounts.models.matrix import position_of
from accounts.models.strength_result import strength_of
from accounts.models.tier_official import class_of


@require_safe
def account_judgement(request: Request, pk: int) -> HttpResponse:
    """Fetched after the account's page, which shows without waiting for it."""
    account = account_to_view(request.user, pk)
    known = class_of(account, timezone.localdate())
    attractive, strong = attractiveness_of(account), strength_of(account)
    place = position_of(attractive, strong)
    context = {
        "account": account,
        "may": may(request.user, account),
        "class": known,
        "class_words": class_words(known),
        "class_gets": tier_gets(known.tier) if known.tier else [],
        "attractiveness": result_words(attractive),
        "strength": strength_words(strong),
        "field": category_words(place.possible(MatrixLines.objects.in_use())) if place else "",
    }
    return render(request, "accounts/_judgement.html", context)
