"""Forms about an account's worth: a switching cost, a place among suppliers, a year's effort, what is assumed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import KamEffort, ServiceArea, SwitchingLine, WalletRank, WorthTerms
from kamplan import world
from kamplan.widgets import LongSelect

NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
WHOLE = {"inputmode": "numeric", "autocomplete": "off"}


def written(*names: str) -> dict[str, forms.Widget]:
    """Inputs in which numbers are typed as the reader writes them."""
    return {name: forms.TextInput(attrs=NUMBER) for name in names}


def calendar() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def in_currency() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Currency"), choices=world.currencies(), widget=LongSelect)


class SwitchingForm(forms.ModelForm[SwitchingLine]):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = SwitchingLine
        fields = ("bearer", "kind", "description", "once", "yearly", "years", "currency", "confidence")
        localized_fields = ("once", "yearly")
        widgets = {**written("once", "yearly"), "years": forms.TextInput(attrs=WHOLE)}
        help_texts = {
            "description": _("Such as training, rebuilding the warehouse, running two systems at once."),
            "yearly": _("What comes again each year, and for how many years; it is counted at present value."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"] = in_currency()
        self.fields["kind"].choices = [("", _("Choose")), *SwitchingLine.Kind.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors.keys().isdisjoint(("once", "yearly", "years")):
            return data
        if data["once"] is None and data["yearly"] is None:
            self.add_error("once", _("Say what it costs, once or each year."))
        if (data["yearly"] is None) != (data["years"] is None):
            missing = "yearly" if data["yearly"] is None else "years"
            self.add_error(missing, _("What comes each year has an amount and a number of years."))
        return data


class WalletForm(forms.ModelForm[WalletRank]):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = WalletRank
        fields = ("area", "suppliers", "place", "level_with", "source", "on")
        widgets = {
            **{name: forms.TextInput(attrs=WHOLE) for name in ("suppliers", "place", "level_with")},
            "on": calendar(),
        }
        help_texts = {
            "suppliers": _("How many the customer buys this category from, us included."),
            "place": _("By how content the customer is with each: 1 is the best."),
            "level_with": _("Suppliers that are just as good in the customer’s eyes. The places are then shared."),
            "source": _("Who says so: a person, a survey, an estimate of ours."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = WalletRank.objects.filter(account=self.instance.account_id).exclude(pk=self.instance.pk)
        free = ServiceArea.objects.filter(parent=None).exclude(pk__in=taken.values("area"))
        self.fields["area"] = forms.ModelChoiceField(free, label=_("Category"), empty_label=_("Choose"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        suppliers, place, level = (data.get(name) for name in ("suppliers", "place", "level_with"))
        if suppliers is not None and place is not None and place > suppliers:
            self.add_error("place", _("The place is one among the suppliers."))
        elif suppliers is not None and place is not None and level is not None and place + level > suppliers:
            self.add_error("level_with", _("There are not so many suppliers on our place and below it."))
        return data


class EffortForm(forms.ModelForm[KamEffort]):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = KamEffort
        fields = ("year", "hours", "hourly", "amount", "currency", "note")
        localized_fields = ("hours", "hourly", "amount")
        widgets = {**written("hours", "hourly", "amount"), "year": forms.TextInput(attrs=WHOLE)}
        help_texts = {
            "hours": _("Of the whole team in the year, with what an hour costs. Or give one amount below."),
            "note": _("Such as who is counted, and whether travel is in it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"] = in_currency()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors.keys().isdisjoint(("hours", "hourly", "amount")):
            return data
        hours, hourly, amount = (data[name] for name in ("hours", "hourly", "amount"))
        if amount is not None and (hours is not None or hourly is not None):
            self.add_error("amount", _("Give hours and what one costs, or an amount: not both."))
        elif amount is None and (hours is None or hourly is None):
            self.add_error(
                "hourly" if hours is not None else "hours", _("Give hours and what one costs, or an amount.")
            )
        others = KamEffort.objects.filter(account=self.instance.account_id).exclude(pk=self.instance.pk)
        if "year" in data and others.filter(year=data["year"]).exists():
            self.add_error("year", _("The effort of this year is there already."))
        return data


class TermsForm(forms.ModelForm[WorthTerms]):
    """What is assumed about one account; what is left empty is as the house has it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    paid_now = forms.TypedChoiceField(
        label=_("First margin"), required=False, coerce=lambda value: value == "True", empty_value=None
    )

    class Meta:
        model = WorthTerms
        fields = ("retention", "interest", "years", "paid_now", "margin", "winning", "agreed_until", "reason")
        localized_fields = ("retention", "interest", "margin", "winning")
        widgets = {
            **written("retention", "interest", "margin", "winning"),
            "years": forms.TextInput(attrs=WHOLE),
            "agreed_until": calendar(),
        }
        help_texts = {
            "retention": _("How likely the customer is still one a year later."),
            "margin": _("In the currency of the house. Empty: what the last twelve months are known to have brought."),
            "winning": _("Only for a new customer: it is taken off the lifetime value."),
            "agreed_until": _("Our loss is counted until then; without an agreement over three years."),
        }

    def __init__(self, *args: Any, house: Mapping[str, str], **kwargs: Any) -> None:
        """`house` says in words what holds where a field is left empty."""
        super().__init__(*args, **kwargs)
        later = (("True", _("at once")), ("False", _("in a year’s time")))
        empty = _("As the house has it: %(value)s") % {"value": house["paid_now"]} if house else _("Choose")
        self.fields["paid_now"].choices = [("", empty), *later]  # type: ignore[attr-defined]
        for name, value in house.items():
            self.fields[name].widget.attrs["placeholder"] = value


class HouseTermsForm(TermsForm):
    """What is assumed of every account that has nothing of its own; without gaps."""

    class Meta(TermsForm.Meta):
        fields = ("retention", "interest", "years", "paid_now", "reason")  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, house={}, **kwargs)
        for name in ("retention", "interest", "years", "paid_now"):
            self.fields[name].required = True
