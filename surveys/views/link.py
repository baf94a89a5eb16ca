"""The personal link: a secret address that is swapped at once for a cookie and an address without a secret."""

import ipaddress
import time
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from surveys.changes.answering import turn
from surveys.models import Invitation
from surveys.models.visit import visited

SALT = "surveys.answer"
KEPT = 14 * 24 * 60 * 60  # seconds the browser remembers; after that the link in the mail opens the page again
MINUTE = 60  # seconds
MISSES_A_MINUTE = 20

Page = Callable[[HttpRequest, Invitation], HttpResponse]


@login_not_required
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing is written: what fetches the addresses in a mail before its reader does, does no harm."""
    invitation = Invitation.objects.of_token(token).first()
    if invitation is None or not invitation.takes_answers(timezone.now()):
        response = no_such_link(request)
    else:
        response = redirect("answer", invitation.survey_id)
        hand_over(response, invitation)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def no_such_link(request: HttpRequest) -> HttpResponse:
    """The same whether it never existed, was withdrawn, or its survey has closed."""
    now = int(time.time())
    if missed_too_often(request, now // MINUTE):
        response = render(request, "surveys/answering/too_often.html", status=429)
        response.headers["Retry-After"] = str(MINUTE - now % MINUTE)
        return response
    return gone(request)


def missed_too_often(request: HttpRequest, minute: int) -> bool:
    """Counts links that lead nowhere, by the minute and the address they are asked for from."""
    key = f"missed-link:{network_of(get_adapter().get_client_ip(request))}:{minute}"
    misses: int = cache.get(key, 0)
    if misses < MISSES_A_MINUTE:
        cache.set(key, misses + 1, 2 * MINUTE)
    return misses >= MISSES_A_MINUTE


def network_of(address: str) -> str:
    """Who has one address of the sixth version has 2 to the power of 64."""
    found = ipaddress.ip_address(address)
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))


def cookie_name(survey: int) -> str:
    return f"{'__Host-' if settings.ENCRYPTED else ''}answer-{survey}"


def hand_over(response: HttpResponse, invitation: Invitation) -> None:
    """Lax, not strict: who comes from a mail page is sent on to the form, and must bring the cookie along."""
    response.set_signed_cookie(
        cookie_name(invitation.survey_id),
        f"{invitation.pk}.{invitation.nonce}",
        salt=SALT,
        max_age=KEPT,
        secure=settings.ENCRYPTED,
        httponly=True,
        samesite="Lax",
    )


class Key(NamedTuple):
    """What a browser keeps of a link that was opened in it."""

    survey: int
    invitation: int
    nonce: str

    @classmethod
    def of(cls, request: HttpRequest, survey: int) -> "Key | None":
        held = request.get_signed_cookie(cookie_name(survey), default="", salt=SALT, max_age=KEPT) or ""
        pk, _dot, nonce = held.partition(".")
        return cls(survey, int(pk), nonce) if nonce else None

    def opens(self, invitation: Invitation) -> bool:
        """Not when it was withdrawn since, or given another link."""
        if (invitation.survey_id, invitation.nonce) != (self.survey, self.nonce):
            return False
        return not (invitation.withdrawn_at or invitation.token_hash is None or invitation.survey.deleted_at)


def by_link(page: Page) -> Callable[[HttpRequest, int], HttpResponse]:
    """For who came by a personal link, in the language of the invitation; takes forms only from its person."""

    @login_not_required
    @wraps(page)
    def opened(request: HttpRequest, survey: int) -> HttpResponse:
        key = Key.of(request, survey)
        response = visit(page, request, key) if key else gone(request)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


def visit(page: Page, request: HttpRequest, key: Key) -> HttpResponse:
    """A form is taken in its person's turn; what is refused changes nothing."""
    if request.method != "POST":
        return let_in(page, request, key, visited(key.invitation, key.survey))
    with turn(key.invitation, key.survey) as invitation:
        response = let_in(page, request, key, invitation)
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def let_in(page: Page, request: HttpRequest, key: Key, invitation: Invitation | None) -> HttpResponse:
    if invitation is None or not key.opens(invitation):
        return gone(request)
    with override(invitation.language):
        response = for_its_person(page, request, invitation)
        response.headers["Content-Language"] = invitation.language
    return response


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/answering/gone.html", status=404)


def for_its_person(page: Page, request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST" and request.POST.get("mark") != invitation.mark:
        return render(request, "surveys/answering/other_link.html", status=409)
    return page(request, invitation)
