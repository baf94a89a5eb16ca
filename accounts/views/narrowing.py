"""Pages about figures, narrowed as the list of accounts is: by unit, sector and owner."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Request
from accounts.forms.account_list import AccountFilter
from accounts.views.account_list import Select


def narrowed(request: Request) -> AccountFilter:
    return AccountFilter(request.GET, reader=request.user)


def narrowing(chosen: AccountFilter) -> dict[str, Any]:
    """What `accounts/_narrowing.html` shows, and the query for files."""
    return {
        "filter": chosen,
        "selects": selects(chosen) if chosen.is_open else (),
        "chips": chosen.chips(),
        "address": chosen.address(filters=None),
    }


def selects(chosen: AccountFilter) -> list[Select]:
    everything = {"unit": _("All units"), "sector": _("All sectors"), "owner": _("All owners")}
    return [
        Select(name, field.label, words, field.extra["choices"](), chosen.chosen.get(name, ""))
        for name, words in everything.items()
        for field in [chosen.filters[name]]
    ]
