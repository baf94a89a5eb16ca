"""How unique one area is, and whether customers' systems hang on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain.uniqueness import HIGHEST, LOWEST
from accounts.models import AreaUniqueness

YES, NO = "yes", "no"


class UniquenessForm(forms.ModelForm[AreaUniqueness]):
    uniqueness = forms.TypedChoiceField(
        label=_("How unique is it?"),
        choices=[(str(rating), str(rating)) for rating in range(LOWEST, HIGHEST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("1: anybody delivers the same. 5: few do it as well. 10: nobody else can."),
    )
    critical = forms.TypedChoiceField(
        label=_("Does the customer’s work stop without it?"),
        choices=[(YES, _("Yes, it is system-critical")), (NO, _("No"))],
        coerce=lambda said: said == YES,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AreaUniqueness
        fields = ("uniqueness", "critical", "evidence")
        labels = {"evidence": _("What speaks for it")}
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3, "maxlength": 500})}

    @staticmethod
    def initial_of(known: AreaUniqueness | None) -> dict[str, Any]:
        """What was said last."""
        if known is None:
            return {}
        said = {"uniqueness": str(known.uniqueness), "evidence": known.evidence}
        return {**said, "critical": YES if known.critical else NO}
