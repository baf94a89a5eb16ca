"""Forms about attractiveness: weights of a draft, a criterion of the library, one rater's ratings."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.changes.attractiveness import Answer, Choice
from accounts.domain.attractiveness import ALL_WEIGHT, HIGHEST, LOWEST
from accounts.models import CriteriaSet, LibraryCriterion, WeighedCriterion
from accounts.models.criteria import by_category

MOST_CRITERIA = 20
NOT_APPLICABLE = "na"
RATINGS = [(str(rating), str(rating)) for rating in range(LOWEST, HIGHEST + 1)]


class WeightRow(NamedTuple):
    """A criterion of the library with its two inputs."""

    criterion: LibraryCriterion
    weight: forms.BoundField
    minimum: forms.BoundField


class CriteriaSetForm(forms.Form):
    """The whole library; what has a weight is in the set."""

    name = forms.CharField(label=_("Name"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, library: Sequence[LibraryCriterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.library = library
        for each in library:
            self.fields[f"weight_{each.slug}"] = forms.DecimalField(
                label=_("Weight of %(name)s") % {"name": each.name},
                required=False,
                max_digits=5,
                decimal_places=2,
                min_value=Decimal("0.01"),
                max_value=ALL_WEIGHT,
                widget=forms.NumberInput(attrs={"class": "form-control", "data-weight": ""}),
            )
            self.fields[f"minimum_{each.slug}"] = forms.IntegerField(
                label=_("Minimum of %(name)s") % {"name": each.name},
                required=False,
                min_value=LOWEST,
                max_value=HIGHEST,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for each in self.library:
            weight = f"weight_{each.slug}"
            if data.get(f"minimum_{each.slug}") and not data.get(weight) and weight not in self.errors:
                self.add_error(weight, _("A minimum needs a weight."))
        chosen = sum(bool(data.get(f"weight_{each.slug}")) for each in self.library)
        if chosen > MOST_CRITERIA:
            self.add_error(None, _("Twenty criteria are the most; five to eight are advised."))
        return data

    def choices(self) -> list[Choice]:
        data = self.cleaned_data
        return [
            Choice(each, weight, data[f"minimum_{each.slug}"])
            for each in self.library
            if (weight := data[f"weight_{each.slug}"])
        ]

    def groups(self) -> list[tuple[str, list[WeightRow]]]:
        """By category; what has a weight comes first."""
        rows = {
            each.slug: WeightRow(each, self[f"weight_{each.slug}"], self[f"minimum_{each.slug}"])
            for each in self.library
        }
        return [
            (words, sorted((rows[each.slug] for each in found), key=lambda row: not row.weight.value()))
            for words, found in by_category(self.library)
        ]

    @staticmethod
    def initial_of(criteria_set: CriteriaSet | None) -> dict[str, Any]:
        """As the form shows a set. The version counts for a draft alone."""
        if criteria_set is None:
            return {"name": "Capon", "version": 0}
        is_draft = criteria_set.state == CriteriaSet.State.DRAFT
        shown: dict[str, Any] = {"name": criteria_set.name, "version": criteria_set.version if is_draft else 0}
        for each in criteria_set.ordered():
            shown |= {
                f"weight_{each.slug}": Decimal(f"{each.weight.normalize():f}"),
                f"minimum_{each.slug}": each.minimum,
            }
        return shown


class LibraryCriterionForm(forms.ModelForm[LibraryCriterion]):
    """What a criterion is called and what its ratings mean. A new one gets a slug from its English name."""

    class Meta:
        model = LibraryCriterion
        fields = (
            *("category", "name_en", "name_nb", "low_en", "middle_en", "high_en", "low_nb", "middle_nb", "high_nb"),
        )

    def clean_name_en(self) -> str:
        name: str = self.cleaned_data["name_en"]
        if self.instance.pk is None:
            slug = slugify(name)[:60].replace("-", "_")
            if not slug:
                raise forms.ValidationError(_("The name needs letters."))
            if LibraryCriterion.objects.filter(slug=slug).exists():
                raise forms.ValidationError(_("The library has a criterion of this name."))
            self.instance.slug = slug
        return name


class RatingRow(NamedTuple):
    """A criterion of the set with its two inputs."""

    criterion: WeighedCriterion
    rating: forms.BoundField
    evidence: forms.BoundField


class AssessmentForm(forms.Form):
    """All criteria of a set, 1 to 10 or not applicable; what is left blank is missing, never zero."""

    criteria_set = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, criteria_set: CriteriaSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set, self.criteria = criteria_set, criteria_set.ordered()
        ratings = [*RATINGS, (NOT_APPLICABLE, _("Not applicable")), ("", _("Not rated"))]
        for each in self.criteria:
            self.fields[f"rating_{each.slug}"] = forms.ChoiceField(
                label=each.name, choices=ratings, required=False, widget=forms.RadioSelect
            )
            self.fields[f"evidence_{each.slug}"] = forms.CharField(
                label=_("What speaks for it"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 1, "class": "form-control", "maxlength": 500}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("criteria_set") != self.set.pk:
            self.data = {**self.data.dict(), "criteria_set": str(self.set.pk)}  # type: ignore[attr-defined]
            self.add_error(
                None, _("Other criteria were published meanwhile. Look through your ratings and save again.")
            )
        elif not self.errors and not any(answer.rating or answer.not_applicable for answer in self.answers().values()):
            self.add_error(None, _("Rate at least one criterion."))
        return data

    def answers(self) -> dict[str, Answer]:
        return dict(self._answers(self.cleaned_data))

    def _answers(self, data: Mapping[str, Any]) -> Iterator[tuple[str, Answer]]:
        for each in self.criteria:
            said, evidence = data[f"rating_{each.slug}"], data[f"evidence_{each.slug}"]
            is_rated = said not in ("", NOT_APPLICABLE)
            yield each.slug, Answer(int(said) if is_rated else None, said == NOT_APPLICABLE, evidence)

    def groups(self) -> list[tuple[str, list[RatingRow]]]:
        rows = {
            each.slug: RatingRow(each, self[f"rating_{each.slug}"], self[f"evidence_{each.slug}"])
            for each in self.criteria
        }
        return [(words, [rows[each.slug] for each in found]) for words, found in by_category(self.criteria)]

    @staticmethod
    def initial_of(criteria_set: CriteriaSet, answers: Mapping[str, Answer]) -> dict[str, Any]:
        shown: dict[str, Any] = {"criteria_set": criteria_set.pk}
        for slug, answer in answers.items():
            shown[f"rating_{slug}"] = NOT_APPLICABLE if answer.not_applicable else str(answer.rating or "")
            shown[f"evidence_{slug}"] = answer.evidence
        return shown
