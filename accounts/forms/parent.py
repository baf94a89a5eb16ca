"""The parent group of an account, chosen by typing its name."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.models.account import AccountQuerySet
from kamplan.fields import sort_key

OFFERED = 10
NUMBERED = re.compile(r"#([0-9]{1,18})$")
NO_SUCH = _("You see no account of this name. Choose one of those offered while you type.")
SEVERAL = _("Several accounts have this name. Choose one of those offered while you type.")


class ParentField(forms.CharField):
    """Another account by its name. Only those the reader sees can be named, so none is found by guessing."""

    def __init__(self, accounts: AccountQuerySet, **kwargs: Any) -> None:
        self.accounts = accounts
        super().__init__(required=False, max_length=250, **kwargs)

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
        number = NUMBERED.search(text)
        found = self.accounts.filter(pk=number[1]) if number else self.accounts.filter(sort_key=sort_key(text))
        match list(found[:2]):
            case [account]:
                return account
            case []:
                raise ValidationError(NO_SUCH)
        raise ValidationError(SEVERAL)


def parents_like(accounts: AccountQuerySet, text: str) -> list[str]:
    """What is offered while somebody types."""
    if not text.strip():
        return []
    return offers(list(accounts.matching(text).order_by("sort_key", "pk")[:OFFERED]), accounts)


def offers(found: list[Account], accounts: AccountQuerySet) -> list[str]:
    """For each the text that names it and no other: where two have one name, the key tells them apart."""
    keys = list(
        accounts.filter(sort_key__in=[account.sort_key for account in found]).values_list("sort_key", flat=True)
    )
    return [account.name if keys.count(account.sort_key) == 1 else f"{account.name} #{account.pk}" for account in found]


def is_below(account: Account | None, other: Account) -> bool:
    """Is `account` the other one, or one of its subsidiaries at any depth? Then it cannot be its parent."""
    seen: set[int] = set()
    while account is not None and account.pk not in seen:
        if account.pk == other.pk:
            return True
        seen.add(account.pk)
        account = account.parent
    return False
