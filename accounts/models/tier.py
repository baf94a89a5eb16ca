"""Tier sets: the classes accounts are divided into, where one ends and the next begins, and what each of them gets."""

from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.domain.pyramid import Cut

LONGEST_WINDOW = 60
LONGEST_CADENCE = 730
WORTH_NOTICING, TOO_MANY = 15, 35  # key accounts of one manager


class TierSetQuerySet(models.QuerySet["TierSet"]):
    def active(self) -> "TierSet | None":
        """The one that classifies now."""
        return self.filter(state=TierSet.State.ACTIVE).prefetch_related("tiers").first()

    def draft(self) -> "TierSet | None":
        """The one somebody is preparing."""
        return self.filter(state=TierSet.State.DRAFT).prefetch_related("tiers").first()


class TierSet(models.Model):
    """One way to divide all accounts. It is prepared as a draft; once applied it is never changed again."""

    class Basis(models.TextChoices):
        REVENUE = "revenue", _("Revenue")
        MARGIN = "margin", _("Contribution margin")
        COMPOSITE = "composite", _("Revenue, margin and growth, weighted")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("In use")
        RETIRED = "retired", _("Retired")

    name = models.CharField(_("name"), max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    basis = models.CharField(_("what counts"), max_length=10, choices=Basis, default=Basis.REVENUE)
    revenue_weight = models.PositiveSmallIntegerField(_("weight of revenue"), default=50)
    margin_weight = models.PositiveSmallIntegerField(_("weight of margin"), default=30)
    growth_weight = models.PositiveSmallIntegerField(_("weight of growth"), default=20)
    months = models.PositiveSmallIntegerField(
        _("months looked back"), default=12, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WINDOW)]
    )
    lasting = models.PositiveSmallIntegerField(
        _("runs a move must last"), default=2, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    many_key_accounts = models.PositiveSmallIntegerField(_("key accounts that are many"), default=WORTH_NOTICING)
    too_many_key_accounts = models.PositiveSmallIntegerField(_("key accounts that are too many"), default=TOO_MANY)
    version = models.PositiveIntegerField(default=1, editable=False)
    applied_at = models.DateTimeField(null=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = TierSetQuerySet.as_manager()

    class Meta:
        ordering = (F("applied_at").desc(nulls_first=True), "pk")
        constraints = [
            models.UniqueConstraint(name="tier_set_one_active", fields=["state"], condition=Q(state="active")),
            models.UniqueConstraint(name="tier_set_one_draft", fields=["state"], condition=Q(state="draft")),
            models.CheckConstraint(name="tier_set_named", condition=~Q(name="")),
            models.CheckConstraint(name="tier_set_state_known", condition=Q(state__in=["draft", "active", "retired"])),
            models.CheckConstraint(
                name="tier_set_basis_known", condition=Q(basis__in=["revenue", "margin", "composite"])
            ),
            models.CheckConstraint(
                name="tier_set_weights_sum_to_100",
                condition=Q(revenue_weight=100 - F("margin_weight") - F("growth_weight")),
            ),
            models.CheckConstraint(name="tier_set_months_plausible", condition=Q(months__range=(1, LONGEST_WINDOW))),
            models.CheckConstraint(name="tier_set_lasting_plausible", condition=Q(lasting__range=(1, 12))),
            models.CheckConstraint(
                name="tier_set_many_before_too_many", condition=Q(many_key_accounts__lte=F("too_many_key_accounts"))
            ),
            models.CheckConstraint(
                name="tier_set_applied_at_a_time",
                condition=Q(state="draft", applied_at=None) | ~Q(state="draft") & Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def weights(self) -> Mapping[str, int]:
        """Per cent, by criterion; what counts alone weighs all."""
        if self.basis == self.Basis.COMPOSITE:
            return {"revenue": self.revenue_weight, "margin": self.margin_weight, "growth": self.growth_weight}
        return {str(self.basis): 100}

    def ordered_tiers(self) -> list["Tier"]:
        """Best first. Costs nothing on a set read with its tiers."""
        return sorted(self.tiers.all(), key=lambda tier: tier.order)

    def cuts(self) -> list[Cut]:
        """Where each tier but the last ends."""
        return [Cut.of_percent(tier.cut, tier.band) for tier in self.ordered_tiers() if tier.cut is not None]


class Tier(models.Model):
    """One class: up to which share of all value it reaches, and what its accounts get."""

    class Plan(models.TextChoices):
        FULL = "full", _("Full plan")
        PAGE = "page", _("Plan on one page")
        NONE = "none", _("No plan")

    set = models.ForeignKey(TierSet, models.CASCADE, related_name="tiers", db_index=False)
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=30)
    cut = models.DecimalField(
        _("ends at % of the value"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )  # fmt: skip
    band = models.DecimalField(
        _("half-band, percentage points"), max_digits=4, decimal_places=2, default=0,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )  # fmt: skip
    contact_ideal = models.PositiveSmallIntegerField(_("days between contacts"), null=True, blank=True)
    contact_latest = models.PositiveSmallIntegerField(_("at the latest"), null=True, blank=True)
    plan = models.CharField(_("account plan"), max_length=10, choices=Plan, default=Plan.NONE)
    review_months = models.PositiveSmallIntegerField(_("months between reviews"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget a year and account"), max_digits=15, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    is_key = models.BooleanField(_("key accounts"), default=False)

    class Meta:
        ordering = ("set", "order")
        constraints = [
            models.UniqueConstraint(name="tier_order_once", fields=["set", "order"]),
            models.UniqueConstraint(name="tier_name_once", fields=["set", "name"]),
            models.CheckConstraint(name="tier_named", condition=~Q(name="")),
            models.CheckConstraint(name="tier_cut_is_a_share", condition=Q(cut=None) | Q(cut__gt=0, cut__lte=100)),
            models.CheckConstraint(name="tier_band_plausible", condition=Q(band__range=(0, 50))),
            models.CheckConstraint(name="tier_plan_known", condition=Q(plan__in=["full", "page", "none"])),
            models.CheckConstraint(
                name="tier_contact_ideal_before_latest",
                condition=Q(contact_ideal=None, contact_latest=None)
                | Q(
                    contact_ideal__isnull=False,
                    contact_latest__isnull=False,
                    contact_ideal__gte=1,
                    contact_latest__gte=F("contact_ideal"),
                    contact_latest__lte=LONGEST_CADENCE,
                ),
            ),
            models.CheckConstraint(
                name="tier_review_plausible", condition=Q(review_months=None) | Q(review_months__range=(1, 60))
            ),
            models.CheckConstraint(name="tier_budget_not_negative", condition=Q(budget=None) | Q(budget__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name
