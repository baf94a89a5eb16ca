"""What every request passes: the limits of a session, the user's language and time zone, nothing kept in caches."""

import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme

Handler = Callable[[HttpRequest], HttpResponse]


SEEN_EVERY = 5 * 60  # seconds; more often it would write the session at every request


def session_limits(get_response: Handler) -> Handler:
    """A session ends 12 hours after the sign-in, or 2 hours after it was last used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, session = int(time.time()), request.session
            began, seen = session.get("began", now), session.get("seen", now)
            if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
                logout(request)
            elif "seen" not in session or now - seen > SEEN_EVERY:
                session.update({"began": began, "seen": now})
                UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
        return get_response(request)

    return middleware


class SignInFirst(LoginRequiredMiddleware):
    """Afterwards readers get the page they asked for, and senders the page their form stood on."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(sent_from(request), reverse(settings.LOGIN_URL))


def sent_from(request: HttpRequest) -> str:
    """The page of ours that sent this; the address it was sent to may be no page at all."""
    ours, referer = f"{request.scheme}://{request.get_host()}", request.headers.get("Referer", "")
    path = referer.removeprefix(ours)
    known = path != referer and path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if known else reverse("home")


def two_step_first(get_response: Handler) -> Handler:
    """Serving strangers, those whose roles reach far set up a second step before all but their own settings."""
    if not settings.TWO_STEP_REQUIRED_OF:
        return get_response

    def middleware(request: Any) -> HttpResponse:
        request.two_step_awaited = two_step_awaited(request)
        free = request.path.startswith((reverse("account_login"), reverse("me")))
        return redirect("mfa_index") if request.two_step_awaited and not free else get_response(request)

    return middleware


def two_step_awaited(request: Any) -> bool:
    """Whether the reader's role requires a second step that is not set up yet; a session that has one asks no more."""
    user, session = request.user, request.session
    if not user.is_authenticated or session.get("two_step") or not user.has_role(*settings.TWO_STEP_REQUIRED_OF):
        return False
    if is_mfa_enabled(user):
        session["two_step"] = True
        return False
    return True


def language_and_zone(get_response: Handler) -> Handler:
    """A signed-in user's own choice; else what the browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            language, zone = user.language, user.time_zone
        else:
            language, zone = translation.get_language_from_request(request), "Europe/Oslo"
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def never_stored(get_response: Handler) -> Handler:
    """No page of a signed-in user stays in a shared or local cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
