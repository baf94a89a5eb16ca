"""The form that chooses which mail of a survey to look at."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from surveys.models import Message, Questionnaire, Respondent


class LetterForm(forms.Form):
    """Which mail; whatever else is asked for gives the first of the choices."""

    audience = forms.ChoiceField(label=_("To"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    kind = forms.ChoiceField(label=_("Mail"), choices=Message.Kind, required=False)

    def __init__(self, *args: Any, questionnaire: Questionnaire, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            Respondent.Audience.CUSTOMER: questionnaire.asks_customers,
            Respondent.Audience.SELLER: questionnaire.asks_sellers,
        }
        choices = [(audience.value, audience.label) for audience, is_asked in asked.items() if is_asked]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        self.usual = {"audience": choices[0][0], "language": reader, "kind": Message.Kind.INVITATION.value}

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or usual for name, usual in self.usual.items()}
