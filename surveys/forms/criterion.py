"""Forms about criteria: one in somebody's own words, and which there are to choose from."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from surveys.models import Criterion, Survey, SurveyCriterion


class CriterionForm(forms.ModelForm[Criterion]):
    """In both languages; where one is left empty, the other stands in."""

    class Meta:
        model = Criterion
        fields = ("name_en", "name_nb", "help_en", "help_nb")
        help_texts = {
            "name_en": _("One or two words, such as “Delivery time”."),
            "help_en": _("One sentence on what is meant, so that all understand the same by it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_en"].required = self.fields["name_nb"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for kind in ("name", "help"):
            texts = [data.get(f"{kind}_{language}") or "" for language in ("en", "nb")]
            data[f"{kind}_en"], data[f"{kind}_nb"] = (text or next(filter(None, texts), "") for text in texts)
        if not self.errors and not data["name_en"]:
            self.add_error("name_en", _("Give it a name in at least one language."))
        return data


def criteria_for(user: User) -> QuerySet[Criterion]:
    """The library, and what the surveys in sight have asked about."""
    seen = Survey.objects.visible_to(user).filter(pk=OuterRef("survey")).order_by()
    asked = SurveyCriterion.objects.filter(Exists(seen), criterion=OuterRef("pk")).order_by()
    return Criterion.objects.filter(in_library=True) | Criterion.objects.filter(Exists(asked))
