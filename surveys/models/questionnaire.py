"""Questionnaires: what a survey asks by personal links, whom, on which terms, and until when."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from surveys.domain.results import Extra
from surveys.models.survey import Survey

SMALLEST_GROUP, LARGEST_GROUP, USUAL_GROUP = 3, 10, 5


class Questionnaire(models.Model):
    """One for each survey that is asked by link; a survey loaded from a file has none.

    `notice` is what respondents read before they answer, in each language, as it stood when the survey opened or its
    threshold was raised: what was promised then is kept, whatever kamplan would write today.
    """

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="questionnaire")
    repeats = models.ForeignKey(Survey, models.SET_NULL, null=True, blank=True, related_name="repetitions")

    asks_customers = models.BooleanField(_("customers: importance and performance"), default=True)
    asks_sellers = models.BooleanField(_("our own sellers: what they believe is important to customers"), default=True)
    asks_belief = models.BooleanField(
        _("our own sellers: how they believe customers see our performance"), default=False
    )
    asks_satisfaction = models.BooleanField(_("overall satisfaction, 1 to 10"), default=True)
    asks_recommendation = models.BooleanField(_("would they recommend us, 0 to 10"), default=True)
    asks_comments = models.BooleanField(_("a comment for each criterion"), default=True)
    asks_last_word = models.BooleanField(_("a comment at the end"), default=True)

    asked_by = models.CharField(_("who asks"), max_length=120)
    purpose_en = models.TextField(_("why we ask, in English"), max_length=600, blank=True)
    purpose_nb = models.TextField(_("why we ask, in Norwegian"), max_length=600, blank=True)
    threshold = models.PositiveSmallIntegerField(
        _("smallest group shown"),
        default=USUAL_GROUP,
        validators=[MinValueValidator(SMALLEST_GROUP), MaxValueValidator(LARGEST_GROUP)],
    )
    notice = models.JSONField(default=dict, editable=False)

    opened_at = models.DateTimeField(null=True, editable=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="questionnaire_group_of_3_to_10",
                condition=Q(threshold__range=(SMALLEST_GROUP, LARGEST_GROUP)),
            ),
            models.CheckConstraint(
                name="questionnaire_asks_somebody", condition=Q(asks_customers=True) | Q(asks_sellers=True)
            ),
            models.CheckConstraint(
                name="questionnaire_belief_of_sellers", condition=Q(asks_belief=False) | Q(asks_sellers=True)
            ),
            models.CheckConstraint(
                name="questionnaire_closes_after_opening",
                condition=Q(opened_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.survey)

    @property
    def asked(self) -> frozenset[Extra]:
        """What it asks besides importance and performance. Whoever answers by link may say they have no experience."""
        asks = {
            Extra.BELIEF: self.asks_belief,
            Extra.SATISFACTION: self.asks_customers and self.asks_satisfaction,
            Extra.RECOMMENDATION: self.asks_customers and self.asks_recommendation,
            Extra.NO_EXPERIENCE: True,
        }
        return frozenset(extra for extra, is_asked in asks.items() if is_asked)

    @property
    def purpose(self) -> str:
        """In the reader's language; in the other when it is not written in that one."""
        texts = (self.purpose_nb, self.purpose_en) if get_language() == "nb" else (self.purpose_en, self.purpose_nb)
        return texts[0] or texts[1]

    def takes_answers(self, now: datetime) -> bool:
        """Open, and its closing time has not passed, even if nobody has got round to closing it."""
        is_open = self.survey.status == Survey.Status.OPEN and self.survey.deleted_at is None
        return is_open and (self.closes_at is None or now < self.closes_at)
