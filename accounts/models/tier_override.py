"""Decisions that set an account's class against the rule, until a day and for a reason."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models.account import Account
from accounts.models.tier import Tier


class TierOverrideQuerySet(models.QuerySet["TierOverride"]):
    def holding(self, day: date) -> "TierOverrideQuerySet":
        """The last day is the last one that it holds on."""
        return self.filter(expires__gte=day)


class TierOverride(models.Model):
    """One class for one account, decided by somebody. At most one for each account."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="tier_override")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="overrides", verbose_name=_("class"))
    reason = models.CharField(_("reason"), max_length=500)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by"), editable=False
    )
    expires = models.DateField(_("until and including"))
    decided_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    objects = TierOverrideQuerySet.as_manager()

    class Meta:
        ordering = ("account",)
        constraints = [models.CheckConstraint(name="tier_override_reasoned", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.account} {self.tier}"
