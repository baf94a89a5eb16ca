"""The list of accounts, and the same list as a file."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request
from accounts.exports.account import account_table
from accounts.forms.account_list import COLUMNS, AccountFilter
from accounts.models import Account, Industry
from accounts.models.tier_official import classes_of
from accounts.models.tier_order import keys_by_class
from kamplan import world
from kamplan.exports import download
from kamplan.htmx import render_page
from kamplan.pages import Page, page_of, page_of_keys

SHOWN = ("pk", "name", "status", "unit__name", "owner__name", "sector", "industry", "region", "country")
INDEXED = ("name", "region")  # columns by which an index has all accounts in order


class Select(NamedTuple):
    """One thing the list can be narrowed by."""

    name: str
    label: Any
    all: Any
    choices: Any
    chosen: str


class Heading(NamedTuple):
    """The heading of a column, and where it leads: to the list ordered by it, or the other way round."""

    name: str
    label: Any
    address: str
    order: str


@require_safe
def account_list(request: Request) -> HttpResponse:
    chosen = AccountFilter(request.GET, reader=request.user)
    sort = chosen.chosen.get("sort", "name")
    page = page_found(chosen, sort, request.GET.get("page"))
    address = chosen.address()
    context = {
        "filter": chosen,
        "address": address,
        "chips": chosen.chips(),
        "selects": selects(chosen) if chosen.is_open else (),
        "statuses": Account.Status.choices,
        "toggle_filters": chosen.address(filters=None if chosen.is_open else 1),
        "orders": orders(),
        "sort": sort,
        "headings": headings(chosen),
        "rows": rows_of(page, classes_of((row[0] for row in page), timezone.localdate())),
        "page": page,
        "may_create": request.user.has_role("kam", "manager"),
        "previous_page": chosen.address(page=page.previous_number),
        "next_page": chosen.address(page=page.next_number),
    }
    response = render_page(request, "accounts/account_list.html", context, part="result")
    here = chosen.address(page=page.number) if page.number > 1 else address
    response.headers["HX-Push-Url"] = reverse("account_list") + here
    return response


@require_safe
def account_export(request: Request, form: str) -> HttpResponse:
    """What the list is narrowed to, all pages of it, in its order."""
    chosen = AccountFilter(request.GET, reader=request.user)
    return download(form, "accounts", account_table(chosen.found(), reader=request.user))


def page_found(chosen: AccountFilter, sort: str, number: str | None) -> Page:
    """The rows of a page in the order asked for. By class they are in order in memory: no index holds classes."""
    if sort.strip("-") == "tier":
        keys = keys_by_class(chosen.narrowed_rows(), timezone.localdate(), best_last=sort.startswith("-"))
        return page_of_keys(chosen.visible, keys, number, columns=SHOWN)
    return page_of(chosen.found(), number, columns=SHOWN, keys_first=sort.strip("-") not in INDEXED)


def rows_of(accounts: Iterable[Any], classes: Mapping[int, str]) -> list[tuple[str, ...]]:
    """Ready to print: the words of the reader's language are looked up once and not for each row."""
    statuses, sectors, industries = map(worded, (Account.Status, Account.Sector, Industry))
    countries = world.country_names()
    return [
        (
            str(pk),
            name,
            status,
            statuses[status],
            classes.get(pk, ""),
            unit,
            owner,
            sectors[sector],
            industries.get(industry, ""),
            region,
            countries.get(country, country),
        )
        for pk, name, status, unit, owner, sector, industry, region, country in accounts
    ]


def worded(choices: Any) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


def selects(chosen: AccountFilter) -> list[Select]:
    everything = {
        "tier": _("All classes"),
        "unit": _("All units"),
        "owner": _("All owners"),
        "sector": _("All sectors"),
        "industry": _("All industries"),
        "region": _("All regions"),
        "country": _("All countries"),
    }
    return [
        Select(name, field.label, all_of_them, field.extra["choices"](), chosen.chosen.get(name, ""))
        for name, all_of_them in everything.items()
        if (field := chosen.filters[name])
    ]


def orders() -> list[tuple[str, Any]]:
    """For the phone, where most headings have no room."""
    upwards = [(name, _("By %(column)s") % {"column": label.lower()}) for name, label in COLUMNS.items()]
    return [*upwards, *((f"-{name}", _("%(order)s, backwards") % {"order": label}) for name, label in upwards)]


def headings(chosen: AccountFilter) -> list[Heading]:
    sort = chosen.chosen.get("sort", "name")
    order = {sort.strip("-"): "descending" if sort.startswith("-") else "ascending"}
    return [
        Heading(name, label, chosen.address(sort=f"-{name}" if sort == name else name), order.get(name, ""))
        for name, label in COLUMNS.items()
    ]
