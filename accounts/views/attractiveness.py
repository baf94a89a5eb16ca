"""The ranking of accounts by attractiveness, its picture and files, and what would change the order of two."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request, accounts_to_rate, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.charts.attractiveness import (
    flags,
    percent_words,
    ranking_chart,
    raters_words,
    spread_words,
    swap_words,
    total_words,
)
from accounts.exports.attractiveness import ranking_table, ratings_table
from accounts.forms.account_list import AccountFilter
from accounts.forms.attractiveness import CompareForm
from accounts.models import Account, CriteriaSet
from accounts.models.attractiveness_result import Ranked, ranking
from accounts.views.account_list import Select
from kamplan.charts import drawing, nothing, picture
from kamplan.exports import Table, download
from kamplan.pages import ROWS_A_PAGE, Page

NARROWED_BY = ("unit", "sector", "owner")


@require_safe
def attractiveness(request: Request) -> HttpResponse:
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is None:
        return nothing_yet(request)
    chosen = filter_of(request)
    ranked = ranking(criteria_set, chosen.found())
    chart = ranking_chart(criteria_set, ranked)
    page = page_of(ranked, request.GET.get("page"))
    context = {
        "set": criteria_set,
        "criteria": criteria_set.ordered(),
        "selects": selects_of(chosen),
        "address": chosen.address(),
        "is_narrowed": bool(chosen.narrowed),
        "picture": picture(chart) if chart else None,
        "rows": [(each, *words_of(each, criteria_set)) for each in page],
        "rated": len(ranked),
        "unrated": unrated(request, ranked),
        "page": page,
        "previous_page": chosen.address(page=page.previous_number),
        "next_page": chosen.address(page=page.next_number),
    }
    return render(request, "accounts/attractiveness/ranking.html", context)


@require_safe
def attractiveness_picture(request: Request) -> HttpResponse:
    criteria_set = CriteriaSet.objects.current()
    chart = ranking_chart(criteria_set, ranking(criteria_set, filter_of(request).found())) if criteria_set else None
    image = drawing(chart) if chart else nothing(_("No account is rated."))
    headers = {"Content-Disposition": 'inline; filename="attractiveness.svg"'}
    return HttpResponse(image, "image/svg+xml", headers=headers)


@require_safe
def attractiveness_file(request: Request, form: str) -> HttpResponse:
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is None:
        return download(form, "attractiveness", Table(_("Attractiveness"), (), ()))
    ranked = ranking(criteria_set, filter_of(request).found())
    ratings = ratings_table(criteria_set, [each.result for each in ranked])
    return download(form, "attractiveness", ranking_table(criteria_set, ranked), ratings)


@require_safe
def attractiveness_compare(request: Request) -> HttpResponse:
    """Which change of one weight would make two accounts come out alike."""
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is None:
        return nothing_yet(request)
    ranked = ranking(criteria_set, Account.objects.visible_to(request.user))
    form = CompareForm(accounts=[(each.result.account.pk, each.result.account.name) for each in ranked])
    context: dict[str, Any] = {"set": criteria_set, "rated": len(ranked)}
    if "one" in request.GET or "other" in request.GET:
        form = CompareForm(
            request.GET, accounts=[(each.result.account.pk, each.result.account.name) for each in ranked]
        )
        if form.is_valid():
            found = {str(each.result.account.pk): each for each in ranked}
            pair = sorted((found[form.cleaned_data[name]] for name in ("one", "other")), key=lambda each: each.place)
            context |= compared(criteria_set, *pair)
    context["form"] = form
    return render(request, "accounts/attractiveness/compare.html", context, status=422 if form.errors else 200)


def compared(criteria_set: CriteriaSet, first: Ranked, second: Ranked) -> dict[str, Any]:
    """Both side by side, the better first, and each swap in words with the weight it asks for."""
    criteria = criteria_set.ordered()
    by_slug = {each.slug: each for each in criteria}
    swaps = [
        (by_slug[swap.slug], swap_words(swap, by_slug[swap.slug])) for swap in first.result.swaps_with(second.result)
    ]
    return {
        "pair": [(each, *words_of(each, criteria_set)) for each in (first, second)],
        "rows": list(zip(criteria, first.result.parts, second.result.parts, strict=True)),
        "swaps": swaps,
        "is_tie": first.combined.middle == second.combined.middle,
        "unfinished": [each.result.account for each in (first, second) if not each.result.is_whole],
    }


# --- what the pages share ---------------------------------------------------------------------------------------------
def filter_of(request: Request) -> AccountFilter:
    """As the list of accounts is narrowed, with all that can be chosen at hand."""
    data = request.GET.copy()
    data["filters"] = "1"
    return AccountFilter(data, reader=request.user)


def selects_of(chosen: AccountFilter) -> list[Select]:
    words = {"unit": _("All units"), "sector": _("All sectors"), "owner": _("All owners")}
    return [
        Select(name, field.label, words[name], field.extra["choices"](), chosen.chosen.get(name, ""))
        for name in NARROWED_BY
        if (field := chosen.filters[name])
    ]


def words_of(each: Ranked, criteria_set: CriteriaSet) -> tuple[str, str, str, str, list[str]]:
    """Total, percent, raters, how far they are apart, and what to know."""
    found = each.combined
    return (
        *(total_words(found), percent_words(found), raters_words(found.n), spread_words(found)),
        flags(found, criteria_set.ordered()),
    )


def unrated(request: Request, ranked: list[Ranked]) -> list[Account]:
    """A few accounts the reader might rate next."""
    rated = [each.result.account.pk for each in ranked]
    return list(accounts_to_rate(request.user).exclude(pk__in=rated).only("pk", "name")[:5])


def page_of(ranked: Sequence[Any], number: str | None) -> Page:
    """A page of accounts, best first; the first when the number is none."""
    last = max(-(-len(ranked) // ROWS_A_PAGE), 1)
    wanted = int(number) if number and number.isdecimal() and len(number) < 8 else 1
    at = min(max(wanted, 1), last)
    return Page(ranked[(at - 1) * ROWS_A_PAGE : at * ROWS_A_PAGE], at, ROWS_A_PAGE, at < last, len(ranked))


def nothing_yet(request: Request) -> HttpResponse:
    """Without published criteria nobody can rate."""
    context = {
        "draft": CriteriaSet.objects.draft(),
        "may_arrange": may_at_the_top(request.user, UnitAct.CRITERIA),
    }
    return render(request, "accounts/attractiveness/nothing_yet.html", context)
