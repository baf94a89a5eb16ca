"""Revenue: what an account buys of us, by service area and month, and what it was meant to buy."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.account import Account
from kamplan.fields import MonthField, SortKeyField

SMALLEST_RATE = Decimal("0.00000001")


class ServiceArea(models.Model):
    """What we sell, in two levels: a group of services, and the services in it."""

    name = models.CharField(_("name"), max_length=120)
    sort_key = SortKeyField(sources=("name",))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="services")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "sort_key", "pk")
        constraints = [
            models.UniqueConstraint(name="area_name_once_in_group", fields=["parent", "sort_key"]),
            models.UniqueConstraint(name="area_group_once", fields=["sort_key"], condition=Q(parent=None)),
            models.CheckConstraint(name="area_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ExchangeRate(models.Model):
    """What one unit of a currency is worth in the currency of the house, from this day on."""

    currency = models.CharField(_("currency"), max_length=3)
    on = models.DateField(_("from"))
    rate = models.DecimalField(
        _("rate"), max_digits=15, decimal_places=8, validators=[MinValueValidator(SMALLEST_RATE)]
    )

    class Meta:
        ordering = ("currency", "-on")
        constraints = [
            models.UniqueConstraint(name="rate_once_a_day", fields=["currency", "on"]),
            models.CheckConstraint(name="rate_above_zero", condition=Q(rate__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.on}"


class Revenue(models.Model):
    """One fact: revenue, and contribution margin where it is known, of one account in one area and month.

    Credit notes are negative. Each currency is a fact of its own: sums across currencies need a dated rate.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="revenues", db_index=False)
    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="revenues")
    month = MonthField(_("month"))
    recurring = models.BooleanField(_("recurring"), default=False)
    currency = models.CharField(_("currency"), max_length=3)
    revenue = models.DecimalField(_("revenue"), max_digits=15, decimal_places=2)
    margin = models.DecimalField(_("contribution margin"), max_digits=15, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("account", "month", "pk")
        constraints = [
            models.UniqueConstraint(name="revenue_once", fields=["account", "month", "area", "recurring", "currency"]),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.month:%Y-%m} {self.area}"


class Budget(models.Model):
    """What an account should bring in a year: the budget agreed, or the quota given from above."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("Budget")
        QUOTA = "quota", _("Quota")

    account = models.ForeignKey(Account, models.CASCADE, related_name="budgets", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BUDGET)
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        ordering = ("account", F("year").desc(), "kind")
        constraints = [
            models.UniqueConstraint(name="budget_once_a_year", fields=["account", "year", "kind"]),
            models.CheckConstraint(name="budget_kind_known", condition=Q(kind__in=["budget", "quota"])),
            models.CheckConstraint(name="budget_year_plausible", condition=Q(year__range=(1990, 2100))),
            models.CheckConstraint(name="budget_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.year} {self.get_kind_display()}"
