"""One-time links: how an invited user, or a visitor of the demo, comes in the first time."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    def issue(self, user: User, *, purpose: str, now: datetime, valid: timedelta) -> str:
        """Make a link and return its token, which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        self.create(user=user, purpose=purpose, token_hash=hash_of(token), expires_at=now + valid)
        return token

    def usable(self, token: str, now: datetime) -> "OneTimeLinkQuerySet":
        """The link of this token, when it is neither used nor expired and its user is active."""
        return self.filter(
            token_hash=hash_of(token), used_at=None, expires_at__gt=now, user__is_active=True
        ).select_related("user")


class OneTimeLink(models.Model):
    """A link that signs its user in once. Only the hash of its token is stored."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        DEMO = "demo", _("Demonstration")

    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(name="link_purpose_known", condition=Q(purpose__in=["invitation", "demo"])),
            models.CheckConstraint(name="link_expires_later", condition=Q(expires_at__gt=models.F("created_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.user}"
