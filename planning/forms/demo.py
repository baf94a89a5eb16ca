"""Who takes over when the demonstration and its people go."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from planning.changes.leave_demo import Successor


class SuccessorForm(forms.Form):
    """The first real administrator, and the name of their supplier."""

    company = forms.CharField(label=_("Your company"), max_length=100)
    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(label=_("Your e-mail"))
    sells = forms.BooleanField(
        label=_("I work with accounts too"),
        required=False,
        initial=True,
        help_text=_("Makes you sales manager as well: an administrator alone reads no account."),
    )

    def successor(self) -> Successor:
        """Only after is_valid()."""
        return Successor(**self.cleaned_data)

    def clean_company(self) -> str:
        name = str(self.cleaned_data["company"])
        if Unit.objects.filter(parent=None, name=name).exists():
            raise forms.ValidationError(_("A unit with this name exists already."))
        return name

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody with this e-mail exists already."))
        return email
