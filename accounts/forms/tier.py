"""Forms about classes: what the pyramid is narrowed to, cuts to try, a set of tiers, a decision against the rule."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.domain.pyramid import Cut
from accounts.models import Tier, TierOverride, TierSet
from accounts.models.tier_pyramid import Pyramid

MOST_TIERS = 6
LONGEST_DECISION = 3  # years


class SinceForm(forms.Form):
    """From which day on moves are told."""

    since = forms.DateField(label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}))


class CutsForm(forms.Form):
    """Cuts to try: one for each tier but the last. Nothing is stored."""

    def __init__(self, *args: Any, pyramid: Pyramid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, tier in enumerate(pyramid.tiers[:-1]):
            self.fields[f"cut{number}"] = forms.DecimalField(
                label=_("%(name)s ends at %%") % {"name": tier.name},
                min_value=Decimal("0.01"),
                max_value=100,
                max_digits=5,
                decimal_places=2,
                initial=tier.cut,
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        cuts = [data[name] for name in self.fields if name in data]
        if cuts != sorted(set(cuts)):
            raise ValidationError(_("Each class ends above the one before it."))
        return data

    def cuts(self) -> list[Cut]:
        return [Cut.of_percent(self.cleaned_data[name]) for name in self.fields]


class TierSetForm(forms.ModelForm[TierSet]):
    """What is counted, over how many months, and how long a move must last."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = TierSet
        fields = (
            *("name", "basis", "months", "revenue_weight", "margin_weight", "growth_weight"),
            *("lasting", "many_key_accounts", "too_many_key_accounts"),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        weights = [data.get(name) for name in ("revenue_weight", "margin_weight", "growth_weight")]
        if None not in weights and sum(map(int, weights)) != 100:  # type: ignore[arg-type]
            self.add_error("revenue_weight", _("The three weights sum to 100."))
        many, too_many = data.get("many_key_accounts"), data.get("too_many_key_accounts")
        if many is not None and too_many is not None and many > too_many:
            self.add_error("too_many_key_accounts", _("Too many begins where many ends, or above."))
        return data


class TierForm(forms.ModelForm[Tier]):
    """One class of a set. One without a name is left out."""

    name = forms.CharField(label=_("Name"), max_length=30, required=False)

    class Meta:
        model = Tier
        fields = (
            *("name", "cut", "band", "contact_ideal", "contact_latest", "plan", "review_months", "budget", "is_key"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].required = self.fields["plan"].required = False

    def clean_band(self) -> Decimal:
        return self.cleaned_data["band"] or Decimal()

    def clean_plan(self) -> str:
        return self.cleaned_data["plan"] or str(Tier.Plan.NONE)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        ideal, latest = data.get("contact_ideal"), data.get("contact_latest")
        if (ideal is None) != (latest is None):
            self.add_error("contact_latest", _("Give both numbers of days, or none."))
        elif ideal is not None and latest is not None and not 1 <= ideal <= latest <= 730:
            self.add_error("contact_latest", _("At least the days between contacts, and at most 730."))
        review = data.get("review_months")
        if review is not None and not 1 <= review <= 60:
            self.add_error("review_months", _("From 1 to 60 months."))
        return data


class TiersFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """Best first. What spans classes is checked here: names differ, cuts rise, the last one takes the rest."""

    def clean(self) -> None:
        if any(form.errors for form in self.forms):
            return
        tiers = self.tiers()
        if len(tiers) < 2:
            raise ValidationError(_("A set has two classes at least."))
        if len({tier.name for tier in tiers}) < len(tiers):
            raise ValidationError(_("Two classes have the same name."))
        cuts = [tier.cut for tier in tiers[:-1]]
        if None in cuts:
            raise ValidationError(_("Say where each class ends, but for the last one."))
        if cuts != sorted(set(cuts)):  # type: ignore[type-var]
            raise ValidationError(_("Each class ends above the one before it."))
        if tiers[-1].cut is not None:
            raise ValidationError(_("The last class takes all the rest: leave its end empty."))

    def tiers(self) -> list[Tier]:
        """Those with a name."""
        return [form.instance for form in self.forms if form.cleaned_data.get("name")]


TierFormSet = forms.formset_factory(
    TierForm, formset=TiersFormSet, extra=0, min_num=MOST_TIERS, max_num=MOST_TIERS, absolute_max=MOST_TIERS
)


class TierOverrideForm(forms.ModelForm[TierOverride]):
    """A class against the rule, with a reason and a last day."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = TierOverride
        fields = ("tier", "reason", "expires")
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
            "expires": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, tier_set: TierSet, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["tier"] = forms.ModelChoiceField(
            tier_set.tiers.order_by("order"), label=_("Class"), empty_label=_("Choose")
        )

    def clean_expires(self) -> date:
        day: date = self.cleaned_data["expires"]
        if day < self.today:
            raise ValidationError(_("The last day is today or later."))
        if day > self.today.replace(year=self.today.year + LONGEST_DECISION, day=min(self.today.day, 28)):
            raise ValidationError(_("A decision holds for three years at most, then it is made again."))
        return day
