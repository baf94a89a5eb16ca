"""What the list of key accounts and its log are narrowed to and how they are ordered, as the address says it."""

from typing import Any

import django_filters
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.account_list import AccountFilter
from accounts.models import KeyStatus, KeyStatusRound
from accounts.models.account import AccountQuerySet
from accounts.models.key_status import KeyStatusQuerySet

COLUMNS: dict[str, Any] = {
    "name": _("Account"),
    "since": _("Since"),
    "owner": _("Owner"),
    "follow_up": _("Follow up on"),
}
ORDERS = [(sign + name, name) for name in COLUMNS for sign in ("", "-")]
SORTED_BY = {
    "name": "account__sort_key",
    "owner": "account__owner__sort_key",
    "since": "since",
    "follow_up": "follow_up",
}


class KeyStatusFilter(AccountFilter):
    """Of the accounts the reader sees: by unit, sector and owner as their list is, by kind, and by what is due."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=lambda: KeyStatus.Kind.choices, method="leave")
    due = django_filters.ChoiceFilter(
        label=_("Due"),
        choices=lambda: [("overdue", _("Follow-up overdue")), ("unconfirmed", _("Not confirmed in this round"))],
        method="leave",
    )
    sort = django_filters.ChoiceFilter(choices=lambda: ORDERS, method="leave")

    def entries(self) -> KeyStatusQuerySet:
        """The log of the accounts chosen, newest first."""
        rows: AccountQuerySet = self.qs if self.narrowed else self.visible
        found = KeyStatus.objects.about(rows)
        kind = self.chosen.get("kind")
        return found.filter(kind=kind) if kind else found

    def statuses(self) -> KeyStatusQuerySet:
        """The key accounts chosen, in the order asked for and by name where that leaves a choice."""
        found = self.due_in(self.entries().key())
        sort = self.chosen.get("sort", "name")
        key = F(SORTED_BY[sort.strip("-")])
        ordered = key.desc(nulls_last=True) if sort.startswith("-") else key.asc(nulls_last=True)
        return found.order_by(ordered, "account__sort_key", "pk")

    def due_in(self, statuses: KeyStatusQuerySet) -> KeyStatusQuerySet:
        match self.chosen.get("due"):
            case "overdue":
                return statuses.filter(follow_up__lt=timezone.localdate())
            case "unconfirmed":
                return statuses.awaiting(KeyStatusRound.objects.newest())
        return statuses
