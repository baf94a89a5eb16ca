"""Surveys: a set of criteria put to customers and to our own sellers, on one scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Account, Role, Unit
from accounts.models.account import AccountQuerySet
from kamplan.fields import SearchKeyField, SortKeyField, folded
from surveys.domain.cuts import Rule, Targets
from surveys.domain.results import Extra, Results
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience
from surveys.models.criterion import Criterion
from surveys.models.tally import Tallies

if TYPE_CHECKING:
    from accounts.models import User

Cell: TypeAlias = tuple[str, str]  # attribute and value of a group that was released
# Of groups, one at a time, as they stood at opening. What comes first is cut first: the coarse ones, for whatever small
# groups of the fine ones would need is taken from nobody then.
ATTRIBUTES = ("unit", "sector", "region", "account")

SEEING_ROLES = (Role.Kind.DIRECTOR, Role.Kind.MANAGER, Role.Kind.KAM)


class SurveyQuerySet(models.QuerySet["Survey"]):
    def kept(self) -> "SurveyQuerySet":
        """Without those in the bin."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: "User") -> "SurveyQuerySet":
        """Its creator, the directors, managers and KAMs of its unit or above, and who sees the account it is about."""
        return self.kept().within_sight_of(user)

    def for_page(self) -> "SurveyQuerySet":
        """With all the head of a page tells; each knows whether another repeats it, so that nobody asks again."""
        repeated = Exists(Survey.objects.filter(questionnaire__repeats=OuterRef("pk")).order_by())
        return self.select_related("unit", "account", "questionnaire").annotate(is_repeated=repeated)

    def newest_of_each_status(self, most: int) -> "SurveyQuerySet":
        """At most so many closed ones, open ones and drafts, the newest of each first."""
        order = [
            F("closed_at").desc(nulls_last=True),
            F("questionnaire__opened_at").desc(nulls_last=True),
            F("pk").desc(),
        ]
        place = Window(RowNumber(), partition_by="status", order_by=order)
        known = self.annotate(place=place, is_released=Q(mode=Survey.Mode.NAMED) | ~Q(tallies={}))
        return known.filter(place__lte=most).select_related("questionnaire").order_by("place")

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
        return {criterion.slug: criterion.name for criterion in self.ordered_criteria()}

    def ordered_criteria(self) -> list[Criterion]:
        return list(self.criteria.order_by("survey_criteria__order", "survey_criteria__pk"))

    @property
    def has_results(self) -> bool:
        """There is something to show: of a named survey since it opened, of a confidential one what was released."""
        if self.mode == Survey.Mode.NAMED:
            return self.status != Survey.Status.DRAFT
        known: bool | None = getattr(self, "is_released", None)  # see newest_of_each_status
        return bool(self.tallies) if known is None else known

    @property
    def is_live(self) -> bool:
        """Its figures follow the answers as they come. What is confidential waits until the survey closes."""
        return self.mode == Survey.Mode.NAMED and self.status == Survey.Status.OPEN

    def mark(self) -> str:
        """Changes with what its page shows while it is open, and begins with how many have answered.

        Of a confidential survey nothing else is told: not even that somebody has changed an answer.
        """
        if self.mode == Survey.Mode.NAMED:
            return self.respondents.mark()
        return str(self.respondents.counted().count())

    def takes_comments(self) -> bool:
        questionnaire = getattr(self, "questionnaire", None)
        return questionnaire is not None and (questionnaire.asks_comments or questionnaire.asks_last_word)

    def has_waves(self) -> bool:
        """It repeats another survey, or another repeats it."""
        questionnaire = getattr(self, "questionnaire", None)
        if questionnaire is not None and questionnaire.repeats_id is not None:
            return True
        known: bool | None = getattr(self, "is_repeated", None)
        return self.repetitions.exists() if known is None else known

    def asked(self) -> frozenset[Extra]:
        """What it asks besides importance and performance; nothing when it was loaded from a file."""
        questionnaire = getattr(self, "questionnaire", None)
        return questionnaire.asked if questionnaire else frozenset()

    def counts(
        self,
        *,
        accounts: AccountQuerySet | None = None,
        cell: Cell | None = None,
        standing: "Standing | None" = None,
    ) -> Tallies:
        """What every figure follows from.

        Of a closed survey the counts kept with it, without a query; of an open one the answers as they stand. With
        `accounts`, only who is tied to one of them counts (see `RespondentQuerySet.of_accounts`). A confidential survey
        has only what was released: the whole, and with `cell` one group.
        """
        if self.mode != Survey.Mode.NAMED:
            kept = self.cells.get(cell[0], {}).get(cell[1], {}).get("tallies", {}) if cell else self.tallies
            return Tallies.from_json(kept) if kept else self.unreleased()
        if accounts is not None:
            slugs = standing.slugs if standing else self.slugs()
            return self.respondents.of_accounts(accounts).tallies(slugs, self.asked())
        if self.status == Survey.Status.CLOSED:
            return Tallies.from_json(self.tallies)
        mark, slugs = (standing.mark, standing.slugs) if standing else (self.respondents.mark(), self.slugs())
        return live_tallies(self.pk, mark, tuple(slugs.items()), self.asked())

    def unreleased(self) -> Tallies:
        """Of a confidential survey before its results are out: how many have answered, and nothing of what."""
        response = self.invitations.response()
        answered = {str(audience): each.answered for audience, each in response.items()}
        return Tallies.of_cells((), (), answered)

    def slugs(self) -> dict[int, str]:
        """{key: slug} of its criteria, in the questionnaire's order."""
        return dict(self.survey_criteria.values_list("criterion_id", "criterion__slug"))

    def results(
        self,
        rule: Rule = Rule.MEANS,
        *,
        targets: Targets | None = None,
        accounts: AccountQuerySet | None = None,
        cell: Cell | None = None,
        standing: "Standing | None" = None,
    ) -> Results:
        """Every figure of the survey, or of a part of it (see `counts`): how many were invited is then not known.

        `targets` stand in for the survey's own; what the page has asked of an open one already is its `standing`.
        """
        counts = self.counts(accounts=accounts, cell=cell, standing=standing)
        whole = accounts is None and cell is None
        invited = (standing.invited if standing else self.invited_now()) if whole else None
        return counts.results(scale=self.scale, rule=rule, targets=targets or self.targets, invited=invited)

    def invited_now(self) -> int | None:
        """The customers invited: kept with a closed survey, counted while it is open."""
        if self.status == Survey.Status.CLOSED:
            return self.invited
        return self.invitations.response()[Audience.CUSTOMER].invited


@dataclass(frozen=True)
class Standing:
    """How an open survey stands when a page begins: its mark, the customers invited, {key: slug} of its criteria."""

    mark: str
    invited: int
    slugs: Mapping[int, str]


@lru_cache(maxsize=32)
def live_tallies(survey: int, mark: str, slugs: tuple[tuple[int, str], ...], asked: frozenset[Extra]) -> Tallies:
    """Of an open survey, counted anew only when an answer has come since: then `mark` is another one."""
    return Survey(pk=survey).respondents.tallies(dict(slugs), asked)


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
