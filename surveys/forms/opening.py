"""Forms about how long a survey takes answers."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models import Questionnaire, Survey
from surveys.models.questionnaire import LARGEST_GROUP

LAST_SECOND = time(23, 59, 59)


class LastDayField(forms.DateField):
    """A day, kept as its last second where the user is: whoever answers on that day is in time."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> datetime | None:
        day = super().to_python(value)
        return timezone.make_aware(datetime.combine(day, LAST_SECOND)) if day else None

    def prepare_value(self, value: Any) -> Any:
        return timezone.localdate(value) if isinstance(value, datetime) else value


class ReopenForm(forms.Form):
    """Until when an earlier survey takes answers again."""

    closes_at = LastDayField(
        label=_("Last day to answer"),
        required=False,
        help_text=_("Left empty, the survey stays open until you close it."),
    )


class ExtendForm(ReopenForm):
    """The same for an open survey; of a confidential one, the smallest group may be made larger."""

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"closes_at": questionnaire.closes_at, "threshold": questionnaire.threshold}
        if questionnaire.survey.mode == Survey.Mode.CONFIDENTIAL:
            self.fields["threshold"] = forms.IntegerField(
                label=_("Smallest group shown"),
                min_value=questionnaire.threshold,
                max_value=LARGEST_GROUP,
                help_text=_("It may be raised, never lowered: respondents were promised at least this."),
            )
