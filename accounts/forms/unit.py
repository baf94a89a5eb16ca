"""Forms about units."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.user import UnitChoice
from accounts.models import Unit

DEEPEST = 20


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Unit
        fields = ("name", "kind")

    def clean_name(self) -> str:
        """The name is taken when a neighbour under the same parent has it; the parent is no field of this form."""
        name: str = self.cleaned_data["name"]
        namesakes = Unit.objects.filter(parent=self.instance.parent, name=name)
        if any(namesake != self.instance for namesake in namesakes):
            raise forms.ValidationError(_("There is already a unit of this name beside it."))
        return name


class NewUnitForm(UnitForm):
    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitChoice(units, label=_("Part of"))
        self.order_fields(["parent", "name", "kind"])

    def clean_parent(self) -> Unit:
        parent: Unit = self.cleaned_data["parent"]
        if parent.depth >= DEEPEST:
            raise forms.ValidationError(_("The tree is deep enough here."))
        self.instance.parent = parent  # before the name is checked against its neighbours
        return parent


class MoveForm(forms.Form):
    """Where the unit goes: anywhere the administrator administers, but not below itself."""

    def __init__(self, *args: Any, unit: Unit, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        places = units.exclude(path__startswith=unit.path).exclude(children=unit)
        self.fields["under"] = UnitChoice(places, label=_("Becomes part of"))

    def clean_under(self) -> Unit:
        under: Unit = self.cleaned_data["under"]
        if under.depth >= DEEPEST:
            raise forms.ValidationError(_("The tree is deep enough here."))
        if Unit.objects.filter(parent=under, name=self.unit.name).exists():
            raise forms.ValidationError(_("There is already a unit of this name there."))
        return under
