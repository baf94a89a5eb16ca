"""Forms for account teams: who joins, and what a member does there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Member, User
from accounts.models.user import UserQuerySet
from kamplan.fields import folded

OFFERED = 20


class MemberForm(forms.ModelForm[Member]):
    """What a member does on the team."""

    class Meta:
        model = Member
        fields = ("function",)


class NewMemberForm(MemberForm):
    """Somebody joins: found by e-mail address, or by a name only one has."""

    who = forms.CharField(
        label=_("Name or e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"list": "candidates", "autocomplete": "off"}),
    )
    field_order = ("who", "function")

    def clean_who(self) -> User:
        typed: str = self.cleaned_data["who"]
        found = list(candidates(self.instance.account).filter(Q(email__iexact=typed) | Q(name__iexact=typed))[:2])
        if not found:
            raise ValidationError(_("No active user outside the team has this name or address."))
        if len(found) > 1:
            raise ValidationError(_("Several users have this name. Take the e-mail address."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "who" in data:
            self.instance.user = data["who"]
        return data


def candidates(account: Account) -> UserQuerySet:
    """Active users who are neither the owner nor on the team."""
    rows: UserQuerySet = User.objects.active().exclude(pk=account.owner_id)
    return rows.exclude(pk__in=account.members.values("user_id"))


def candidates_like(account: Account, text: str) -> UserQuerySet:
    """A few of them, for the list below the input."""
    return candidates(account).filter(search_key__contains=folded(text)).order_by("sort_key", "pk")[:OFFERED]
