"""Giving out and using up one-time links."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import OneTimeLink, User
from kamplan.history import save_by

VALID = {OneTimeLink.Purpose.INVITATION: timedelta(days=7), OneTimeLink.Purpose.DEMO: timedelta(days=1)}


@transaction.atomic
def renew_link(*, user: User, purpose: OneTimeLink.Purpose, now: datetime) -> str:
    """A new link; the user's earlier ones of this purpose are void. Returns the token, which is kept nowhere."""
    user.one_time_links.filter(purpose=purpose, used_at=None).delete()
    return OneTimeLink.objects.issue(user, purpose=purpose, now=now, valid=VALID[purpose])


@transaction.atomic
def use_link(*, token: str, now: datetime, password: str | None = None) -> User | None:
    """Use the link up, once even when two try at the same moment; an invitation sets the user's password."""
    link = OneTimeLink.objects.usable(token, now).first()
    if link is None or not OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        return None
    user = link.user
    if password is not None:
        user.set_password(password)
        save_by(user, by=user)
    user.one_time_links.filter(purpose=link.purpose, used_at=None).delete()
    return user
