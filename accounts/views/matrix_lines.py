"""Where the house cuts its portfolio matrix: setting the lines, and what they were before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request, criteria_to_arrange
from accounts.forms.matrix import LINES, MatrixLinesForm, figures
from accounts.models import MatrixLines

MOST_PAST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_lines(request: Request) -> HttpResponse:
    """It begins with the lines the address tells, so that one can try them on the matrix first."""
    criteria_to_arrange(request.user)
    in_use = dict(zip(LINES, figures(MatrixLines.objects.in_use()), strict=True))
    form = MatrixLinesForm(initial={**in_use, **{name: request.GET[name] for name in LINES if request.GET.get(name)}})
    if request.method == "POST":
        form = MatrixLinesForm(request.POST)
        if form.is_valid():
            lines = form.save(commit=False)
            lines.set_by = request.user
            lines.save()
            messages.success(request, _("The matrix is cut along these lines from now on, for everybody."))
            return redirect("matrix")
    past = MatrixLines.objects.select_related("set_by")[:MOST_PAST]
    context = {"form": form, "past": past}
    return render(request, "accounts/matrix/lines.html", context, status=422 if form.errors else 200)
