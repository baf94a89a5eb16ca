"""The form for what an account should bring in a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Budget
from kamplan import world
from kamplan.widgets import LongSelect

YEARS = (1990, 2100)


class BudgetForm(forms.ModelForm[Budget]):
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])
    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    class Meta:
        model = Budget
        fields = ("year", "kind", "amount", "currency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=world.currencies(), widget=LongSelect)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        known = Budget.objects.filter(account=self.instance.account).exclude(pk=self.instance.pk)
        if data.get("year") and known.filter(year=data["year"], kind=data.get("kind")).exists():
            self.add_error("year", _("There is already one of this kind for this year."))
        return data
