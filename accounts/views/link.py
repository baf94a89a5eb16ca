"""The page of a one-time link: looking uses nothing up, the button does."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.changes.link import use_link
from accounts.forms.link import FirstPasswordForm
from accounts.models import OneTimeLink


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    link = OneTimeLink.objects.usable(token, timezone.now()).first()
    if link is None or (link.purpose == OneTimeLink.Purpose.DEMO and not settings.DEMO):
        return _guarded(render(request, "accounts/link_gone.html", status=404))
    invited = link.purpose == OneTimeLink.Purpose.INVITATION
    form = FirstPasswordForm(link.user) if invited else None
    if request.method == "POST":
        if invited:
            form = FirstPasswordForm(link.user, request.POST)
        if form is None or form.is_valid():
            return _guarded(_enter(request, token, form.cleaned_data["new_password1"] if form else None))
    status = 422 if form and form.errors else 200
    return _guarded(render(request, "accounts/link.html", {"link": link, "form": form}, status=status))


def _enter(request: HttpRequest, token: str, password: str | None) -> HttpResponse:
    """Use the link up and sign its user in; a second step, where there is one, still follows."""
    user = use_link(token=token, now=timezone.now(), password=password)
    if user is None:
        return render(request, "accounts/link_gone.html", status=404)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="one_time_link")
    answer: HttpResponse = perform_login(request, Login(user=user, email=user.email))
    return answer


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is a secret: nobody hears more of it than the site, no search engine keeps it.

    Under "no-referrer" a browser sends "Origin: null" with the form, which the check against forgery must refuse.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
