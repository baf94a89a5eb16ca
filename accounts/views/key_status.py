"""The official list of key accounts, what waits for a decision, and the log of all decisions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import Request, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.charts.key_status import class_words, points_words, revenue_words, waits_words
from accounts.domain.key_status import Due, due
from accounts.exports.key_status import due_table, key_status_table, log_table, others_table
from accounts.forms.key_status_list import COLUMNS, KeyStatusFilter
from accounts.models import Account, KeyStatus, KeyStatusReach, KeyStatusRound
from accounts.models.key_status_due import agenda, candidates, key_loads, waits
from accounts.models.tier_official import classes_of
from accounts.views.account_list import Heading, Select
from kamplan.exports import download
from kamplan.pages import page_of

ALL = {
    "unit": _("All units"),
    "sector": _("All sectors"),
    "owner": _("All owners"),
    "kind": _("All kinds"),
    "due": _("Due or not"),
}
MOST_OTHERS = 200
MOST_CANDIDATES = 20
MOST_WAITING = 200  # of each kind


@require_safe
def key_status_list(request: Request) -> HttpResponse:
    chosen, today = KeyStatusFilter(request.GET, reader=request.user), timezone.localdate()
    newest = KeyStatusRound.objects.newest()
    everything = KeyStatus.objects.visible_to(request.user)
    page = page_of(chosen.statuses().told(), request.GET.get("page"))
    is_open = KeyStatusReach.objects.is_open()
    others = KeyStatus.objects.served_by_others(request.user, is_open=is_open).told().order_by("account__sort_key")
    context = frame(request, chosen, tuple(ALL), shown=bool(page.object_list)) | {
        "rows": rows_of(page, today, newest),
        "page": page,
        "headings": headings(chosen),
        "round": newest,
        "waiting": waits_words(waits(everything, today, newest)),
        "loads": key_loads(chosen.statuses()),
        "others": others_of(others[:MOST_OTHERS], today),
        "is_narrow": bool(page.object_list) and not is_open,
        "previous_page": chosen.address(page=page.previous_number),
        "next_page": chosen.address(page=page.next_number),
    }
    return render(request, "accounts/key_status/list.html", context)


@require_safe
def key_status_file(request: Request, form: str) -> HttpResponse:
    """What the list is narrowed to; in XLSX also the key accounts of others, where everybody reads them."""
    chosen = KeyStatusFilter(request.GET, reader=request.user)
    others = KeyStatus.objects.served_by_others(request.user).told().order_by("account__sort_key")
    tables = [key_status_table(chosen.statuses().told())]
    if others:
        tables.append(others_table(others_of(others, timezone.localdate())))
    return download(form, "key-accounts", *tables)


@require_safe
def key_status_due(request: Request) -> HttpResponse:
    """What waits, since when, and who is asked to decide."""
    chosen, today = KeyStatusFilter(request.GET, reader=request.user), timezone.localdate()
    newest = KeyStatusRound.objects.newest()
    waiting = agenda(chosen.entries(), today, newest, most=MOST_WAITING, with_deciders=True)
    counted = waits(chosen.entries(), today, newest)
    named = candidates(Account.objects.visible_to(request.user), today).select_related("owner").order_by("sort_key")
    classes = classes_of((each.status.account_id for each in waiting.unconfirmed), today)
    shown = bool(counted.most or counted.keys)
    context = frame(request, chosen, ("unit", "sector", "owner", "kind"), shown=shown) | {
        "agenda": waiting,
        "unconfirmed": [(each, classes.get(each.status.account_id, "")) for each in waiting.unconfirmed],
        "confirmed": counted.keys - counted.unconfirmed,
        "keys": counted.keys,
        "there_are_more": counted.most > MOST_WAITING,
        "most_waiting": MOST_WAITING,
        "candidates": list(named[: MOST_CANDIDATES + 1]),
        "most": MOST_CANDIDATES,
    }
    return render(request, "accounts/key_status/due.html", context)


@require_safe
def key_status_due_file(request: Request, form: str) -> HttpResponse:
    chosen = KeyStatusFilter(request.GET, reader=request.user)
    newest = KeyStatusRound.objects.newest()
    waiting = agenda(chosen.entries(), timezone.localdate(), newest, with_deciders=True)
    return download(form, "key-accounts-due", due_table(waiting))


@require_safe
def key_status_log(request: Request) -> HttpResponse:
    chosen = KeyStatusFilter(request.GET, reader=request.user)
    page = page_of(chosen.entries().told().order_by("-pk"), request.GET.get("page"))
    narrowed_by = ("unit", "sector", "owner", "kind")
    context = frame(request, chosen, narrowed_by, shown=bool(page.object_list)) | {
        "rows": [(each, class_words(each), points_words(each), revenue_words(each)) for each in page],
        "page": page,
        "previous_page": chosen.address(page=page.previous_number),
        "next_page": chosen.address(page=page.next_number),
    }
    return render(request, "accounts/key_status/log.html", context)


@require_safe
def key_status_log_file(request: Request, form: str) -> HttpResponse:
    chosen = KeyStatusFilter(request.GET, reader=request.user)
    return download(form, "key-accounts-log", log_table(chosen.entries().told().order_by("-pk")))


# --- what the pages share ---------------------------------------------------------------------------------------------
def frame(request: Request, chosen: KeyStatusFilter, narrowed_by: Iterable[str], *, shown: bool) -> dict[str, Any]:
    """The tabs, and what the page is narrowed to. Who is shown something sees accounts."""
    return {
        "filter": chosen,
        "selects": selects(chosen, narrowed_by) if chosen.is_open else (),
        "chips": chosen.chips(),
        "sort": chosen.chosen.get("sort", ""),
        "address": chosen.address(filters=None),
        "is_narrowed": bool(chosen.narrowed),
        "sees_accounts": shown or chosen.visible.exists(),
        "here": request.resolver_match.url_name if request.resolver_match else "",
        "may_arrange": may_at_the_top(request.user, UnitAct.KEY_ROUNDS),
    }


def selects(chosen: KeyStatusFilter, narrowed_by: Iterable[str]) -> list[Select]:
    return [
        Select(name, field.label, ALL[name], field.extra["choices"](), chosen.chosen.get(name, ""))
        for name in narrowed_by
        if (field := chosen.filters[name])
    ]


def headings(chosen: KeyStatusFilter) -> dict[str, Heading]:
    sort = chosen.chosen.get("sort", "name")
    order = {sort.strip("-"): "descending" if sort.startswith("-") else "ascending"}
    return {
        name: Heading(name, label, chosen.address(sort=f"-{name}" if sort == name else name), order.get(name, ""))
        for name, label in COLUMNS.items()
    }


def rows_of(statuses: Iterable[KeyStatus], today: date, newest: KeyStatusRound | None) -> list[dict[str, Any]]:
    """Each with its class of today, and whether something about it is due."""
    shown = list(statuses)
    classes = classes_of((status.account_id for status in shown), today)
    return [
        {
            "status": status,
            "account": status.account,
            "class": classes.get(status.account_id, ""),
            "is_overdue": status.follow_up is not None and due(status.follow_up, today) is Due.OVERDUE,
            "is_unconfirmed": newest is not None and status.round_id != newest.pk,
            "is_lost": status.account.status == Account.Status.LOST,
        }
        for status in shown
    ]


def others_of(statuses: Iterable[KeyStatus], today: date) -> list[tuple[Any, ...]]:
    """No more than the setting allows: name, kind, class, since, owner, reason."""
    shown = list(statuses)
    classes = classes_of((status.account_id for status in shown), today)
    return [
        (
            *(each.account.name, str(each.get_kind_display()), classes.get(each.account_id, "")),
            *(each.since, each.account.owner.name, each.reason),
        )
        for each in shown
    ]
