"""Forms for requests of persons: who asks, and the last question before an erasure."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonForm(forms.Form):
    """A full name or an e-mail address; half a name would show strangers."""

    who = forms.CharField(
        label=_("Full name or e-mail address"),
        min_length=3,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class ErasureForm(forms.Form):
    """Nobody erases by a slip of the hand."""

    is_sure = forms.BooleanField(label=_("I have made sure that this is the person who asked"))
