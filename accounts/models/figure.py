"""Figures of the customer: what it is and owns, and its budgets and key figures year by year, each with a source."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from accounts.domain.figure import Amount, Development, Share, developments, shares
from accounts.models.account import Account
from kamplan.history import TracedChanges

YEARS = (1990, 2100)


class CustomerProfile(models.Model):
    """What the customer is: whose, what it lives by, how large, where it decides, what it expects to get back.

    Unknown is empty, never zero.
    """

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="profile")
    ownership = models.CharField(_("ownership"), max_length=300, blank=True)
    business_model = models.CharField(_("business model"), max_length=300, blank=True)
    reach = models.CharField(_("reach"), max_length=300, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    sites = models.PositiveIntegerField(_("sites"), null=True, blank=True)
    users = models.PositiveIntegerField(_("users of what we sell"), null=True, blank=True)
    technology = models.PositiveSmallIntegerField(
        _("technology intensity"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    decided_at = models.CharField(_("where decisions are made"), max_length=300, blank=True)
    expects = models.CharField(_("return it expects"), max_length=300, blank=True)

    history = TracedChanges()

    class Meta:
        ordering = ("account",)
        constraints = [
            models.CheckConstraint(
                name="profile_technology_1_to_10", condition=Q(technology=None) | Q(technology__range=(1, 10))
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)


class FigureQuerySet(models.QuerySet["Figure"]):
    def by_year(self) -> "FigureQuerySet":
        """The newest year first, and its figures in the order in which annual reports tell them."""
        places = (When(kind=kind, then=place) for place, kind in enumerate(Figure.Kind.values))
        return self.order_by("-year", Case(*places), "category")

    def shares(self) -> list[Share]:
        """What the figures of each year say of each other, the newest year first."""
        return shares(self.amounts())

    def developments(self) -> list[Development]:
        """How each has gone over the years, in the order of annual reports."""
        order = list(Figure.Kind.values)
        return sorted(developments(self.amounts()), key=lambda each: (order.index(each.kind), each.category))

    def amounts(self) -> list[Amount]:
        return [Amount(each.year, each.kind, each.amount, each.currency, each.category) for each in self]


class Figure(models.Model):
    """One number of one year of the customer's own, and who says so."""

    class Kind(models.TextChoices):
        OPERATING_BUDGET = "operating_budget", _("Operating budget")
        CATEGORY_BUDGET = "category_budget", _("Budget of a category")
        TURNOVER = "turnover", _("Turnover")
        OPERATING_RESULT = "operating_result", _("Operating result")
        RESULT = "result", _("Result before tax")
        NET_RESULT = "net_result", _("Net result")
        EQUITY = "equity", _("Equity")
        ASSETS = "assets", _("Total assets")

    class Share(models.TextChoices):
        """Worked out from two of them."""

        OPERATING_MARGIN = "operating_margin", _("Operating margin")
        NET_MARGIN = "net_margin", _("Net margin")
        EQUITY_RATIO = "equity_ratio", _("Equity ratio")

    account = models.ForeignKey(Account, models.CASCADE, related_name="figures", db_index=False)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]
    )
    kind = models.CharField(_("figure"), max_length=20, choices=Kind)
    category = models.CharField(_("category"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    source = models.CharField(_("source"), max_length=200)

    objects = FigureQuerySet.as_manager()
    history = TracedChanges()

    class Meta:
        ordering = ("account", F("year").desc(), "kind", "category")
        constraints = [
            models.UniqueConstraint(name="figure_once_a_year", fields=["account", "year", "kind", "category"]),
            models.CheckConstraint(
                name="figure_kind_known",
                condition=Q(
                    kind__in=[
                        *("operating_budget", "category_budget", "turnover"),
                        *("operating_result", "result", "net_result", "equity", "assets"),
                    ]
                ),
            ),
            models.CheckConstraint(name="figure_year_plausible", condition=Q(year__range=YEARS)),
            models.CheckConstraint(
                name="figure_category_for_its_budget_alone",
                condition=Q(kind="category_budget") & ~Q(category="") | ~Q(kind="category_budget") & Q(category=""),
            ),
            models.CheckConstraint(name="figure_with_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_kind_display(), self.category, str(self.year))))
