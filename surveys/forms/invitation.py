"""Forms about invitations: what their list is narrowed to, and another address for one of them."""

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from surveys.domain.recipient import address
from surveys.models import Respondent
from surveys.models.invitation import InvitationQuerySet, State

SORTS = {
    "name": F("sort_key"),
    "email": F("email"),
    "account": F("account__sort_key"),
    "sent": F("sent_at"),
    "reminded": F("reminded_at"),
}
USUAL_SORT = "name"
SHOWN = [(state.value, state.label) for state in State]


class InvitationSearch(forms.Form):
    """Search, state, audience and order, as they stand in the address; nonsense narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=SHOWN)
    audience = forms.ChoiceField(required=False, choices=Respondent.Audience.choices)
    sort = forms.ChoiceField(required=False, choices=[(sign + name, name) for name in SORTS for sign in ("", "-")])

    def found(self, invitations: InvitationQuerySet) -> InvitationQuerySet:
        """Of all persons asked; those whose invitation was taken back only when they are asked for."""
        self.is_valid()
        chosen = self.cleaned_data
        rows = invitations.filter(is_trial=False).matching(chosen.get("q", ""))
        state, audience = chosen.get("state"), chosen.get("audience")
        rows = rows.in_state(state) if state else rows.filter(withdrawn_at=None)
        rows = rows.filter(audience=audience) if audience else rows
        sort = chosen.get("sort") or USUAL_SORT
        key = SORTS[sort.removeprefix("-")]
        order = key.desc(nulls_last=True) if sort.startswith("-") else key.asc(nulls_last=True)
        return rows.order_by(order, "sort_key", "pk")


class AddressForm(forms.Form):
    """Where to write instead."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def clean_email(self) -> str:
        found = address(self.cleaned_data["email"])
        if found is None:
            raise forms.ValidationError(_("This is not an e-mail address that can be written to."))
        return found
