"""Runs: what the rule said of every account in a month, recorded for good."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account, AccountQuerySet
from accounts.models.tier import Tier, TierSet
from kamplan.fields import MonthField


class TierRunQuerySet(models.QuerySet["TierRun"]):
    def newest(self) -> "TierRun | None":
        """The one whose classes are official."""
        return self.by_age().first()

    def by_age(self) -> "TierRunQuerySet":
        return self.select_related("set").order_by("-month", "-pk")

    def as_of(self, day: date) -> "TierRun | None":
        """The one whose classes were official on a day: recorded for a month that had ended by then."""
        return self.by_age().filter(as_of__lte=day).first()


class TierRun(models.Model):
    """One classification of all accounts, of the figures up to a day."""

    set = models.ForeignKey(TierSet, models.PROTECT, related_name="runs", db_index=False)
    month = MonthField(_("month"))
    as_of = models.DateField(_("figures up to"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    facts = models.PositiveIntegerField(default=0)  # what was counted, and what could not be
    facts_without_margin = models.PositiveIntegerField(default=0)
    facts_without_rate = models.JSONField(default=dict)  # how many, by currency

    objects = TierRunQuerySet.as_manager()

    class Meta:
        ordering = ("month", "pk")
        constraints = [models.UniqueConstraint(name="tier_run_once_a_month", fields=["set", "month"])]

    def __str__(self) -> str:
        return f"{self.set} {self.month:%Y-%m}"


class TierStandingQuerySet(models.QuerySet["TierStanding"]):
    def of_newest_run(self) -> "TierStandingQuerySet":
        return self.filter(run=Subquery(TierRun.objects.order_by("-month", "-pk").values("pk")[:1]))

    def among(self, accounts: AccountQuerySet) -> "TierStandingQuerySet":
        return self.filter(account__in=accounts.order_by().values("pk"))

    def story(self, account: Account) -> "TierStandingQuerySet":
        """Every run of one account, newest first, with all that explains it."""
        above = Tier.objects.filter(set=OuterRef("rule_tier__set"), order=OuterRef("rule_tier__order") - 1)
        return (
            self.filter(account=account)
            .select_related("run__set", "tier", "rule_tier", "previous", "heading")
            .annotate(cut_above=Subquery(above.values("cut")[:1]), band_above=Subquery(above.values("band")[:1]))
            .order_by("-run__month", "-run_id")
        )


class TierStanding(models.Model):
    """An account in a run: its value and place, its class, and why.

    `tier` is what holds; `rule_tier` what the rule alone says, which differs while somebody has decided otherwise.
    """

    class Cause(models.TextChoices):
        FIRST = "first run", _("first run")
        SAME = "same as before", _("same as before")
        BAND = "inside the band around the cut", _("inside the band around the cut")
        WAITING = "not yet lasting", _("not yet lasting")
        UP = "moved up", _("moved up")
        DOWN = "moved down", _("moved down")
        DECIDED = "decided", _("decided by somebody, against the rule")
        EXPIRED = "decision expired", _("a decision has expired")

    run = models.ForeignKey(TierRun, models.CASCADE, related_name="standings", db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="standings", db_index=False)
    value = models.DecimalField(max_digits=15, decimal_places=2)
    revenue = models.DecimalField(max_digits=15, decimal_places=2)
    before = models.DecimalField(max_digits=11, decimal_places=10)
    place = models.PositiveIntegerField()
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="standings", db_index=False)
    rule_tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", db_index=False)
    previous = models.ForeignKey(Tier, models.PROTECT, null=True, related_name="+", db_index=False)
    cause = models.CharField(max_length=40, choices=Cause)
    heading = models.ForeignKey(Tier, models.PROTECT, null=True, related_name="+", db_index=False)
    runs = models.PositiveSmallIntegerField(default=0)

    objects = TierStandingQuerySet.as_manager()

    class Meta:
        ordering = ("run", "place", "account")
        constraints = [
            models.UniqueConstraint(name="standing_once_a_run", fields=["run", "account"]),
            models.CheckConstraint(name="standing_before_is_a_share", condition=Q(before__range=(0, 1))),
            models.CheckConstraint(name="standing_place_from_1", condition=Q(place__gte=1)),
            models.CheckConstraint(
                name="standing_heads_for_some_runs",
                condition=Q(heading=None, runs=0) | Q(heading__isnull=False, runs__gte=1),
            ),
        ]
        # Both hold all that a list of accounts by class asks for.
        indexes = [
            models.Index(name="standing_by_tier", fields=["run", "tier", "account"]),
            models.Index(name="standing_by_account", fields=["account", "run", "tier"]),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.tier}"

    @property
    def percent_before(self) -> Decimal:
        """Of all value, what those give who are worth more."""
        return 100 * self.before
