"""Forms about the customer's own figures: what it is and owns, and one number of one year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import CustomerProfile, Figure
from accounts.models.figure import YEARS
from kamplan import world
from kamplan.widgets import LongSelect


class ProfileForm(forms.ModelForm[CustomerProfile]):
    class Meta:
        model = CustomerProfile
        fields = (
            *("ownership", "business_model", "reach", "employees", "sites", "users", "technology", "decided_at"),
            "expects",
        )
        widgets = dict.fromkeys(
            ("ownership", "business_model", "reach", "decided_at", "expects"),
            forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        )
        help_texts = {
            "ownership": _("Who owns it, and how much of it: persons, a group, a fund, the public."),
            "business_model": _("What it lives by: who pays it, and for what."),
            "reach": _("Whom it reaches, and how many: its own customers, readers, inhabitants, markets."),
            "technology": _("From 1, hardly any, to 10, lives by it."),
            "decided_at": _("Which office or company of the group decides what is bought."),
            "expects": _("What must come of what it buys, in its own words: more sales, more customers, lower costs."),
        }


class FigureForm(forms.ModelForm[Figure]):
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])
    amount = forms.DecimalField(
        label=_("Amount"),
        max_digits=15,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    class Meta:
        model = Figure
        fields = ("kind", "category", "year", "amount", "currency", "source")
        help_texts = {
            "category": _("What the customer buys of us and others, for the budget of a category."),
            "source": _("Who says so: the annual report, a person, an estimate of ours."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=world.currencies(), widget=LongSelect)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kind, category = data.get("kind"), data.get("category", "")
        if kind == Figure.Kind.CATEGORY_BUDGET and not category:
            self.add_error("category", _("Say which category it is."))
        elif kind and kind != Figure.Kind.CATEGORY_BUDGET and category:
            self.add_error("category", _("Only the budget of a category has one."))
        known = Figure.objects.filter(account=self.instance.account).exclude(pk=self.instance.pk)
        if data.get("year") and known.filter(year=data["year"], kind=kind, category=category).exists():
            self.add_error("year", _("There is already one of this kind for this year."))
        return data
