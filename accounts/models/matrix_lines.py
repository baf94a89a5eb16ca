"""Where the house cuts its portfolio matrix: the newest lines hold, the earlier ones say since when."""

from fractions import Fraction

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.matrix import Lines

PERCENT, RELATIVE = (0, 100), (-9, 9)


class MatrixLinesQuerySet(models.QuerySet["MatrixLines"]):
    def in_use(self) -> Lines:
        """The house's; before anybody has set any, those of the books."""
        newest = self.order_by("-pk").values_list("attractiveness", "strength").first()
        return Lines(*map(Fraction, newest)) if newest else Lines()


class MatrixLines(models.Model):
    """Lines somebody has set for the whole house."""

    attractiveness = models.DecimalField(
        _("attractive from"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(PERCENT[0]), MaxValueValidator(PERCENT[1])],
    )
    strength = models.DecimalField(
        _("strong from"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(RELATIVE[0]), MaxValueValidator(RELATIVE[1])],
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    set_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MatrixLinesQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(name="lines_attractiveness_percent", condition=Q(attractiveness__range=PERCENT)),
            models.CheckConstraint(name="lines_strength_in_points", condition=Q(strength__range=RELATIVE)),
        ]

    def __str__(self) -> str:
        return f"{self.attractiveness} % / {self.strength}"
