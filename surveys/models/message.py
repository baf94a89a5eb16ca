"""Messages: the outbox of a survey. A row is written with the act that makes it necessary, sent by the worker."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.invitation import Invitation


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """To be sent now, for the first time or again."""
        return self.filter(state=Message.State.WAITING, next_try_at__lte=now)

    def put_off(self) -> "MessageQuerySet":
        """Tried in vain, and tried again or given up."""
        return self.filter(state__in=[Message.State.WAITING, Message.State.FAILED]).exclude(error="")


class Message(models.Model):
    """A mail to one invited person. It holds no text and no link: both are made when it is sent.

    `identifier` becomes the Message-ID, the same however often sending is tried: a repetition after a crash can be
    told from a second mail.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        BOUNCED = "bounced", _("Bounced")
        FAILED = "failed", _("Given up")
        CANCELLED = "cancelled", _("Not needed any more")

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(default=0)
    identifier = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="message_once_per_number", fields=["invitation", "number"]),
            models.CheckConstraint(name="message_kind_known", condition=Q(kind__in=["invitation", "reminder"])),
            models.CheckConstraint(
                name="message_state_known",
                condition=Q(state__in=["waiting", "sent", "bounced", "failed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="message_sent_when_sent", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="message_due", fields=["next_try_at"], condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.identifier
