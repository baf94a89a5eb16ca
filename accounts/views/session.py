"""Users' own sessions: where they are signed in, and ending that."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Request
from accounts.changes import session as changes


@require_safe
def session_list(request: Request) -> HttpResponse:
    sessions = UserSession.objects.purge_and_list(request.user)
    sessions.sort(key=lambda session: session.last_seen_at, reverse=True)
    return render(request, "accounts/session_list.html", {"sessions": sessions})


@require_POST
def session_end(request: Request, pk: int) -> HttpResponse:
    if changes.end_session(request.user, pk):
        messages.success(request, _("The session has ended."))
    return redirect("session_list")


@require_POST
def session_end_others(request: Request) -> HttpResponse:
    ended = changes.end_sessions(request.user, keep=request.session.session_key)
    said = ngettext("%(count)s other session has ended.", "%(count)s other sessions have ended.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("session_list")
