"""Forms about service areas: a new one in a group or at the top, and another name for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ServiceArea
from kamplan.fields import sort_key

DIVIDERS = "/>"  # in a file of figures they stand between a group and its service


class AreaForm(forms.ModelForm[ServiceArea]):
    class Meta:
        model = ServiceArea
        fields: tuple[str, ...] = ("name",)
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if any(divider in name for divider in DIVIDERS):
            raise forms.ValidationError(_("Leave out / and >: in files they stand between a group and its service."))
        namesakes = ServiceArea.objects.filter(parent=self.instance.parent_id, sort_key=sort_key(name))
        if namesakes.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is already an area of this name beside it."))
        return name


class NewAreaForm(AreaForm):
    """The group is read before the name, for a name is taken only among its neighbours."""

    class Meta(AreaForm.Meta):
        fields: tuple[str, ...] = ("parent", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ModelChoiceField(
            ServiceArea.objects.filter(parent=None),
            label=_("Part of"),
            required=False,
            empty_label=_("Nothing: a group of its own"),
        )

    def clean_parent(self) -> ServiceArea | None:
        parent: ServiceArea | None = self.cleaned_data["parent"]
        self.instance.parent = parent
        return parent
