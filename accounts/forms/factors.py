"""The draft of a set of factors: eight rows at most, each a name in both languages and a weight."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.changes.strength import FactorChoice
from accounts.domain.attractiveness import ALL_WEIGHT
from accounts.models import FactorSet
from accounts.models.factors import MOST

WORDS = ("name_en", "name_nb")


class FactorSetForm(forms.Form):
    """Rows left empty are no factors. One that keeps a name of the set `known` is the same, and keeps its ratings."""

    name = forms.CharField(label=_("Name"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, known: FactorSet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factors = known.ordered() if known else []
        self.slugs = {name: each.slug for each in factors for name in (each.name_en, each.name_nb)}
        for number in range(1, MOST + 1):
            told = {"number": number}
            labels = (_("Factor %(number)s in English"), _("Factor %(number)s in Norwegian"))
            for field, label in zip(WORDS, labels, strict=True):
                self.fields[f"{field}_{number}"] = forms.CharField(
                    label=label % told,
                    max_length=120,
                    required=False,
                    widget=forms.TextInput(attrs={"class": "form-control"}),
                )
            self.fields[f"weight_{number}"] = forms.DecimalField(
                label=_("Weight of factor %(number)s") % told,
                required=False,
                max_digits=5,
                decimal_places=2,
                min_value=Decimal("0.01"),
                max_value=ALL_WEIGHT,
                widget=forms.NumberInput(attrs={"class": "form-control", "data-weight": ""}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        known: set[str] = set()
        for number in range(1, MOST + 1):
            parts = [f"{part}_{number}" for part in (*WORDS, "weight")]
            if any(part in self.errors for part in parts) or not any(data.get(part) for part in parts):
                continue
            for part in parts:
                if not data.get(part):
                    self.add_error(part, _("A factor has a name in both languages and a weight."))
            slug = self.slug_of(*(data.get(f"{word}_{number}") or "" for word in WORDS))
            if slug in known:
                self.add_error(f"name_en_{number}", _("Each factor comes once."))
            known.add(slug)
        return data

    def choices(self) -> list[FactorChoice]:
        return list(self._choices(self.cleaned_data))

    def _choices(self, data: dict[str, Any]) -> Iterator[FactorChoice]:
        for number in range(1, MOST + 1):
            if data[f"weight_{number}"]:
                name_en, name_nb = (data[f"{word}_{number}"] for word in WORDS)
                yield FactorChoice(self.slug_of(name_en, name_nb), name_en, name_nb, data[f"weight_{number}"])

    def slug_of(self, name_en: str, name_nb: str) -> str:
        """A new one is made of the English name; one whose name has no letters is as good as any other."""
        known = self.slugs.get(name_en) or self.slugs.get(name_nb)
        return known or slugify(name_en)[:60].replace("-", "_") or "factor"

    def rows(self) -> list[list[forms.BoundField]]:
        """The three inputs of each factor."""
        return [[self[f"{part}_{number}"] for part in (*WORDS, "weight")] for number in range(1, MOST + 1)]

    @staticmethod
    def initial_of(factor_set: FactorSet | None) -> dict[str, Any]:
        """As the form shows a set. The version counts for a draft alone."""
        if factor_set is None:
            return {"version": 0}
        is_draft = factor_set.state == FactorSet.State.DRAFT
        shown: dict[str, Any] = {"name": factor_set.name, "version": factor_set.version if is_draft else 0}
        for number, each in enumerate(factor_set.ordered(), 1):
            shown |= {f"{word}_{number}": getattr(each, word) for word in WORDS}
            shown[f"weight_{number}"] = Decimal(f"{each.weight.normalize():f}")
        return shown
