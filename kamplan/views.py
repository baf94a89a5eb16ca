"""The frame's own page: how far long work is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kamplan.htmx import render_page
from kamplan.jobs import Job


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked again by htmx until it is over, and then led to what was made."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    found.listen()
    response = render_page(request, "kamplan/job.html", {"job": found}, part="progress")
    if request.headers.get("HX-Request") == "true" and found.state == Job.State.DONE and found.address:
        response.headers["HX-Redirect"] = found.address
    return response
