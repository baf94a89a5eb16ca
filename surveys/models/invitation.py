"""Invitations: who is asked, by which secret link, and how far it has come."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Contact, Unit
from kamplan.fields import SearchKeyField, SortKeyField, folded
from surveys.domain.response import Response, responses
from surveys.domain.tally import Audience
from surveys.models.answer import Respondent
from surveys.models.survey import Survey


def keyed(purpose: str, text: str, *, key: str | None = None) -> str:
    """What only this site can work out from a text: 256 bits in 43 letters, digits, hyphens and underscores."""
    digest = hmac.digest((key or settings.LINK_KEY).encode(), f"{purpose}:{text}".encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


class State(models.TextChoices):
    """How far an invitation has come: the last of these that has happened."""

    WAITING = "waiting", _("Not sent yet")
    SENT = "sent", _("Sent")
    BOUNCED = "bounced", _("Bounced")
    OPENED = "opened", _("Opened")
    STARTED = "started", _("Started")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# When a state began; the first of these that has happened is the state.
MOMENTS = {
    State.WITHDRAWN: "withdrawn_at",
    State.ANSWERED: "answered_at",
    State.STARTED: "started_at",
    State.OPENED: "opened_at",
    State.BOUNCED: "bounced_at",
    State.SENT: "sent_at",
}


# Who has sent the answers, or had begun when the survey closed: those whom the results count.
HAS_ANSWERED = ~Q(answered_at=None) | ~Q(counted_at=None)
WAS_ASKED = ~Q(sent_at=None) | HAS_ANSWERED
IS_UNREACHED = ~Q(bounced_at=None) & Q(opened_at=None, started_at=None) & ~HAS_ANSWERED


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def real(self) -> "InvitationQuerySet":
        """Without trials and those taken back: who counts as invited."""
        return self.filter(is_trial=False, withdrawn_at=None)

    def asked(self) -> "InvitationQuerySet":
        """Who was written to, or has answered by a link that came another way."""
        return self.filter(WAS_ASKED)

    def silent(self) -> "InvitationQuerySet":
        """Who was written to and has not sent the answers: the ones to remind."""
        return self.real().filter(answered_at=None, bounced_at=None).exclude(sent_at=None)

    def response(self) -> Mapping[Audience, Response]:
        """How many of each audience were written to, have answered, and cannot be reached. One query."""
        counted = {"invited": WAS_ASKED, "answered": HAS_ANSWERED, "bounced": IS_UNREACHED}
        counts = {name: Count("pk", filter=condition) for name, condition in counted.items()}
        return responses(self.real().order_by().values_list("audience").annotate(**counts))

    def reached(self) -> dict[str, int]:
        """How many were asked, and with how many each of these has happened. One query."""
        happened = {name: Count(f"{name}_at") for name in ("sent", "bounced", "opened", "started")}
        answered = Count("pk", filter=HAS_ANSWERED)
        return self.real().order_by().aggregate(asked=Count("pk"), **happened, answered=answered)

    def by_survey(self) -> dict[int, Response]:
        """The same for the customers of several surveys. One query."""
        asked = self.real().asked().filter(audience=Audience.CUSTOMER).order_by().values_list("survey")
        counts = asked.annotate(Count("pk"), answered=Count("pk", filter=HAS_ANSWERED))
        return {survey: Response(invited, answered) for survey, invited, answered in counts}

    def in_state(self, state: str) -> "InvitationQuerySet":
        """Those whose `state` this is."""
        states = list(MOMENTS)
        place = states.index(State(state)) if state in states else len(states)
        found = self.filter(**dict.fromkeys(list(MOMENTS.values())[:place]))
        return found.exclude(**{MOMENTS[State(state)]: None}) if state in states else found

    def matching(self, words: str) -> "InvitationQuerySet":
        """Every word stands somewhere in the name, the address or the name of the account."""
        found = self
        for word in folded(words).split():
            found = found.filter(Q(search_key__contains=word) | Q(account__search_key__contains=word))
        return found

    def asked_since(self, moment: datetime) -> "InvitationQuerySet":
        """Whose mail arrived after that, and who is about to be written to."""
        written = Q(bounced_at=None) & (Q(sent_at__gte=moment) | Q(reminded_at__gte=moment))
        ahead = Q(sent_at=None, withdrawn_at=None, survey__deleted_at=None)
        return self.filter(written | (ahead & ~Q(survey__status=Survey.Status.CLOSED)), is_trial=False)

    def of_token(self, token: str) -> "InvitationQuerySet":
        """The invitation a link belongs to, whatever has become of it."""
        return self.filter(token_hash=hash_of(token)).select_related("survey__questionnaire", "survey__unit")


class Invitation(models.Model):
    """One person asked to answer one survey.

    The link's token is worked out from the nonce whenever it is sent; the table holds only the token's hash. `unit`,
    `sector` and `region` are those of the account as they stood when the survey opened.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    audience = models.CharField(max_length=10, choices=Respondent.Audience)
    name = models.CharField(_("name"), max_length=200)
    sort_key = SortKeyField(sources=("name",))
    email = models.EmailField(_("e-mail"))
    search_key = SearchKeyField(sources=("name", "email"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nb")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="invitations")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="survey_invitations"
    )
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, editable=False, related_name="+")
    sector = models.CharField(max_length=10, blank=True, editable=False)
    region = models.CharField(max_length=100, blank=True, editable=False)

    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    is_trial = models.BooleanField(default=False, editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    bounced_at = models.DateTimeField(null=True, editable=False)
    bounce_reason = models.CharField(max_length=300, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)  # when the survey closed on what had not been sent
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = [
            models.UniqueConstraint(
                name="invitation_once_per_address",
                fields=["survey", "email"],
                condition=Q(is_trial=False, withdrawn_at=None),
            ),
            models.CheckConstraint(name="invitation_audience_known", condition=Q(audience__in=["customer", "seller"])),
            models.CheckConstraint(name="invitation_language_known", condition=Q(language__in=["en", "nb"])),
            models.CheckConstraint(name="invitation_named", condition=~Q(name="") & ~Q(email="")),
            models.CheckConstraint(
                name="invitation_answered_or_counted", condition=Q(answered_at=None) | Q(counted_at=None)
            ),
        ]
        indexes = [models.Index(name="invitation_asked_when", fields=["email", "sent_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """The secret of the link, worked out anew; it is kept nowhere."""
        return keyed("answer", f"{self.pk}:{self.nonce}")

    @property
    def mark(self) -> str:
        """By which a page tells whose it is; worthless as a key."""
        return keyed("mark", f"{self.pk}:{self.nonce}")[:16]

    def takes_answers(self, now: datetime) -> bool:
        """A trial as long as the survey has not closed, even before it opens."""
        if self.withdrawn_at is not None:
            return False
        is_draft = self.survey.status == Survey.Status.DRAFT and self.survey.deleted_at is None
        return (self.is_trial and is_draft) or self.survey.questionnaire.takes_answers(now)

    @property
    def state(self) -> State:
        return next((state for state, moment in MOMENTS.items() if getattr(self, moment)), State.WAITING)

    @property
    def state_since(self) -> datetime:
        since: datetime = getattr(self, MOMENTS.get(self.state, "created_at"))
        return since


class Unsubscription(models.Model):
    """An address that wants no more surveys, known by a keyed hash alone: it outlives the person's erasure."""

    address_hash = models.CharField(max_length=43, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.address_hash

    @staticmethod
    def hash_of(email: str, *, key: str | None = None) -> str:
        return keyed("unsubscribed", email.strip().lower(), key=key)


class Reminder(models.Model):
    """A day on which who has not answered is asked once more."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="reminders")
    on = models.DateField(_("on"))
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("on",)
        constraints = [models.UniqueConstraint(name="reminder_once_a_day", fields=["survey", "on"])]

    def __str__(self) -> str:
        return f"{self.survey}: {self.on}"
