"""Surveys: a set of criteria put to customers and to our own sellers, on one scale."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Account, Role, Unit
from accounts.models.account import AccountQuerySet
from kamplan.fields import SearchKeyField, SortKeyField, folded
from surveys.domain.cuts import Rule, Targets
from surveys.domain.results import Results
from surveys.domain.scale import Scale
from surveys.models.criterion import Criterion
from surveys.models.tally import Tallies

if TYPE_CHECKING:
    from accounts.models import User

SEEING_ROLES = (Role.Kind.DIRECTOR, Role.Kind.MANAGER, Role.Kind.KAM)


class SurveyQuerySet(models.QuerySet["Survey"]):
    def kept(self) -> "SurveyQuerySet":
        """Without those in the bin."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: "User") -> "SurveyQuerySet":
        """Its creator, the directors, managers and KAMs of its unit or above, and who sees the account it is about."""
        return self.kept().within_sight_of(user)

    def deleted_visible_to(self, user: "User") -> "SurveyQuerySet":
        """What lies in the bin, by the same rule."""
        return self.exclude(deleted_at=None).within_sight_of(user)

    def matching(self, words: str) -> "SurveyQuerySet":
        """Every word stands somewhere in the title or in where the answers come from."""
        found = self
        for word in folded(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def within_sight_of(self, user: "User") -> "SurveyQuerySet":
        about = Q(account__isnull=False) & Exists(Account.objects.visible_to(user).filter(pk=OuterRef("account")))
        units = user.units_as(*SEEING_ROLES).values("pk")
        return self.filter(Q(created_by=user) | Q(unit__in=units) | about)


class Survey(models.Model):
    """One round of questions. `tallies` holds the joint counts of its answers, from which every figure follows.

    A confidential survey shows only what was released when it closed: `tallies` for the whole, and `cells` with the
    tallies of each group large enough, {attribute: {value: tallies}}.
    """

    class Mode(models.TextChoices):
        NAMED = "named", _("Named")
        CONFIDENTIAL = "confidential", _("Confidential")
        ANONYMOUS = "anonymous", _("Anonymous")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    title = models.CharField(_("title"), max_length=150)
    sort_key = SortKeyField(sources=("title",))
    search_key = SearchKeyField(sources=("title", "provenance"))
    slug = models.SlugField(max_length=170)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="surveys", verbose_name=_("unit"))
    account = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="surveys", verbose_name=_("account")
    )
    scale_low = models.SmallIntegerField(_("lowest score"), default=1)
    scale_high = models.SmallIntegerField(_("highest score"), default=10)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.NAMED)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    invited = models.PositiveIntegerField(_("customers invited"), null=True, blank=True)
    target_importance = models.DecimalField(
        _("target for importance"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    target_performance = models.DecimalField(
        _("target for performance"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    provenance = models.CharField(_("where the answers come from"), max_length=300, blank=True)
    criteria = models.ManyToManyField(Criterion, through="SurveyCriterion", related_name="surveys")
    tallies = models.JSONField(default=dict, editable=False)
    cells = models.JSONField(default=dict, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="surveys"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=["tallies", "cells", "sort_key", "search_key"])
    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(name="survey_slug_once", fields=["slug"], condition=Q(deleted_at=None)),
            models.CheckConstraint(name="survey_slug_given", condition=~Q(slug="")),
            models.CheckConstraint(
                name="survey_mode_known", condition=Q(mode__in=["named", "confidential", "anonymous"])
            ),
            models.CheckConstraint(name="survey_status_known", condition=Q(status__in=["draft", "open", "closed"])),
            models.CheckConstraint(
                name="survey_scale_of_2_to_10_points",
                condition=Q(scale_low__gte=0, scale_low__lt=F("scale_high"), scale_high__lte=10)
                & Q(scale_high__lte=F("scale_low") + 9),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def closed_on(self) -> date | None:
        """The day it was closed, where the reader is."""
        return timezone.localdate(self.closed_at) if self.closed_at else None

    @property
    def scale(self) -> Scale:
        return Scale(self.scale_low, self.scale_high)

    @property
    def targets(self) -> Targets | None:
        """The cut lines its owner chose, when both are chosen."""
        if self.target_importance is None or self.target_performance is None:
            return None
        return Targets(self.target_importance, self.target_performance)

    def criterion_names(self) -> dict[str, str]:
        """{slug: name in the reader's language} in the questionnaire's order, by one query."""
        criteria = self.criteria.order_by("survey_criteria__order", "survey_criteria__pk")
        return {criterion.slug: criterion.name for criterion in criteria}

    def results(
        self,
        rule: Rule = Rule.MEANS,
        *,
        targets: Targets | None = None,
        accounts: AccountQuerySet | None = None,
    ) -> Results:
        """Every figure of the survey: of the whole from the counts kept with it, without a query.

        `targets` stand in for the survey's own. With `accounts`, only who is tied to one of them counts (see
        `RespondentQuerySet.of_accounts`); how many of those were invited is then not known.
        """
        targets = targets or self.targets
        if accounts is None:
            kept = Tallies.from_json(self.tallies)
            return kept.results(scale=self.scale, rule=rule, targets=targets, invited=self.invited)
        slugs = list(self.survey_criteria.values_list("criterion__slug", flat=True))
        chosen = self.respondents.of_accounts(accounts).tallies(slugs)
        return chosen.results(scale=self.scale, rule=rule, targets=targets)


class SurveyCriterion(models.Model):
    """A criterion in a survey, at its place."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="survey_criteria")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="survey_criteria")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(name="survey_criterion_once", fields=["survey", "criterion"])]

    def __str__(self) -> str:
        return f"{self.survey}: {self.criterion}"
