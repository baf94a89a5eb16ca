"""The value of an account: the panel of its page, a page of its own, its chart and its files."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request, account_to_view, may
from accounts.charts.value import value_chart
from accounts.domain.value import YEAR, Attained, Sum
from accounts.exports.value import value_tables
from accounts.models import Account, Budget
from accounts.models.value import AccountValue
from kamplan.charts import drawing, nothing, picture
from kamplan.exports import download
from kamplan.formats import MISSING, month, number

AREAS_IN_PANEL = 5


@dataclass(frozen=True)
class Line:
    """A sum in words, beside the one of the year before."""

    name: str
    revenue: str
    before: str
    change: str
    margin: str
    margin_share: str
    recurring: str


@require_safe
def value_panel(request: Request, pk: int) -> HttpResponse:
    """Fetched after the account's page, which shows without waiting for sums."""
    account = account_to_view(request.user, pk)
    return render(request, "accounts/value/_panel.html", told(request, account))


@require_safe
def value(request: Request, pk: int) -> HttpResponse:
    account = account_to_view(request.user, pk)
    context = told(request, account)
    found: AccountValue = context["found"]
    chart = value_chart(found.told, found.rates.house)
    months = found.told.months
    pairs = zip(months[YEAR:], months[:YEAR], strict=True)
    context["picture"] = picture(chart) if chart else None
    context["months"] = [line(month(each), now, before) for (each, now), (_earlier, before) in pairs]
    return render(request, "accounts/value/value.html", context)


@require_safe
def value_svg(request: Request, pk: int) -> HttpResponse:
    found = AccountValue(account_to_view(request.user, pk), timezone.localdate())
    chart = value_chart(found.told, found.rates.house)
    image = drawing(chart) if chart else nothing(_("There are no figures to show."))
    return HttpResponse(image, content_type="image/svg+xml")


@require_safe
def value_export(request: Request, pk: int, form: str) -> HttpResponse:
    found = AccountValue(account_to_view(request.user, pk), timezone.localdate())
    return download(form, f"kamplan-value-{pk}", *value_tables(found))


def told(request: Request, account: Account) -> dict[str, Any]:
    found = AccountValue(account, timezone.localdate())
    said = found.told
    return {
        "account": account,
        "may": may(request.user, account),
        "may_import": request.user.has_role("kam", "manager"),
        "found": found,
        "house": found.rates.house,
        "since": month(said.months[YEAR][0]),
        "until": month(said.months[-1][0]),
        "whole": line("", said.latest, said.before),
        "n": number(said.latest.n),
        "empty_months": said.empty_months,
        "areas": [line(found.area_names[area], now, before) for area, now, before in said.areas],
        "few": AREAS_IN_PANEL,
        "bought": found.bought,
        "unconverted": [(currency, number(count)) for currency, count in said.unconverted],
        "without_margin": number(said.latest.n - said.latest.with_margin)
        if said.latest.with_margin < said.latest.n
        else "",
        "attainments": [attainment(budget, reached) for budget, reached in found.attainments],
        "budgets": found.budgets,
        "is_empty": not (said.latest.n or said.before.n or said.unconverted),
    }


def line(name: str, now: Sum, before: Sum) -> Line:
    comparable = now.n and before.n and before.revenue > 0
    return Line(
        name=name,
        revenue=number(now.total),
        before=number(before.total),
        change=percent(now.revenue / before.revenue - 1, sign=True) if comparable else MISSING,
        margin=number(now.known_margin),
        margin_share=percent(now.margin_share),
        recurring=percent(now.recurring_share),
    )


def percent(share: Decimal | None, *, sign: bool = False) -> str:
    return MISSING if share is None else f"{number(share * 100, 1, sign=sign)} %"


def attainment(budget: Budget, reached: Attained | None) -> dict[str, Any]:
    words: dict[str, Any] = {"name": f"{budget.get_kind_display()} {budget.year}", "budget": budget}
    if reached is None:
        return {**words, "reached": MISSING, "share": MISSING, "unconverted": budget.currency}
    return {
        **words,
        "amount": number(reached.amount),
        "reached": number(reached.reached),
        "share": percent(reached.share),
        "pace": percent(reached.pace),
        "is_running": reached.through < YEAR,
        "meter": max(0, min(100, round((reached.share or 0) * 100))),
    }
