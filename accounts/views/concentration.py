"""How much hangs on how few accounts: among those the reader sees, narrowed as the address says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

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
from accounts.models.concentration import Concentrated, Holdings, rule_words, shared_out
from accounts.models.tier_pyramid import Named, names_of
from accounts.views.account_list import Select
from kamplan.charts import drawing, kept_picture, nothing
from kamplan.exports import download
from kamplan.formats import month
from kamplan.pages import ROWS_A_PAGE, Page

NARROWED_BY = ("unit", "sector", "owner", "tier", "area", "rule")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: as the list of accounts is narrowed, by the rule for portfolios unless it says so."""

    chosen: ConcentrationFilter

    @classmethod
    def of(cls, request: Request) -> "Asked":
        data = request.GET.copy()
        data["filters"] = "1"
        return cls(ConcentrationFilter(data, reader=request.user))

    @cached_property
    def rule(self) -> Rule:
        rule = self.chosen.chosen.get("rule")
        return Rule(rule) if rule else Rule.PORTFOLIO

    @cached_property
    def found(self) -> Holdings:
        area, until = self.chosen.chosen.get("area"), last_full_month(timezone.localdate())
        return Holdings.of(self.chosen.found(), until=until, area=int(area) if area else None)

    @property
    def areas(self) -> dict[int, str]:
        """The names of the groups of areas."""
        return {int(pk): str(name) for pk, name in self.chosen.areas}


@require_safe
def concentration(request: Request) -> HttpResponse:
    asked = Asked.of(request)
    chosen, rule, found, told = asked.chosen, asked.rule, asked.found, asked.found.now
    page = page_of_holders(told, request.GET.get("page"))
    named = {row.holder for row in page} | {holder for holder, _share in told.material}
    names = names_of({holder.account for holder in named} | {each.account for each in found.by_area})
    charts = {"lorenz": lorenz_chart(told.found), "before": before_chart(found.before)}
    context = {
        "filter": chosen,
        "selects": selects(chosen),
        "address": chosen.address(),
        "told": told,
        "measures": measures(told.found, rule),
        "rule": rule_words(rule),
        "pictures": {name: kept_picture(chart) for name, chart in charts.items()},
        "before": [(each, measures(each.found, rule)) for each in reversed(found.before)],
        "areas": rows_of_areas(asked, names),
        "currency": settings.CURRENCY,
        "since": month(told.since),
        "until": month(told.until),
        "tenth": MATERIAL_SHARE,
        "material": [(holder, share, names[holder.account]) for holder, share in told.material],
        "page": page,
        "rows": [(row, names[row.holder.account]) for row in page],
    }
    return render(request, "accounts/concentration/concentration.html", context)


@require_safe
def concentration_picture(request: Request, name: str) -> HttpResponse:
    found = Asked.of(request).found
    chart = lorenz_chart(found.now.found) if name == "lorenz" else before_chart(found.before)
    image = drawing(chart) if chart else nothing(_("There are no figures to show."))
    return HttpResponse(image, content_type="image/svg+xml")


@require_safe
def concentration_file(request: Request, form: str) -> HttpResponse:
    """As CSV every account; as a workbook the measures, the areas and the quarters as well."""
    asked = Asked.of(request)
    found, told, rule = asked.found, asked.found.now, asked.rule
    names = names_of(found.accounts)
    if form == "csv":
        return download(form, "kamplan-concentration", holders_table(told, names))
    areas = areas_table(found.by_area, rule, names, asked.areas)
    tables = (holders_table(told, names), now_table(told, rule), areas, before_table(found.before, rule))
    return download(form, "kamplan-concentration", *tables)


def rows_of_areas(asked: Asked, names: dict[int, Named]) -> list[tuple[Any, ...]]:
    """Each group of areas with its name, that of its largest customer, and the measures."""
    areas = asked.areas
    return [
        (each, areas[each.area], names[each.account].name, measures(each.found, asked.rule))
        for each in asked.found.by_area
    ]


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


def page_of_holders(told: Concentrated, number: str | None) -> Page:
    """A page of accounts, the largest first; the first when the number is none."""
    count = len(told.holders)
    last = max(-(-count // ROWS_A_PAGE), 1)
    wanted = int(number) if number and number.isdecimal() and len(number) < 8 else 1
    at = min(max(wanted, 1), last)
    shown = list(shared_out(told, (at - 1) * ROWS_A_PAGE, at * ROWS_A_PAGE))
    return Page(shown, at, ROWS_A_PAGE, at < last, count)
