"""Factors of relative strength: what customers buy by, in sets with weights."""

from decimal import Decimal
from fractions import Fraction

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.domain.attractiveness import ALL_WEIGHT
from accounts.domain.strength import Factor
from accounts.models.weighed_set import NAMED, Named, WeighedSet, WeighedSetQuerySet, promises

FEWEST, MOST = 4, 8


class FactorSetQuerySet(WeighedSetQuerySet["FactorSet"]):
    pass


class FactorSet(WeighedSet):
    """Four to eight factors and their weights."""

    PARTS = "factors"

    objects = FactorSetQuerySet.as_manager()

    class Meta(WeighedSet.Meta):
        constraints = promises("factor_set")

    def ordered(self) -> list["WeighedFactor"]:
        return sorted(self.parts, key=lambda each: (each.order, each.slug))

    def weighed(self) -> list[Factor]:
        """As the arithmetic takes them."""
        return [Factor(each.slug, Fraction(each.weight)) for each in self.ordered()]

    @property
    def is_complete(self) -> bool:
        return super().is_complete and FEWEST <= len(self.parts) <= MOST


class WeighedFactor(Named):
    """A factor of a set, and what it weighs."""

    set = models.ForeignKey(FactorSet, models.CASCADE, related_name="factors", db_index=False)
    weight = models.DecimalField(
        _("weight"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )

    class Meta:
        ordering = ("set", "order", "slug")
        constraints = [
            models.UniqueConstraint(name="weighed_factor_once", fields=["set", "slug"]),
            models.CheckConstraint(name="weighed_factor_named", condition=NAMED),
            models.CheckConstraint(name="weighed_factor_weighs", condition=Q(weight__gt=0, weight__lte=ALL_WEIGHT)),
        ]
