"""Account teams: the users who serve an account with its owner."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models.account import Account
from accounts.models.user import User


class Member(models.Model):
    """A user on an account's team, and what they do there."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="members", verbose_name=_("account"))
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    function = models.CharField(_("function"), max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("user__name", "pk")
        constraints = [models.UniqueConstraint(name="member_once", fields=["account", "user"])]

    def __str__(self) -> str:
        return f"{self.user}, {self.account}"


def team_history(account: Account) -> "models.QuerySet[Member]":
    """Who joined, changed and left, of all members the account has had."""
    rows: models.QuerySet[Member] = Member.history.filter(account=account)
    return rows
