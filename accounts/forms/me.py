"""The form in which users set up kamplan for themselves."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kamplan.widgets import LongSelect

ZONES = [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name or name == "UTC"]


class MeForm(forms.ModelForm):  # type: ignore[type-arg]
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, widget=LongSelect)

    class Meta:
        model = User
        fields = ("name", "language", "time_zone", "theme")
