"""Two accounts of the ranking to compare, each by its name."""

from collections.abc import Container
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms.account_lookup import AccountField
from accounts.models import Account
from accounts.models.account import AccountQuerySet

NOT_RATED = _("You see no rated account of this name.")


class CompareForm(forms.Form):
    """Two rated accounts, by their names."""

    def __init__(self, *args: Any, accounts: AccountQuerySet, ranked: Container[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranked = ranked
        for name, label in (("one", _("One account")), ("other", _("Another account"))):
            asks = reverse("attractiveness_compare_offers")
            self.fields[name] = AccountField(
                accounts, asks=asks, below=f"{name}-offers", label=label, error_messages={"unknown": NOT_RATED}
            )

    def clean_one(self) -> Account:
        return self.checked("one")

    def clean_other(self) -> Account:
        return self.checked("other")

    def checked(self, name: str) -> Account:
        """Where nothing applies to an account, it has been rated and has no place in the ranking."""
        account: Account = self.cleaned_data[name]
        if account.pk not in self.ranked:
            raise forms.ValidationError(NOT_RATED)
        return account

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choose two different accounts."))
        return data
