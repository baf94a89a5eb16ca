"""The pages for what went wrong. Each says what happened, that nothing is lost or changed, and the way on."""

import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation

from kamplan.away import database_is_away

MOST_BYTES = 20 * 2**20  # of one request; a chapter that takes files refuses much smaller ones with a word of its own
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class CappedUpload(FileUploadHandler):
    """First in the row of upload handlers: refuses a huge request before a byte of it reaches the disk."""

    def handle_raw_input(
        self, input_data: object, META: object, content_length: int, boundary: object, encoding: object = None
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that makes no sense, or more of one than we take; or a session that could not be written."""
    if database_is_away(exception):
        return try_again(request)
    if isinstance(exception, TOO_MUCH):
        return plain_page(request, "413.html", status=413)
    return plain_page(request, "400.html", status=400)


def wrong_method(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who opens an address that only takes forms reads why nothing is there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and request.method == "GET" and request.accepts("text/html"):
            response.content = plain_page(request, "405.html", status=405).content
        return response

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """503 and "try again" when the database is locked or away, wherever that was noticed; else our own mistake."""
    return try_again(request) if database_is_away(sys.exc_info()[1]) else plain_page(request, "500.html", status=500)


def try_again(request: HttpRequest) -> HttpResponse:
    response = plain_page(request, "503.html", status=503)
    response.headers["Retry-After"] = "5"
    return response


def plain_page(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """A page that asks neither for the session nor for the user, so that it stands when these fall."""
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    with translation.override(language):
        page = loader.get_template(template).render({"language": language, "address": request.get_full_path()})
    response = HttpResponse(page, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
