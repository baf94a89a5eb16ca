"""Assessments: how attractive raters find an account, criterion by criterion, kept for good with the set they used."""

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.attractiveness import HIGHEST, LOWEST, Gap
from accounts.domain.attractiveness import Rating as Given
from accounts.models.account import Account
from accounts.models.criteria import CriteriaSet, WeighedCriterion


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def newest(self, criteria_set: CriteriaSet) -> "AssessmentQuerySet":
        """By a set: of each rater of each account the last one, which counts."""
        by_set = Assessment.objects.order_by().filter(set=criteria_set)
        last = by_set.values("account", "rater").annotate(last=Max("pk"))
        return self.filter(pk__in=last.values("last"))


class Assessment(models.Model):
    """What one rater thought of one account on one day. A change of mind is another assessment."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="assessments", db_index=False)
    set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="assessments", db_index=False)
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"), default=timezone.localdate)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [
            models.Index(name="assessment_of_account", fields=["account", "rater", "set", "id"]),
            models.Index(name="assessment_by_set", fields=["set", "account", "rater", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.rater} {self.on}"

    def given(self) -> dict[str, Given]:
        """Its ratings as the arithmetic takes them. Costs nothing when they were read with their criteria."""
        return {each.criterion.slug: each.given for each in self.ratings.all() if each.given is not Gap.MISSING}


class Rating(models.Model):
    """The rating on one criterion, or why there is none, and what speaks for it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings", db_index=False)
    criterion = models.ForeignKey(WeighedCriterion, models.PROTECT, related_name="ratings")
    rating = models.PositiveSmallIntegerField(_("rating"), null=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)

    class Meta:
        ordering = ("assessment", "pk")
        constraints = [
            models.UniqueConstraint(name="rating_once", fields=["assessment", "criterion"]),
            models.CheckConstraint(
                name="rating_from_1_to_10", condition=Q(rating=None) | Q(rating__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(name="rating_or_not_applicable", condition=Q(not_applicable=False) | Q(rating=None)),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.rating}"

    @property
    def given(self) -> Given:
        if self.not_applicable:
            return Gap.NOT_APPLICABLE
        return Gap.MISSING if self.rating is None else self.rating
