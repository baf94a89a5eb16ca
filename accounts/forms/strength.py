"""One rater's judgement: how the customer sees us and the best rival, factor by factor, and whether it was asked."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.changes.strength import FactorAnswer, View
from accounts.domain.attractiveness import HIGHEST, LOWEST
from accounts.models import Account, Contact, FactorSet, WeighedFactor
from accounts.models.strength import PRICE

RATINGS = [*((str(rating), str(rating)) for rating in range(LOWEST, HIGHEST + 1)), ("", _("Not rated"))]
YES, NO = "yes", "no"


class FactorRatingRow(NamedTuple):
    """A factor with its inputs: for us, for the rival, and what speaks for it."""

    factor: WeighedFactor
    sides: tuple[forms.BoundField, forms.BoundField]
    evidence: forms.BoundField


class StrengthForm(forms.Form):
    """All factors of a set, 1 to 10 twice; what is left blank is missing, never zero."""

    factor_set = forms.IntegerField(widget=forms.HiddenInput)
    rival = forms.CharField(
        label=_("The best rival, as the customer sees it"),
        max_length=120,
        help_text=_("The supplier the customer would choose if it did not choose us."),
    )
    asked = forms.ChoiceField(
        label=_("Was the customer asked?"),
        choices=[(YES, _("Yes")), (NO, _("No, this is our own guess"))],
        widget=forms.RadioSelect,
    )
    asked_contact = forms.ModelChoiceField(
        label=_("Who was asked"), queryset=Contact.objects.none(), required=False, empty_label=_("Choose")
    )
    asked_on = forms.DateField(
        label=_("When"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    price = forms.IntegerField(
        label=_("Our price, where the rival’s is 100"),
        required=False,
        min_value=PRICE[0],
        max_value=PRICE[1],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "For the same: 110 when we are a tenth dearer, 90 when we are a tenth cheaper. Blank is not known."
        ),
    )

    def __init__(self, *args: Any, account: Account, factor_set: FactorSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set, self.factors = factor_set, factor_set.ordered()
        self.fields["asked_contact"].queryset = account.contacts.filter(deleted_at=None)  # type: ignore[attr-defined]
        self.fields["asked_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        for each in self.factors:
            for part, label in (("own", _("We")), ("rival", _("The rival"))):
                self.fields[f"{part}_{each.slug}"] = forms.ChoiceField(
                    label=label, choices=RATINGS, required=False, widget=forms.RadioSelect
                )
            self.fields[f"evidence_{each.slug}"] = forms.CharField(
                label=_("What speaks for it"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "maxlength": 500}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("factor_set") != self.set.pk:
            self.data = {**self.data.dict(), "factor_set": str(self.set.pk)}  # type: ignore[attr-defined]
            self.add_error(None, _("Other factors were published meanwhile. Look through your ratings and save again."))
        elif not self.errors and not any(answer.own and answer.rival for answer in self.answers().values()):
            self.add_error(None, _("Rate at least one factor, both for us and for the rival."))
        if data.get("asked") == YES:
            self._clean_asked(data)
        return data

    def _clean_asked(self, data: dict[str, Any]) -> None:
        if "asked_contact" not in self.errors and not data.get("asked_contact"):
            self.add_error("asked_contact", _("Say who was asked. Somebody new is added to the contacts first."))
        if "asked_on" in self.errors:
            return
        if not data.get("asked_on"):
            self.add_error("asked_on", _("Say when they were asked."))
        elif data["asked_on"] > timezone.localdate():
            self.add_error("asked_on", _("That day has not come yet."))

    def view(self) -> View:
        """Whom and when is kept only of those who were asked."""
        data = self.cleaned_data
        if data["asked"] == NO:
            return View(data["rival"], price=data["price"])
        return View(data["rival"], data["asked_on"], data["asked_contact"], data["price"])

    def answers(self) -> dict[str, FactorAnswer]:
        return dict(self._answers(self.cleaned_data))

    def _answers(self, data: Mapping[str, Any]) -> Iterator[tuple[str, FactorAnswer]]:
        for each in self.factors:
            own, rival = (int(said) if (said := data[f"{part}_{each.slug}"]) else None for part in ("own", "rival"))
            yield each.slug, FactorAnswer(own, rival, data[f"evidence_{each.slug}"])

    def rows(self) -> list[FactorRatingRow]:
        return [
            FactorRatingRow(each, (self[f"own_{each.slug}"], self[f"rival_{each.slug}"]), self[f"evidence_{each.slug}"])
            for each in self.factors
        ]

    @staticmethod
    def initial_of(
        factor_set: FactorSet, view: View | None = None, answers: Mapping[str, FactorAnswer] | None = None
    ) -> dict[str, Any]:
        shown: dict[str, Any] = {"factor_set": factor_set.pk}
        if view is not None:
            shown |= {"rival": view.rival, "asked": YES if view.asked else NO, "price": view.price}
            shown |= {"asked_on": view.asked_on, "asked_contact": view.asked_contact}
        for slug, answer in (answers or {}).items():
            shown |= {f"own_{slug}": str(answer.own or ""), f"rival_{slug}": str(answer.rival or "")}
            shown[f"evidence_{slug}"] = answer.evidence
        return shown
