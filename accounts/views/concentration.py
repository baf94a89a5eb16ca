"""How much hangs on how few accounts: among those the reader sees, narrowed as the address says."""

from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request
from accounts.charts.concentration import before_chart, lorenz_chart, measures
from accounts.domain.concentration import MATERIAL_SHARE, Rule
from accounts.domain.tier import last_full_month
from accounts.exports.concentration import areas_table, before_table, holders_table, now_table
from accounts.forms.concentration import ConcentrationFilter
from accounts.models.concentration import (
    concentration_before,
    concentration_by_area,
    concentration_of,
    rule_words,
    shared_out,
)
from accounts.views.account_list import Select
from kamplan.charts import drawing, nothing, picture
from kamplan.exports import download
from kamplan.formats import month
from kamplan.pages import ROWS_A_PAGE, Page

NARROWED_BY = ("unit", "sector", "owner", "tier", "area", "rule")


class Asked(NamedTuple):
    """What the address asks for."""

    chosen: ConcentrationFilter
    until: date
    area: int | None
    rule: Rule


@require_safe
def concentration(request: Request) -> HttpResponse:
    chosen, until, area, rule = asked(request)
    accounts = chosen.found()
    told = concentration_of(accounts, until=until, area=area)
    before = concentration_before(accounts, until=until, area=area)
    charts = {"lorenz": lorenz_chart(told.found), "before": before_chart(before)}
    context = {
        "filter": chosen,
        "selects": selects(chosen),
        "address": chosen.address(),
        "told": told,
        "measures": measures(told.found, rule),
        "rule": rule_words(rule),
        "pictures": {name: picture(chart) for name, chart in charts.items() if chart},
        "before": [(each, measures(each.found, rule)) for each in reversed(before)],
        "areas": [(each, measures(each.found, rule)) for each in concentration_by_area(accounts, until=until)],
        "currency": settings.CURRENCY,
        "since": month(told.since),
        "until": month(told.until),
        "tenth": MATERIAL_SHARE,
        "page": page_of_holders(list(shared_out(told)), request.GET.get("page")),
    }
    return render(request, "accounts/concentration/concentration.html", context)


@require_safe
def concentration_picture(request: Request, name: str) -> HttpResponse:
    chosen, until, area, _rule = asked(request)
    if name == "lorenz":
        chart = lorenz_chart(concentration_of(chosen.found(), until=until, area=area).found)
    else:
        chart = before_chart(concentration_before(chosen.found(), until=until, area=area))
    image = drawing(chart) if chart else nothing(_("There are no figures to show."))
    return HttpResponse(image, content_type="image/svg+xml")


@require_safe
def concentration_file(request: Request, form: str) -> HttpResponse:
    """As CSV every account; as a workbook the measures, the areas and the quarters as well."""
    chosen, until, area, rule = asked(request)
    accounts = chosen.found()
    told = concentration_of(accounts, until=until, area=area)
    if form == "csv":
        return download(form, "kamplan-concentration", holders_table(told))
    before = concentration_before(accounts, until=until, area=area)
    areas = concentration_by_area(accounts, until=until)
    tables = (holders_table(told), now_table(told, rule), areas_table(areas, rule), before_table(before, rule))
    return download(form, "kamplan-concentration", *tables)


def asked(request: Request) -> Asked:
    """As the list of accounts is narrowed; by the rule for portfolios unless another one is chosen."""
    data = request.GET.copy()
    data["filters"] = "1"
    chosen = ConcentrationFilter(data, reader=request.user)
    area, rule = chosen.chosen.get("area"), chosen.chosen.get("rule")
    until = last_full_month(timezone.localdate())
    return Asked(chosen, until, int(area) if area else None, Rule(rule) if rule else Rule.PORTFOLIO)


def selects(chosen: ConcentrationFilter) -> list[Select]:
    everything = {
        "unit": _("All units"),
        "sector": _("All sectors"),
        "owner": _("All owners"),
        "tier": _("All classes"),
        "area": _("All service areas"),
        "rule": "",
    }
    return [
        Select(name, field.label, everything[name], field.extra["choices"](), chosen.chosen.get(name, ""))
        for name in NARROWED_BY
        if (field := chosen.filters[name])
    ]


def page_of_holders(rows: list[Any], number: str | None) -> Page:
    """A page of accounts, the largest first; the first when the number is none."""
    last = max(-(-len(rows) // ROWS_A_PAGE), 1)
    wanted = int(number) if number and number.isdecimal() and len(number) < 8 else 1
    at = min(max(wanted, 1), last)
    first = (at - 1) * ROWS_A_PAGE
    shown = list(enumerate(rows, start=1))[first : first + ROWS_A_PAGE]
    return Page(shown, at, ROWS_A_PAGE, at < last, len(rows))
