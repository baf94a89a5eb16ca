"""What every request passes: the user's language and time zone, and a calm answer when the database is away."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

Handler = Callable[[HttpRequest], HttpResponse]


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


def database_trouble(get_response: Handler) -> Handler:
    """503 and 'try again' instead of an error page when the database is locked or away."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        return render(request, "503.html", status=503, headers={"Retry-After": "5"})

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def never_stored(get_response: Handler) -> Handler:
    """No page of a signed-in user stays in a shared or local cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
