"""The form for a day on which the silent are reminded."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kamplan.formats import day
from surveys.models import Survey


class ReminderForm(forms.Form):
    """A day from today until the survey closes, each once."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, survey: Survey, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        self.today = local_day(now)
        self.closes_at = survey.questionnaire.closes_at
        bounds = {"min": self.today, "max": self.last}
        self.fields["on"].widget.attrs.update({name: f"{bound:%Y-%m-%d}" for name, bound in bounds.items() if bound})

    @property
    def last(self) -> date | None:
        return local_day(self.closes_at) if self.closes_at else None

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError(_("This day is over."))
        if self.last and on > self.last:
            raise ValidationError(_("The survey closes on %(day)s, before that day."), params={"day": day(self.last)})
        if self.survey.reminders.filter(on=on).exists():
            raise ValidationError(_("This day has been chosen already."))
        return on


def local_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
