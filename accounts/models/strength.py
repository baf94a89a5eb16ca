"""Judgements of relative strength: how the customer would rate us and the best rival, kept for good with their set."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Max, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.attractiveness import HIGHEST, LOWEST
from accounts.domain.strength import Pair
from accounts.models.account import Account
from accounts.models.contact import Contact
from accounts.models.factors import FactorSet, WeighedFactor

RATING = (LOWEST, HIGHEST)
PRICE = (1, 1000)  # ours, where that of the rival is 100


class StrengthJudgementQuerySet(models.QuerySet["StrengthJudgement"]):
    def newest(self, factor_set: FactorSet) -> "StrengthJudgementQuerySet":
        """By a set: of each rater of each account the last one, which counts."""
        by_set = StrengthJudgement.objects.order_by().filter(set=factor_set)
        last = by_set.values("account", "rater").annotate(last=Max("pk"))
        return self.filter(pk__in=last.values("last"))

    def with_contact(self) -> "StrengthJudgementQuerySet":
        """In the order they were made, each with the name of whom was asked, unless that contact lies in the bin."""
        there = When(asked_contact__deleted_at=None, then=F("asked_contact__name"))
        return self.order_by("pk").annotate(contact=Case(there))


class StrengthJudgement(models.Model):
    """What one rater thinks the customer thinks, and whether the customer was asked. A change of mind is another."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="strength_judgements", db_index=False)
    set = models.ForeignKey(FactorSet, models.PROTECT, related_name="judgements", db_index=False)
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"), default=timezone.localdate)
    rival = models.CharField(_("best rival"), max_length=120)
    asked = models.BooleanField(_("asked the customer"), default=False)
    asked_contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("whom")
    )
    asked_on = models.DateField(_("when"), null=True, blank=True)
    price = models.PositiveSmallIntegerField(_("our price, where the rival’s is 100"), null=True, blank=True)

    objects = StrengthJudgementQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [
            models.Index(name="strength_of_account", fields=["account", "rater", "set", "id"]),
            models.Index(name="strength_by_set", fields=["set", "account", "rater", "id"]),
        ]
        constraints = [
            models.CheckConstraint(name="strength_rival_named", condition=~Q(rival="")),
            models.CheckConstraint(name="strength_price_plausible", condition=Q(price=None) | Q(price__range=PRICE)),
            models.CheckConstraint(
                name="strength_asked_on_a_day",
                condition=Q(asked=True, asked_on__isnull=False)
                | Q(asked=False, asked_on__isnull=True, asked_contact__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.rater} {self.on}"


class FactorRating(models.Model):
    """The two ratings on one factor, and what speaks for them."""

    judgement = models.ForeignKey(StrengthJudgement, models.CASCADE, related_name="ratings", db_index=False)
    factor = models.ForeignKey(WeighedFactor, models.PROTECT, related_name="ratings")
    own = models.PositiveSmallIntegerField(_("we"), null=True)
    rival = models.PositiveSmallIntegerField(_("the rival"), null=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)

    class Meta:
        ordering = ("judgement", "pk")
        constraints = [
            models.UniqueConstraint(name="factor_rating_once", fields=["judgement", "factor"]),
            models.CheckConstraint(name="factor_own_from_1_to_10", condition=Q(own=None) | Q(own__range=RATING)),
            models.CheckConstraint(name="factor_rival_from_1_to_10", condition=Q(rival=None) | Q(rival__range=RATING)),
        ]

    def __str__(self) -> str:
        return f"{self.factor} {self.own} {self.rival}"

    @property
    def pair(self) -> Pair:
        return Pair(self.own, self.rival)
