"""Forms about users: inviting, editing, giving a role, finding."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, Unit, User

NO_ROLE = ("", _("No role: works on the accounts whose team lists this person"))


class UserForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an administrator says about a person, who must belong to a unit of theirs."""

    class Meta:
        model = User
        fields = ("name", "email", "language", "unit")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(units, label=_("Belongs to"))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody already signs in with this address."), code="unique")
        return email


class InvitationForm(UserForm):
    kind = forms.ChoiceField(
        label=_("Role"),
        choices=[NO_ROLE, *Role.Kind.choices],
        required=False,
        help_text=_("In the unit chosen above and all units below it. More roles can be given afterwards."),
    )


class RoleForm(forms.Form):
    """A role in a unit the administrator administers."""

    kind = forms.ChoiceField(label=_("Role"), choices=Role.Kind.choices)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(units, label=_("In"))


class UserSearch(forms.Form):
    """The list's filters, all in its address. Each tells a screen reader its name."""

    q = forms.CharField(required=False, max_length=100)
    role = forms.ChoiceField(required=False, choices=[("", _("Any role")), *Role.Kind.choices])
    state = forms.ChoiceField(
        required=False,
        choices=[("", _("With and without access")), ("active", _("Active")), ("inactive", _("Access ended"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"type": "search", "class": "form-control", "autocomplete": "off"}
        self.fields["q"].widget.attrs = {**words, "aria-label": _("Search"), "placeholder": _("Name or e-mail")}
        for name, label in (("role", _("Role")), ("state", _("Access"))):
            self.fields[name].widget.attrs = {"class": "form-select", "form": "narrow", "aria-label": label}


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Units in the order of the tree, those below set in."""

    def __init__(self, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(units.order_by("path"), empty_label=None, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return "\u2007\u2007" * obj.depth + obj.name
