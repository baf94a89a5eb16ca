"""Uploads: a file of answers between the preview and the survey it becomes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from surveys.models.survey import Survey


class Upload(models.Model):
    """A checked file, kept until its user confirms it or a day has passed."""

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked")
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="uploads")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    title = models.CharField(_("title"), max_length=150)
    scale_low = models.SmallIntegerField(default=1)
    scale_high = models.SmallIntegerField(default=10)
    invited = models.PositiveIntegerField(null=True, blank=True)
    provenance = models.CharField(max_length=300, blank=True)
    found = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKED)
    survey = models.ForeignKey(Survey, models.SET_NULL, null=True, related_name="uploads")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(
                name="upload_state_known", condition=Q(state__in=["checked", "waiting", "done", "failed"])
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
