"""Which respondents of a named survey a reader looks for."""

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from kamplan.fields import folded
from surveys.models import Respondent, Survey
from surveys.models.answer import RespondentQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class RespondentSearch(forms.Form):
    """Bound to an address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    audience = forms.ChoiceField(
        label=_("Audience"), required=False, choices=[("", _("All")), *Respondent.Audience.choices]
    )

    def found(self, rows: RespondentQuerySet) -> RespondentQuerySet:
        words = self.cleaned_data.get("q", "").split() if self.is_valid() else []
        for word in words:
            labels = Q(label__icontains=word) | Q(label__icontains=word.capitalize())  # SQLite folds no æ ø å itself
            rows = rows.filter(labels | Q(account__search_key__contains=folded(word)))
        audience = self.cleaned_data.get("audience") if self.is_valid() else ""
        return rows.filter(audience=audience) if audience else rows


def respondents_seen(survey: Survey, user: "User", data: QueryDict | None = None) -> RespondentQuerySet:
    """Of a named survey those whose account the reader may see, or who have none."""
    visible = Account.objects.visible_to(user).filter(pk=OuterRef("account"))
    rows = survey.respondents.exclude(invitation__is_trial=True).filter(Q(account=None) | Exists(visible))
    return rows.select_related("account", "invitation").order_by("label", "pk")
