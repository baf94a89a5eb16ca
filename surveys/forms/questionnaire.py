"""Forms about what a survey asks by link: who wants to ask, and on which terms."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.user import UnitChoice
from accounts.models import Unit
from kamplan.widgets import LongSelect
from surveys.changes.questionnaire import Asking
from surveys.forms.opening import LastDayField
from surveys.forms.upload import TitleForm
from surveys.models import Questionnaire, Survey
from surveys.models.survey import SurveyQuerySet

MODES = [choice for choice in Survey.Mode.choices if choice[0] != Survey.Mode.ANONYMOUS]  # that wants its own proof
PURPOSE = forms.Textarea(attrs={"rows": 3})


class AskForm(TitleForm):
    """What must be known before there is a draft. With `repeats` fixed by the address, it cannot be chosen."""

    asked_by = forms.CharField(
        label=_("Who asks"),
        max_length=120,
        help_text=_("Your company, as customers know it. It stands at the top of the e-mail and of the form."),
    )
    purpose_en = forms.CharField(
        label=_("Why we ask, in English"),
        max_length=600,
        required=False,
        widget=PURPOSE,
        help_text=_("One or two sentences; respondents read them first."),
    )
    purpose_nb = forms.CharField(label=_("Why we ask, in Norwegian"), max_length=600, required=False, widget=PURPOSE)

    field_order = ["title", "unit", "repeats", "asked_by", "purpose_en", "purpose_nb"]

    def __init__(self, *args: Any, units: QuerySet[Unit], earlier: SurveyQuerySet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(units, label=_("Unit"))
        if earlier is not None:
            self.fields["repeats"] = forms.ModelChoiceField(
                earlier,
                label=_("Same questions as"),
                required=False,
                empty_label=_("A new questionnaire with the 12 usual criteria"),
                widget=LongSelect,
                help_text=_("A copy takes over criteria, scale and terms, and the waves can be compared."),
            )
        self.order_fields(self.field_order)

    @property
    def asking(self) -> Asking:
        data = self.cleaned_data
        names = ("title", "unit", "asked_by", "purpose_en", "purpose_nb")
        return Asking(**{name: data[name] for name in names})


class QuestionnaireForm(forms.ModelForm[Questionnaire]):
    """The terms of a draft. `mode` belongs to the survey and is saved with it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    mode = forms.ChoiceField(label=_("Who sees single answers"), choices=MODES, widget=forms.RadioSelect)
    closes_at = LastDayField(
        label=_("Last day to answer"),
        required=False,
        help_text=_("It can be extended. Left empty, the survey stays open until you close it."),
    )

    class Meta:
        model = Questionnaire
        fields = (
            *("asks_customers", "asks_sellers", "asks_belief", "asks_satisfaction", "asks_recommendation"),
            *("asks_comments", "asks_last_word", "threshold", "asked_by", "purpose_en", "purpose_nb", "closes_at"),
        )
        widgets = {"purpose_en": PURPOSE, "purpose_nb": PURPOSE}
        help_texts = {
            "threshold": _("From 3 to 10. Once the survey is open it can only be raised."),
            "asked_by": _("Your company, as customers know it."),
            "asks_belief": _("Once for all customers: it shows where sellers are mistaken about what customers see."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["mode"].initial = self.instance.survey.mode

    def clean_closes_at(self) -> datetime | None:
        closes_at: datetime | None = self.cleaned_data["closes_at"]
        if closes_at is not None and closes_at <= timezone.now():
            raise forms.ValidationError(_("Choose a day that has not passed."))
        return closes_at

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("asks_customers") or data.get("asks_sellers")):
            self.add_error("asks_customers", _("Ask customers, sellers or both."))
        if data.get("asks_belief") and not data.get("asks_sellers"):
            self.add_error("asks_belief", _("Only who asks sellers can ask what they believe."))
        return data
