"""The log of who is a key account: every nomination and decision, with the figures of that day, kept as it was."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.domain import key_status as domain
from accounts.models.account import Account, AccountQuerySet
from accounts.models.key_status_round import KeyStatusReach, KeyStatusRound

if TYPE_CHECKING:
    from accounts.models.user import User


ACTS = [act.value for act in domain.Act]
KINDS = [kind.value for kind in domain.Kind]
KEY = ["granted", "confirmed"]  # the acts after which an account is a key account


class KeyStatusQuerySet(models.QuerySet["KeyStatus"]):
    def visible_to(self, user: "User") -> "KeyStatusQuerySet":
        """Those of the accounts the user sees."""
        return self.about(Account.objects.visible_to(user))

    def about(self, accounts: AccountQuerySet) -> "KeyStatusQuerySet":
        """Those of some accounts. Few have been spoken of, so each status looks whether its account is among them."""
        return self.filter(Exists(accounts.order_by().filter(pk=OuterRef("account"))))

    def holding(self) -> "KeyStatusQuerySet":
        """The last word on each account."""
        return self.filter(holds=True)

    def key(self) -> "KeyStatusQuerySet":
        """Of what is a key account now."""
        return self.holding().filter(act__in=KEY)

    def nominated(self) -> "KeyStatusQuerySet":
        """Of what awaits a decision."""
        return self.holding().filter(act="nominated")

    def awaiting(self, newest: KeyStatusRound | None) -> "KeyStatusQuerySet":
        """Of key accounts the round has not seen yet; none without a round."""
        return self.key().exclude(round=newest) if newest else self.none()

    def followed_up_by(self, day: date) -> "KeyStatusQuerySet":
        """Of key accounts to be looked at again on this day or before."""
        return self.key().filter(follow_up__lte=day)

    def told(self) -> "KeyStatusQuerySet":
        """With everything a line about them says."""
        return self.select_related("account__unit", "account__owner", "by", "round")

    def story(self) -> "KeyStatusQuerySet":
        """All that was said, newest first."""
        return self.select_related("by", "round").order_by("-pk")

    def last_word(self) -> "KeyStatus | None":
        """What holds, asked of the entries of one account; None when nobody has said anything."""
        return self.holding().select_related("by", "round").first()

    def served_by_others(self, user: "User", *, is_open: bool | None = None) -> "KeyStatusQuerySet":
        """Key accounts the user does not see: none, unless a director has opened the list to everybody.

        `is_open` is for who has asked that already.
        """
        if not (KeyStatusReach.objects.is_open() if is_open is None else is_open):
            return self.none()
        seen = Account.objects.visible_to(user).order_by().values("pk")
        return self.key().filter(account__deleted_at=None).exclude(account__in=seen)


class KeyStatus(models.Model):
    """One act, never changed afterwards: only `holds` moves on to the next act about the same account.

    What stands below `figures seen` is what class, attractiveness and revenue were then, never worked out anew.
    """

    class Act(models.TextChoices):
        NOMINATED = domain.Act.NOMINATED.value, _("nominated")
        WITHDRAWN = domain.Act.WITHDRAWN.value, _("nomination withdrawn")
        GRANTED = domain.Act.GRANTED.value, _("made a key account")
        REFUSED = domain.Act.REFUSED.value, _("not made a key account")
        CONFIRMED = domain.Act.CONFIRMED.value, _("confirmed as key account")
        REVOKED = domain.Act.REVOKED.value, _("no longer a key account")

    class Kind(models.TextChoices):
        FIGURES = domain.Kind.FIGURES.value, _("By the figures")
        BET = domain.Kind.BET.value, _("Strategic bet, without revenue")
        STATUS = domain.Kind.STATUS.value, _("Status customer, without revenue")

    account = models.ForeignKey(Account, models.CASCADE, related_name="key_statuses")
    act = models.CharField(_("act"), max_length=10, choices=Act)
    holds = models.BooleanField(default=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    on = models.DateField(_("date"))
    follow_up = models.DateField(_("follow up on"), null=True, blank=True)
    since = models.DateField(_("key account since"), null=True, editable=False)
    round = models.ForeignKey(KeyStatusRound, models.PROTECT, null=True, editable=False, related_name="statuses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # figures seen
    class_name = models.CharField(_("class"), max_length=30, editable=False)
    class_month = models.DateField(null=True, editable=False)
    points_low = models.DecimalField(max_digits=8, decimal_places=4, null=True, editable=False)
    points_high = models.DecimalField(max_digits=8, decimal_places=4, null=True, editable=False)
    raters = models.PositiveSmallIntegerField(default=0, editable=False)
    criteria = models.CharField(max_length=80, editable=False)
    revenue = models.DecimalField(max_digits=15, decimal_places=2, null=True, editable=False)
    currency = models.CharField(max_length=3, editable=False)
    through = models.DateField(editable=False)
    facts = models.PositiveIntegerField(default=0, editable=False)
    facts_left_out = models.PositiveIntegerField(default=0, editable=False)

    objects = KeyStatusQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(name="key_status_one_holds", fields=["account"], condition=Q(holds=True)),
            models.CheckConstraint(name="key_status_act_known", condition=Q(act__in=ACTS)),
            models.CheckConstraint(name="key_status_reasoned", condition=Q(reason__regex=r"\S") | Q(act="withdrawn")),
            models.CheckConstraint(
                name="key_status_key_has_kind_and_day",
                condition=Q(act__in=KEY, kind__in=KINDS) & Q(since__isnull=False, since__lte=F("on"))
                | ~Q(act__in=KEY) & Q(kind="", since=None, follow_up=None),
            ),
            models.CheckConstraint(
                name="key_status_bet_is_followed_up",
                condition=~Q(kind__in=["bet", "status"]) | Q(follow_up__isnull=False),
            ),
            models.CheckConstraint(
                name="key_status_followed_up_later", condition=Q(follow_up=None) | Q(follow_up__gt=F("on"))
            ),
            models.CheckConstraint(
                name="key_status_points_both_or_none",
                condition=Q(points_low=None, points_high=None, raters=0)
                | Q(points_low__isnull=False, points_high__isnull=False, raters__gte=1)
                & Q(points_high__gte=F("points_low")),
            ),
            models.CheckConstraint(
                name="key_status_revenue_of_facts",
                condition=Q(facts=0, revenue=None) | Q(facts__gte=1, revenue__isnull=False),
            ),
        ]
        indexes = [models.Index(name="key_status_by_act", fields=["act", "account"], condition=Q(holds=True))]

    def __str__(self) -> str:
        return f"{self.account} {self.act} {self.on}"

    @property
    def is_key(self) -> bool:
        return self.act in KEY

    @property
    def is_nominated(self) -> bool:
        return self.act == self.Act.NOMINATED

    def is_unseen_by(self, newest: KeyStatusRound) -> bool:
        """Does this round still want it confirmed? See `awaiting`."""
        return self.is_key and self.round_id != newest.pk

    def is_followed_up_by(self, day: date) -> bool:
        """Only key accounts have a day for it."""
        return self.follow_up is not None and self.follow_up <= day

    def asked_by(self) -> KeyStatusRound | None:
        """The round that wants it confirmed, or has seen it; none asks for what is not a key account. One query."""
        return KeyStatusRound.objects.newest() if self.is_key else None
