"""Uploads: a file of answers between the preview and the survey it becomes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from surveys.domain.scale import Scale
from surveys.models.survey import Survey


class Upload(models.Model):
    """A checked file, kept until its user confirms it or a day has passed. `found` is what the preview tells of it."""

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
    survey = models.ForeignKey(Survey, models.SET_NULL, null=True, related_name="uploads")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.file_name

    @property
    def scale(self) -> Scale:
        return Scale(self.scale_low, self.scale_high)
