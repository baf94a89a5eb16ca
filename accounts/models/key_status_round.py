"""Rounds in which the whole house confirms its key accounts, and who reads the whole list of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class KeyStatusRoundQuerySet(models.QuerySet["KeyStatusRound"]):
    def newest(self) -> "KeyStatusRound | None":
        """The one that counts now; opening the next one ends it."""
        return self.order_by("-number").first()


class KeyStatusRound(models.Model):
    """A period at whose end every key account has been confirmed or revoked."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    name = models.CharField(_("name"), max_length=60, unique=True)
    opened_on = models.DateField(_("opened"), editable=False)
    until = models.DateField(_("confirm until"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = KeyStatusRoundQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.CheckConstraint(name="key_status_round_named", condition=Q(name__regex=r"\S")),
            models.CheckConstraint(name="key_status_round_has_time", condition=Q(until__gt=F("opened_on"))),
        ]

    def __str__(self) -> str:
        return self.name


class KeyStatusReachQuerySet(models.QuerySet["KeyStatusReach"]):
    def newest(self) -> "KeyStatusReach | None":
        return self.order_by("-pk").select_related("chosen_by").first()

    def is_open(self) -> bool:
        """Does everybody read the whole list? As long as nobody has chosen: no."""
        newest = self.newest()
        return newest is not None and newest.open_to_all


class KeyStatusReach(models.Model):
    """A director's choice of who reads the whole list. The newest holds, the others tell what held before."""

    open_to_all = models.BooleanField(_("everybody reads the whole list"))
    chosen_at = models.DateTimeField(auto_now_add=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = KeyStatusReachQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.open_to_all} {self.chosen_at}"
