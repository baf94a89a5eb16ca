"""One account of many, chosen by typing its name: the field, and what is offered below it meanwhile."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.models.account import AccountQuerySet
from kamplan.fields import sort_key

OFFERED, NAMED = 10, 5
LONGEST = 250
NUMBERED = re.compile(r"(.+) #([0-9]{1,18})$")


class AccountField(forms.CharField):
    """An account by its name. Only those given can be named, so none is found by guessing.

    `asks` is the address that offers names while somebody types, `below` the list it fills. Where no name is typed in
    full, the error says which are near: nobody needs the list, which some browsers do not show.
    """

    default_error_messages = {
        "unknown": _("You see no account of this name. Choose one of those offered while you type."),
        "near": _("No account has just this name. Near it: %(names)s."),
        "several": _("Several accounts have this name. Write one of these: %(names)s."),
    }

    def __init__(self, accounts: AccountQuerySet, *, asks: Any, below: str, **kwargs: Any) -> None:
        self.accounts, self.asks, self.below = accounts, asks, below
        super().__init__(max_length=LONGEST, help_text=_("Begin to type the name of an account."), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "list": self.below,
            "autocomplete": "off",
            "hx-get": self.asks,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{self.below}",
        }

    def prepare_value(self, value: Any) -> Any:
        """The key of an account as its name; what somebody typed, as typed."""
        if not isinstance(value, int):
            return value
        known = self.accounts.filter(pk=value).first()
        return offers([known], self.accounts)[0] if known else ""

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        if not text:
            return None
        match self.named(text):
            case [account]:
                return account
            case []:
                near = accounts_like(self.accounts, text)[:NAMED]
                raise self.refusal("near", near) if near else self.refusal("unknown", [])
            case several:
                raise self.refusal("several", offers(several[:NAMED], self.accounts))

    def named(self, text: str) -> list[Account]:
        """Those of this name; where there is none, the one of the number by which two of one name are offered."""
        found = list(self.accounts.filter(sort_key=sort_key(text))[: NAMED + 1])
        numbered = None if found else NUMBERED.fullmatch(text)
        return list(self.accounts.filter(sort_key=sort_key(numbered[1]), pk=numbered[2])) if numbered else found

    def refusal(self, code: str, names: list[str]) -> ValidationError:
        words = {"names": ", ".join(f"“{name}”" for name in names)}
        return ValidationError(self.error_messages[code], code=code, params=words)


def accounts_like(accounts: AccountQuerySet, text: str) -> list[str]:
    """What is offered while somebody types: names alone, for a browser shows no offer that lacks what was typed."""
    typed = text[:LONGEST].replace("\0", "")
    if not typed.strip():
        return []
    found = accounts.matching(typed)  # by an index, which knows numbers and regions too
    for word in sort_key(typed).split():
        found = found.filter(sort_key__contains=word)
    return offers(list(found.order_by("sort_key", "pk")[:OFFERED]), accounts)


def offers(found: list[Account], accounts: AccountQuerySet) -> list[str]:
    """For each the text that names it and no other: where two have one name, the key tells them apart."""
    keys = list(
        accounts.filter(sort_key__in=[account.sort_key for account in found]).values_list("sort_key", flat=True)
    )
    return [account.name if keys.count(account.sort_key) == 1 else f"{account.name} #{account.pk}" for account in found]
