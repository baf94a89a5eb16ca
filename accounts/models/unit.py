"""Units: the supplier's own tree of group, countries, regions and teams."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kamplan.history import TracedChanges


class UnitQuerySet(models.QuerySet["Unit"]):
    def at_or_below(self, units: Iterable["Unit"]) -> "UnitQuerySet":
        """The units given and all that stand below them."""
        return self.under_paths(unit.path for unit in units)

    def under_paths(self, paths: Iterable[str]) -> "UnitQuerySet":
        """The same by path. A unit not yet placed has no path, and nothing stands below it."""
        wanted = Q()
        for path in filter(None, paths):
            wanted |= Q(path__startswith=path)
        return self.filter(wanted) if wanted else self.none()


class Unit(models.Model):
    """One box of the tree. `path` holds the ids from the top down, so that one prefix finds all below."""

    class Kind(models.TextChoices):
        GROUP = "group", _("Group")
        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")
        TEAM = "team", _("Team")

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    path = models.CharField(max_length=250, editable=False, default="", db_index=True)
    is_demo = models.BooleanField(default=False, editable=False)

    history = TracedChanges(excluded_fields=["path"])
    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                name="unit_kind_known", condition=Q(kind__in=["group", "country", "region", "team"])
            ),
            models.CheckConstraint(name="unit_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.UniqueConstraint(name="unit_name_once_per_parent", fields=["parent", "name"]),
            models.UniqueConstraint(name="unit_name_once_at_the_top", fields=["name"], condition=Q(parent=None)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 at the top."""
        return self.path.count(".") - 1

    def step(self) -> str:
        """This unit's own part of the path."""
        return f"{self.pk:06d}."

    def is_at_or_below(self, path: str) -> bool:
        """Does this unit stand at or below the unit of this path?"""
        return bool(path) and self.path.startswith(path)
