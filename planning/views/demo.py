"""Leave the demonstration: remove what is invented and start for real."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Unit, User
from kamplan.htmx import render_page
from planning.changes.demo import demo_contents, may_remove_demo, needs_successor, remove_demo
from planning.forms.demo import SuccessorForm


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    if not may_remove_demo(user):
        raise PermissionDenied
    if not Unit.objects.filter(is_demo=True).exists():
        raise Http404
    wanted = needs_successor()
    form = SuccessorForm(request.POST) if request.method == "POST" and wanted else SuccessorForm()
    if request.method == "POST" and (not wanted or form.is_valid()):
        remove_demo()
        messages.success(request, _("The demonstration is gone. What you see now is yours."))
        return redirect("home")
    context = {"form": form, "wants_successor": wanted, "contents": demo_contents()}
    return render_page(request, "planning/demo.html", context, status=422 if request.method == "POST" else 200)
