"""Users' own settings: name, language, time zone, light or dark, and the ways to their security."""

from copy import copy

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from accounts.access import Request
from accounts.forms.me import MeForm
from kamplan.history import save_by


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: Request) -> HttpResponse:
    user = copy(request.user)  # the bar above keeps showing what is saved, not what was typed
    form = MeForm(instance=user)
    if request.method == "POST":
        form = MeForm(request.POST, instance=user)
        if form.is_valid():
            save_by(form.instance, by=request.user)
            with override(user.language):
                messages.success(request, _("Saved."))
            return redirect("me")
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "form": form,
        "roles": user.roles.select_related("unit"),
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        "required": user.has_role(*settings.TWO_STEP_REQUIRED_OF),
        "session_count": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "accounts/me.html", context, status=422 if form.errors else 200)
