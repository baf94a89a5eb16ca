"""Answers: what one respondent finds of one criterion, of the whole, and in own words."""

import secrets
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Contact, Member
from accounts.models.account import AccountQuerySet
from surveys.domain.overall import NOT_ASKED, Overall
from surveys.domain.results import Extra
from surveys.domain.sheet import OVERALL, Rating, Sheet
from surveys.models.combination import cells, combination
from surveys.models.comment import CommentQuerySet
from surveys.models.criterion import Criterion
from surveys.models.survey import Survey
from surveys.models.tally import Tallies


def random_place() -> int:
    """A place in an order that says nothing about when it was given."""
    return secrets.randbits(62)


class RespondentQuerySet(models.QuerySet["Respondent"]):
    def of_accounts(self, accounts: AccountQuerySet) -> "RespondentQuerySet":
        """Those tied to the accounts, and the sellers who speak for them.

        A seller who is known speaks for the accounts they own or are on the team of, one known by a name alone for the
        whole supplier.
        """
        keys = accounts.order_by().values("pk")
        sellers = Q(audience=Respondent.Audience.SELLER, account=None)
        members = Member.objects.filter(account__in=keys).order_by().values("user")
        serving = Q(user__in=accounts.order_by().values("owner")) | Q(user__in=members)
        return self.filter(Q(account__in=keys) | (sellers & (Q(user=None) | serving)))

    def counted(self) -> "RespondentQuerySet":
        """Who has sent the answers, or had begun when the survey closed. A trial never counts."""
        return self.filter(Q(invitation=None) | Q(invitation__is_trial=False), counts=True)

    def begun(self) -> "RespondentQuerySet":
        """Those who count though they never pressed Send: the survey closed before."""
        return self.counted().filter(invitation__isnull=False, invitation__answered_at=None)

    def who_answered(self) -> "RespondentQuerySet":
        """Of those who count, whoever answered any question."""
        rated = Exists(Answer.objects.filter(respondent=OuterRef("pk")))
        return self.counted().filter(rated | ~Q(satisfaction=None) | ~Q(recommendation=None))

    def tallies(self, slugs: Mapping[int, str], asked: frozenset[Extra] = frozenset()) -> Tallies:
        """The answers of those who count to the criteria of these keys, in the order of their slugs.

        Counted by the database: two or three queries however many they are.
        """
        counted = self.counted().order_by()
        given = counted.filter(answers__criterion__in=slugs).values_list(combination())
        answered = dict(self.who_answered().order_by().values_list("audience").annotate(n=Count("*")))
        overall = counted.overall() if asked & {Extra.SATISFACTION, Extra.RECOMMENDATION} else NOT_ASKED
        found = cells(given.annotate(n=Count("*")), slugs)
        return Tallies.of_cells(slugs.values(), found, answered, asked=asked, overall=overall)

    def overall(self) -> Overall:
        """What the customers among them find of the whole."""
        customers = self.filter(audience=Respondent.Audience.CUSTOMER).order_by()
        return Overall.of(customers.values_list("satisfaction", "recommendation").annotate(Count("pk")))

    def mark(self) -> str:
        """Changes whenever an answer that counts does: the time of the last one, and how many have answered."""
        found = self.counted().aggregate(last=Max("changed_at"), n=Count("pk"), versions=Sum("version"))
        last = found["last"].isoformat() if found["last"] else ""
        return f"{found['n']}.{found['versions'] or 0}.{last}"


class Respondent(models.Model):
    """One who answered: a customer, or one of our own sellers. Tied to an account where it is known."""

    class Audience(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        SELLER = "seller", _("Seller")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="respondents")
    audience = models.CharField(max_length=10, choices=Audience)
    label = models.CharField(_("respondent"), max_length=120)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="respondents")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="respondents")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="respondents"
    )
    invitation = models.OneToOneField(
        "surveys.Invitation", models.SET_NULL, null=True, editable=False, related_name="respondent"
    )
    satisfaction = models.PositiveSmallIntegerField(_("overall satisfaction"), null=True, blank=True)
    recommendation = models.PositiveSmallIntegerField(_("would recommend"), null=True, blank=True)
    counts = models.BooleanField(default=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = RespondentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="respondent_once_per_survey", fields=["survey", "label"]),
            models.CheckConstraint(name="respondent_audience_known", condition=Q(audience__in=["customer", "seller"])),
            models.CheckConstraint(
                name="respondent_satisfaction_1_to_10",
                condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 10)),
            ),
            models.CheckConstraint(
                name="respondent_recommendation_0_to_10",
                condition=Q(recommendation=None) | Q(recommendation__range=(0, 10)),
            ),
        ]
        indexes = [models.Index(name="respondent_changed", fields=["survey", "changed_at"])]

    def __str__(self) -> str:
        return self.label

    def sheet(self) -> Sheet:
        """All that was answered, by two queries."""
        answers = self.answers.order_by().values_list("criterion_id", "importance", "performance", "no_experience")
        overall = {question: getattr(self, question) for question in OVERALL}
        return Sheet(
            {criterion: Rating(weight, score, none) for criterion, weight, score, none in answers},
            {question: score for question, score in overall.items() if score is not None},
            dict(self.comments.order_by().values_list("criterion_id", "text")),
        )


class Answer(models.Model):
    """The ratings one respondent gave one criterion. Who has no experience of it says so: null, never zero.

    `performance` of a seller is how they believe customers see it.
    """

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="answers", db_index=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="answers")
    importance = models.SmallIntegerField(null=True, blank=True)
    performance = models.SmallIntegerField(null=True, blank=True)
    no_experience = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="answer_once", fields=["respondent", "criterion"]),
            models.CheckConstraint(
                name="answer_not_empty",
                condition=Q(importance__isnull=False) | Q(performance__isnull=False) | Q(no_experience=True),
            ),
            models.CheckConstraint(
                name="answer_no_performance_without_experience",
                condition=Q(no_experience=False) | Q(performance=None),
            ),
            models.CheckConstraint(
                name="answer_on_a_scale",
                condition=(Q(importance=None) | Q(importance__range=(0, 10)))
                & (Q(performance=None) | Q(performance__range=(0, 10))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.respondent}: {self.criterion}"


class Comment(models.Model):
    """What a respondent wrote, about one criterion or, without one, at the end. Its place in lists is drawn by lot."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="comments")
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="comments")
    text = models.TextField(_("comment"), max_length=2000)
    place = models.BigIntegerField(default=random_place, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("place", "pk")
        constraints = [
            models.UniqueConstraint(name="comment_once_per_criterion", fields=["respondent", "criterion"]),
            models.UniqueConstraint(name="comment_once_at_the_end", fields=["respondent"], condition=Q(criterion=None)),
            models.CheckConstraint(name="comment_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
