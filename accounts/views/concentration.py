"""How much hangs on how few accounts, and where money is lost: among those the reader sees, as the address says."""

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
from accounts.charts.concentration import before_chart, industry_words, lorenz_chart, measures
from accounts.domain.concentration import MATERIAL_SHARE, Rule
from accounts.domain.tier import last_full_month
from accounts.exports.concentration import areas_table, before_table, holders_table, industries_table, now_table
from accounts.exports.losing import losing_table
from accounts.forms.concentration import ConcentrationFilter
from accounts.models.concentration import Concentrated, Holdings, rule_words, shared_out
from accounts.models.concentration_parts import InIndustry, by_industry
from accounts.models.tier_pyramid import Named, names_of
from accounts.models.tier_recorded import told_of
from accounts.views.account_list import Select
from kamplan.charts import drawing, kept_picture, nothing
from kamplan.exports import download
from kamplan.formats import month
from kamplan.pages import ROWS_A_PAGE, Page

MOST_LOSING = 20  # told on the page; the workbook has all
NARROWED_BY = ("unit", "sector", "owner", "tier", "area", "rule")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: as the list of accounts is narrowed, by the rule for portfolios unless it says so."""

    chosen: ConcentrationFilter

    @classmethod
    def of(cls, request: Request) -> "Asked":
        return cls(ConcentrationFilter(request.GET, reader=request.user))

    @cached_property
    def rule(self) -> Rule:
        rule = self.chosen.chosen.get("rule")
        return Rule(rule) if rule else Rule.PORTFOLIO

    @cached_property
    def found(self) -> Holdings:
        area, until = self.chosen.chosen.get("area"), last_full_month(timezone.localdate())
        return Holdings.of(self.chosen.found(), until=until, area=int(area) if area else None)

    @cached_property
    def industries(self) -> dict[int, str]:
        """Of each account. One query, for who asks for them: they stand in no index."""
        return told_of(self.chosen.found(), "industry")

    @cached_property
    def by_industry(self) -> list[InIndustry]:
        return by_industry(self.industries, self.found.amounts)

    @property
    def shown_industries(self) -> list[InIndustry]:
        """Those of the page."""
        return self.by_industry if "industries" in self.chosen.chosen else []

    @property
    def areas(self) -> dict[int, str]:
        """The names of the groups of areas."""
        return {int(pk): str(name) for pk, name in self.chosen.areas}


@require_safe
def concentration(request: Request) -> HttpResponse:
    asked = Asked.of(request)
    chosen, rule, found, told = asked.chosen, asked.rule, asked.found, asked.found.now
    page = page_of_holders(told, request.GET.get("page"))
    names = names_of(named_on(page, asked))
    charts = {"lorenz": lorenz_chart(told.found), "before": before_chart(found.before)}
    context = {
        "filter": chosen,
        "selects": selects(chosen) if chosen.is_open else (),
        "chips": chosen.chips(),
        "address": chosen.address(filters=None),
        "told": told,
        "measures": measures(told.found, rule),
        "rule": rule_words(rule),
        "pictures": {name: kept_picture(chart) for name, chart in charts.items()},
        "before": [(each, measures(each.found, rule)) for each in reversed(found.before)],
        "currency": settings.CURRENCY,
        "since": month(told.since),
        "until": month(told.until),
        "tenth": MATERIAL_SHARE,
        "material": [(holder, share, names[holder.account]) for holder, share in told.material],
        "page": page,
        "rows": [(row, names[row.holder.account]) for row in page],
        **parts(asked, names),
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
    """As CSV every account; as a workbook the measures, losses, areas, industries and quarters as well."""
    asked = Asked.of(request)
    found, told, rule = asked.found, asked.found.now, asked.rule
    names = names_of(found.accounts)
    holders = holders_table(found, names, asked.industries)
    if form == "csv":
        return download(form, "kamplan-concentration", holders)
    tables = (
        *(now_table(told, rule), losing_table(found.losing, names, asked.areas, told.until)),
        *(areas_table(found.by_area, rule, names, asked.areas), industries_table(asked.by_industry, names)),
        before_table(found.before, rule),
    )
    return download(form, "kamplan-concentration", holders, *tables)


def named_on(page: Page, asked: Asked) -> set[int]:
    """The accounts whose names the page says."""
    found = asked.found
    shown = {row.holder.account for row in page} | {holder.account for holder, _share in found.now.material}
    losers = {each.account for each in found.losing.accounts[:MOST_LOSING]}
    largest = {each.account for each in found.by_area} | {each.largest for each in asked.shown_industries}
    return {account for account in shown | losers | largest if account is not None}


def parts(asked: Asked, names: dict[int, Named]) -> dict[str, Any]:
    """Who loses money, and what the revenue is made up of, each with its names."""
    areas, found = asked.areas, asked.found
    losers = found.losing.accounts
    return {
        "losing": found.losing,
        "losers": [(each, names[each.account], areas[each.area]) for each in losers[:MOST_LOSING]],
        "more_losers": len(losers[MOST_LOSING:]),
        "areas": [
            (each, areas[each.area], names[each.account].name if each.account else "", measures(each.found, asked.rule))
            for each in found.by_area
        ],
        "with_industries": asked.chosen.address(filters=None, industries=1),
        "industries": [
            (each, industry_words(each.industry), names[each.largest].name if each.largest else "")
            for each in asked.shown_industries
        ],
    }


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
