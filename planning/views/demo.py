"""Leave the demonstration: remove what is invented and start for real."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request
from kamplan.htmx import render_page
from planning.changes.leave_demo import demo_contents, demo_notice, needs_successor, remove_demo, start_for_real
from planning.forms.demo import SuccessorForm


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: Request) -> HttpResponse:
    notice = demo_notice(request.user)
    if not notice.may_remove:
        raise PermissionDenied
    if not notice.is_there:
        raise Http404
    wants_successor = needs_successor()
    form = SuccessorForm()
    if request.method == "POST" and wants_successor:
        form = SuccessorForm(request.POST)
        if form.is_valid():
            return redirect("one_time_link", start_for_real(form.successor(), now=timezone.now()))
    elif request.method == "POST":
        remove_demo()
        messages.success(request, _("The demonstration is gone. What you see now is yours."))
        return redirect("home")
    context = {"form": form, "wants_successor": wants_successor, "contents": demo_contents()}
    return render_page(request, "planning/demo.html", context, status=422 if form.is_bound else 200)
