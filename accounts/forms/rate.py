"""The form for an exchange rate: a currency, a day, and what one unit is worth from that day on."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeRate
from kamplan import world
from kamplan.widgets import LongSelect


class RateForm(forms.ModelForm[ExchangeRate]):
    class Meta:
        model = ExchangeRate
        fields = ("currency", "on", "rate")
        widgets = {
            "on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "rate": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, name) for code, name in world.currencies() if code != settings.CURRENCY]
        self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=others, widget=LongSelect)
        self.fields["rate"].help_text = _("What one unit is worth in %(currency)s.") % {"currency": settings.CURRENCY}
        self.fields["rate"].localize = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        known = ExchangeRate.objects.exclude(pk=self.instance.pk)
        if data.get("on") and known.filter(currency=data.get("currency"), on=data["on"]).exists():
            self.add_error("on", _("There is already a rate of this currency from this day on."))
        return data
