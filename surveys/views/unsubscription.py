"""Pages of the unsubscribe link in mails: looking changes nothing, the button does, and it can be taken back."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.changes.unsubscription import address_hash_of, is_unsubscribed, subscribe_again, unsubscribe


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    address_hash = address_hash_of(token)
    if address_hash is None:
        return guarded(render(request, "surveys/unsubscribe_unknown.html", status=404))
    if request.method == "POST":
        change = subscribe_again if "again" in request.POST else unsubscribe
        change(address_hash=address_hash)
        return guarded(redirect(request.get_full_path()))
    with override(language_of(request)):
        return guarded(render(request, "surveys/unsubscribe.html", {"is_out": is_unsubscribed(address_hash)}))


def language_of(request: HttpRequest) -> str:
    """That of the mail, which its link says: the token names nobody, and the browser may speak another."""
    told = request.GET.get("language", "")
    if told in dict(settings.LANGUAGES):
        request.LANGUAGE_CODE = told
    return str(request.LANGUAGE_CODE)


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_at_once(request: HttpRequest, token: str) -> HttpResponse:
    """The button of a mail program (RFC 8058), which knows no form of ours; its secret address is its proof."""
    address_hash = address_hash_of(token)
    if address_hash is None:
        return guarded(render(request, "surveys/unsubscribe_unknown.html", status=404))
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return guarded(redirect("unsubscribe", token))
    unsubscribe(address_hash=address_hash)
    return guarded(render(request, "surveys/unsubscribe.html", {"is_out": True, "by_program": True}))


def guarded(response: HttpResponse) -> HttpResponse:
    """The address is a secret: it goes to no other site and into no search engine."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
