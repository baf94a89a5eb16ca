"""How unique an area is, and whether customers' systems hang on it: the newest word counts, earlier ones are kept."""

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.uniqueness import HIGHEST, LOWEST
from accounts.models.revenue import ServiceArea


class AreaUniquenessQuerySet(models.QuerySet["AreaUniqueness"]):
    def by_area(self) -> "dict[int, AreaUniqueness]":
        """What counts of each area somebody has rated. One query."""
        newest = AreaUniqueness.objects.order_by().values("area").annotate(last=Max("pk"))
        return {row.area_id: row for row in self.filter(pk__in=newest.values("last")).select_related("rated_by")}


class AreaUniqueness(models.Model):
    """One rating, never changed afterwards. A change of mind is another."""

    area = models.ForeignKey(ServiceArea, models.CASCADE, related_name="uniqueness")
    uniqueness = models.PositiveSmallIntegerField(_("uniqueness"))
    critical = models.BooleanField(_("system-critical"))
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    rated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AreaUniquenessQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(name="uniqueness_from_1_to_10", condition=Q(uniqueness__range=(LOWEST, HIGHEST))),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.uniqueness}"
