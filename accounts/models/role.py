"""Roles: what a user is in a unit and in all units below it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.unit import Unit
from accounts.models.user import User
from kamplan.history import TracedChanges


class Role(models.Model):
    """A user's role in a unit; it reaches down the tree."""

    class Kind(models.TextChoices):
        DIRECTOR = "director", _("Sales director")
        MANAGER = "manager", _("Sales manager")
        KAM = "kam", _("Key account manager")
        ADMIN = "admin", _("Administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("user"))
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="roles", verbose_name=_("unit"))
    kind = models.CharField(_("role"), max_length=10, choices=Kind)

    history = TracedChanges()

    class Meta:
        ordering = ("unit__path", "kind", "user_id")
        constraints = [
            models.UniqueConstraint(name="role_once", fields=["user", "unit", "kind"]),
            models.CheckConstraint(
                name="role_kind_known", condition=Q(kind__in=["director", "manager", "kam", "admin"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"
