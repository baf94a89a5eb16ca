"""Forms about a survey: what its editor says about it, and what the list is narrowed to."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from surveys.changes.survey import InvitedRefused, enough_invited
from surveys.models import Survey
from surveys.models.survey import SurveyQuerySet

SORTS = {
    "title": (F("sort_key").asc(), F("pk").asc()),
    "-title": (F("sort_key").desc(), F("pk").desc()),
    "closed": (F("closed_at").asc(nulls_last=True), F("pk").asc()),
    "-closed": (F("closed_at").desc(nulls_first=True), F("pk").desc()),
}
USUAL_SORT = "-closed"
MOST_INVITED = 9_999_999


class SurveyForm(forms.ModelForm[Survey]):
    """Its address stays when the title changes: links to it go on working."""

    invited = forms.IntegerField(
        label=_("Customers invited"),
        min_value=1,
        max_value=MOST_INVITED,
        required=False,
        help_text=_("How many customers were asked; it gives the response rate."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Survey
        fields = ("title", "invited", "provenance", "target_importance", "target_performance")
        help_texts = {
            "provenance": _("Shown with the results, for example “Telephone interviews, May 2026”."),
            "target_importance": _("Where you cut between high and low importance, if you want lines of your own."),
            "target_performance": _("The same for performance. Give both or neither."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        if hasattr(self.instance, "questionnaire"):
            del self.fields["invited"]  # it is counted there

    def clean_invited(self) -> int | None:
        try:
            return enough_invited(self.cleaned_data["invited"], self.instance.counts().answered)
        except InvitedRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_target_importance(self) -> Decimal | None:
        return self.on_scale("target_importance")

    def clean_target_performance(self) -> Decimal | None:
        return self.on_scale("target_performance")

    def on_scale(self, name: str) -> Decimal | None:
        target: Decimal | None = self.cleaned_data[name]
        scale = self.instance.scale
        if target is not None and not scale.low <= target <= scale.high:
            raise forms.ValidationError(
                _("Choose a number on the scale, from %(low)s to %(high)s."),
                params={"low": scale.low, "high": scale.high},
            )
        return target

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        targets = [data.get(name) for name in ("target_importance", "target_performance")]
        if not self.errors and targets.count(None) == 1:
            raise forms.ValidationError(_("Give both targets or neither."))
        return data


class SurveySearch(forms.Form):
    """The list's search, filter and order, all in its address. What makes no sense is as if it were not there."""

    q = forms.CharField(required=False, max_length=100)
    status = forms.ChoiceField(required=False, choices=Survey.Status.choices)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS])

    def found(self, surveys: SurveyQuerySet) -> SurveyQuerySet:
        self.full_clean()
        chosen = self.cleaned_data
        found = surveys.matching(chosen.get("q", ""))
        if chosen.get("status"):
            found = found.filter(status=chosen["status"])
        return found.order_by(*SORTS[chosen.get("sort") or USUAL_SORT])
