"""Costs of changing supplier, a line each: the customer's, the new supplier's, and ours."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from accounts.models.worth import LONGEST, NOT_BELOW_ZERO
from kamplan.history import TracedChanges


class SwitchingLine(models.Model):
    """One cost of changing supplier: whose it is, of which kind, and how sure we are of it."""

    class Bearer(models.TextChoices):
        CUSTOMER = "customer", _("The customer")
        RIVAL = "rival", _("The new supplier")
        US = "us", _("We, besides the income")

    class Kind(models.TextChoices):
        """Burnham, Frels & Mahajan (2003)."""

        ECONOMIC_RISK = "economic risk", _("Procedural: economic risk")
        EVALUATION = "evaluation", _("Procedural: evaluation")
        LEARNING = "learning", _("Procedural: learning")
        SET_UP = "set-up", _("Procedural: set-up")
        BENEFIT_LOSS = "benefit loss", _("Financial: lost benefits")
        MONETARY_LOSS = "monetary loss", _("Financial: lost money")
        PERSONAL = "personal relationship", _("Relational: persons")
        BRAND = "brand relationship", _("Relational: brand")

    class Confidence(models.TextChoices):
        GUESS = "guess", _("A guess")
        ESTIMATE = "estimate", _("An estimate")
        TOLD = "told", _("Told or documented by the customer")

    account = models.ForeignKey(Account, models.CASCADE, related_name="switching_lines")
    bearer = models.CharField(_("who bears it"), max_length=10, choices=Bearer, default=Bearer.CUSTOMER)
    kind = models.CharField(_("kind"), max_length=25, choices=Kind)
    description = models.CharField(_("what it is"), max_length=200)
    once = models.DecimalField(
        _("once"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[NOT_BELOW_ZERO]
    )
    yearly = models.DecimalField(
        _("each year"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[NOT_BELOW_ZERO]
    )
    years = models.PositiveSmallIntegerField(
        _("for so many years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )
    currency = models.CharField(_("currency"), max_length=3)
    confidence = models.CharField(_("how sure"), max_length=10, choices=Confidence, default=Confidence.GUESS)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = TracedChanges()

    class Meta:
        ordering = ("account", "bearer", "kind", "pk")
        constraints = [
            models.CheckConstraint(name="switching_bearer_known", condition=Q(bearer__in=["customer", "rival", "us"])),
            models.CheckConstraint(
                name="switching_kind_known",
                condition=Q(
                    kind__in=[
                        *("economic risk", "evaluation", "learning", "set-up", "benefit loss", "monetary loss"),
                        *("personal relationship", "brand relationship"),
                    ]
                ),
            ),
            models.CheckConstraint(
                name="switching_confidence_known", condition=Q(confidence__in=["guess", "estimate", "told"])
            ),
            models.CheckConstraint(name="switching_named", condition=~Q(description="")),
            models.CheckConstraint(
                name="switching_costs_something", condition=Q(once__isnull=False) | Q(yearly__isnull=False)
            ),
            models.CheckConstraint(
                name="switching_not_negative",
                condition=(Q(once=None) | Q(once__gte=0)) & (Q(yearly=None) | Q(yearly__gte=0)),
            ),
            models.CheckConstraint(
                name="switching_years_with_the_yearly",
                condition=Q(yearly=None, years=None)
                | Q(yearly__isnull=False, years__isnull=False, years__range=(1, LONGEST)),
            ),
        ]

    def __str__(self) -> str:
        return self.description
