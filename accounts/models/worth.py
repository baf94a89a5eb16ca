"""What people have found out, or assume, about an account's worth: its place among suppliers, effort, terms."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from accounts.models.revenue import ServiceArea
from kamplan.history import TracedChanges

LONGEST = 30  # years
MOST_SUPPLIERS = 99
NOT_BELOW_ZERO = MinValueValidator(0)
PERCENT = (MinValueValidator(0), MaxValueValidator(100))


class WalletRank(models.Model):
    """Where the customer ranks us among its suppliers of a category, for when its spend is not known."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="wallet_ranks", db_index=False)
    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="wallet_ranks", verbose_name=_("category"))
    suppliers = models.PositiveSmallIntegerField(
        _("suppliers the customer uses"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SUPPLIERS)]
    )
    place = models.PositiveSmallIntegerField(
        _("our place among them"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SUPPLIERS)]
    )
    level_with = models.PositiveSmallIntegerField(
        _("how many share that place with us"), default=0, validators=[MaxValueValidator(MOST_SUPPLIERS)]
    )
    source = models.CharField(_("source"), max_length=200)
    on = models.DateField(_("as of"))
    version = models.PositiveIntegerField(default=1, editable=False)

    history = TracedChanges()

    class Meta:
        ordering = ("account", "area__order", "area__sort_key", "pk")
        constraints = [
            models.UniqueConstraint(name="wallet_rank_once", fields=["account", "area"]),
            models.CheckConstraint(name="wallet_rank_from_1", condition=Q(place__gte=1, suppliers__gte=1)),
            models.CheckConstraint(
                name="wallet_rank_among_the_suppliers", condition=Q(place__lte=F("suppliers") - F("level_with"))
            ),
            models.CheckConstraint(name="wallet_rank_with_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.area}"


class KamEffort(models.Model):
    """What key account management of an account cost in a year: hours at a rate, or one amount."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="kam_efforts", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    hours = models.DecimalField(
        _("hours"), max_digits=8, decimal_places=1, null=True, blank=True, validators=[NOT_BELOW_ZERO]
    )
    hourly = models.DecimalField(
        _("cost of an hour"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[NOT_BELOW_ZERO]
    )
    amount = models.DecimalField(
        _("amount"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[NOT_BELOW_ZERO]
    )
    currency = models.CharField(_("currency"), max_length=3)
    note = models.CharField(_("what it holds"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = TracedChanges()

    class Meta:
        ordering = ("account", F("year").desc())
        constraints = [
            models.UniqueConstraint(name="kam_effort_once_a_year", fields=["account", "year"]),
            models.CheckConstraint(name="kam_effort_year_plausible", condition=Q(year__range=(1990, 2100))),
            models.CheckConstraint(
                name="kam_effort_hours_or_amount",
                condition=Q(amount=None, hours__isnull=False, hourly__isnull=False, hours__gte=0, hourly__gte=0)
                | Q(amount__isnull=False, amount__gte=0, hours=None, hourly=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def cost(self) -> Decimal:
        """Of the whole year, in its own currency."""
        if self.amount is not None:
            return self.amount
        return (self.hours or Decimal()) * (self.hourly or Decimal())


class WorthTerms(models.Model):
    """What is assumed when the future of an account is worked out; empty is as the house has it.

    The one row without an account is the house's own, and has no gaps.
    """

    account = models.OneToOneField(Account, models.CASCADE, null=True, editable=False, related_name="worth_terms")
    retention = models.DecimalField(
        _("retention a year, %"), max_digits=5, decimal_places=2, null=True, blank=True, validators=PERCENT
    )
    interest = models.DecimalField(
        _("discount rate a year, %"), max_digits=5, decimal_places=2, null=True, blank=True, validators=PERCENT
    )
    years = models.PositiveSmallIntegerField(
        _("horizon in years"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    paid_now = models.BooleanField(_("first margin"), null=True, blank=True)
    margin = models.DecimalField(_("expected margin a year"), max_digits=15, decimal_places=2, null=True, blank=True)
    winning = models.DecimalField(
        _("cost of winning it"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[NOT_BELOW_ZERO],
    )
    agreed_until = models.DateField(_("agreement runs until"), null=True, blank=True)
    reason = models.CharField(_("why so"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = TracedChanges()

    class Meta:
        ordering = ("account",)
        constraints = [
            models.UniqueConstraint(Coalesce("account", Value(0)), name="worth_terms_of_the_house_once"),
            models.CheckConstraint(
                name="worth_terms_of_the_house_whole",
                condition=Q(account__isnull=False)
                | Q(
                    retention__isnull=False,
                    interest__isnull=False,
                    years__isnull=False,
                    paid_now__isnull=False,
                    margin=None,
                    winning=None,
                    agreed_until=None,
                ),
            ),
            models.CheckConstraint(
                name="worth_terms_plausible",
                condition=(Q(retention=None) | Q(retention__range=(0, 100)))
                & (Q(interest=None) | Q(interest__range=(0, 100)))
                & (Q(years=None) | Q(years__range=(1, LONGEST)))
                & (Q(winning=None) | Q(winning__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.account or _("The house"))
