"""Sign-in with allauth: how its pages behave here."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.jobs import send_message, send_way_back
from accounts.models import User


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; mail leaves by the worker and names only the configured address of the site."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "email_password_mismatch": _("This e-mail address and this password do not belong together."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address within kamplan: `?next=//elsewhere` leads to the start page."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has signed in within the last minutes need not prove it again to change how they do."""
        proofs = [record["at"] for record in get_authentication_records(self.request, self.request.user)]
        return time.time() - max(proofs, default=0.0) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def format_email_subject(self, subject: str) -> str:
        return f"kamplan: {subject}"

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, {**context, "site_address": settings.SITE_ADDRESS})
        send_message.enqueue(message.subject, message.body, email)

    def send_way_back(self, address: str) -> None:
        """The same work here for every address; the worker finds out whether somebody has it."""
        send_way_back.enqueue(address)
