"""The whole page, or the one part of it htmx asked for; the server names the part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `template`; when htmx asks and the view has a `part`, only that inline partial."""
    wanted = f"{template}#{part}" if part and request.headers.get("HX-Request") == "true" else template
    response = render(request, wanted, context, status=status)
    response.headers["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response
