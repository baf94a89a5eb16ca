"""The ranking of accounts by attractiveness, its picture and files, and what would change the order of two."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request, accounts_to_rate, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.charts.attractiveness import MOST_BARS, ranking_chart, row_words, swap_words
from accounts.exports.attractiveness import ranking_table, ratings_table
from accounts.forms.account_list import AccountFilter
from accounts.forms.account_lookup import accounts_like
from accounts.forms.attractiveness_compare import CompareForm
from accounts.models import Account, Assessment, CriteriaSet
from accounts.models.account import AccountQuerySet
from accounts.models.attractiveness_ranking import Ranked, Ranking
from accounts.models.attractiveness_result import results
from accounts.views.account_list import Select
from kamplan.charts import drawing, kept_picture, nothing
from kamplan.exports import Table, download
from kamplan.pages import ROWS_A_PAGE, Page

T = TypeVar("T")
NARROWED_BY = ("unit", "sector", "owner")


@require_safe
def attractiveness(request: Request) -> HttpResponse:
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is None:
        return nothing_yet(request)
    chosen = filter_of(request)
    ranking = Ranking.of(chosen.found(), criteria_set)
    page, drawn = page_of(ranking.order, request.GET.get("page")), ranking.order[:MOST_BARS]
    told = {each.account.pk: each for each in ranking.told(tuple(dict.fromkeys((*drawn, *page))))}
    chart = ranking_chart(criteria_set, some_of(told, drawn), of=len(ranking.order))
    context = {
        "set": criteria_set,
        "criteria": criteria_set.ordered(),
        "filter": chosen,
        "selects": selects_of(chosen) if chosen.is_open else (),
        "chips": chosen.chips(),
        "address": chosen.address(filters=None),
        "is_narrowed": bool(chosen.narrowed),
        "picture": kept_picture(chart),
        "rows": [(each, *row_words(each, criteria_set)) for each in some_of(told, page)],
        "rated": len(ranking.order),
        "unrated": [] if ranking.is_complete and not chosen.narrowed else unrated(request, criteria_set),
        "page": page,
        "previous_page": chosen.address(page=page.previous_number),
        "next_page": chosen.address(page=page.next_number),
    }
    return render(request, "accounts/attractiveness/ranking.html", context)


@require_safe
def attractiveness_picture(request: Request) -> HttpResponse:
    criteria_set, chart = CriteriaSet.objects.current(), None
    if criteria_set is not None:
        ranking = Ranking.of(filter_of(request).found(), criteria_set)
        chart = ranking_chart(criteria_set, ranking.told(ranking.order[:MOST_BARS]), of=len(ranking.order))
    image = drawing(chart) if chart else nothing(_("No account is rated."))
    headers = {"Content-Disposition": 'inline; filename="attractiveness.svg"'}
    return HttpResponse(image, "image/svg+xml", headers=headers)


@require_safe
def attractiveness_file(request: Request, form: str) -> HttpResponse:
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is None:
        return download(form, "attractiveness", Table(_("Attractiveness"), (), ()))
    accounts = filter_of(request).found()
    ranking = Ranking.of(accounts, criteria_set)
    read = {each.account.pk: each for each in results(criteria_set, accounts)}
    said = some_of(read, ranking.order)
    table = ranking_table(criteria_set, ranking.placed(each.account for each in said))
    return download(form, "attractiveness", table, ratings_table(criteria_set, said))


@require_safe
def attractiveness_compare(request: Request) -> HttpResponse:
    """Which change of one weight would make two accounts come out alike."""
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is None:
        return nothing_yet(request)
    ranking = Ranking.of(Account.objects.visible_to(request.user), criteria_set)
    is_asked = "one" in request.GET or "other" in request.GET
    accounts = accounts_rated(request, criteria_set)
    form = CompareForm(request.GET if is_asked else None, accounts=accounts, ranked=ranking.middles)
    context: dict[str, Any] = {"set": criteria_set, "rated": len(ranking.order), "form": form}
    if form.is_valid():
        pair = [form.cleaned_data["one"].pk, form.cleaned_data["other"].pk]
        context |= compared(criteria_set, *ranking.told(sorted(pair, key=ranking.order.index)))
    return render(request, "accounts/attractiveness/compare.html", context, status=422 if form.errors else 200)


@require_safe
def attractiveness_compare_offers(request: Request) -> HttpResponse:
    """The options below an input, of the rated accounts the reader sees."""
    criteria_set, typed = CriteriaSet.objects.current(), request.GET.get("one") or request.GET.get("other", "")
    offers = accounts_like(accounts_rated(request, criteria_set), typed) if criteria_set else []
    return render(request, "accounts/_account_offers.html", {"offers": offers})


def compared(criteria_set: CriteriaSet, first: Ranked, second: Ranked) -> dict[str, Any]:
    """Both side by side, the better first, and each swap in words with the weight it asks for."""
    criteria = criteria_set.ordered()
    by_slug = {each.slug: each for each in criteria}
    swaps = [(by_slug[swap.slug], swap_words(swap, by_slug[swap.slug])) for swap in first.swaps_with(second)]
    return {
        "pair": [(each, *row_words(each, criteria_set)) for each in (first, second)],
        "rows": list(zip(criteria, first.parts, second.parts, strict=True)),
        "swaps": swaps,
        "is_tie": first.combined.middle == second.combined.middle,
        "unfinished": [each.account for each in (first, second) if not each.is_whole],
    }


# --- what the pages share ---------------------------------------------------------------------------------------------
def filter_of(request: Request) -> AccountFilter:
    """As the list of accounts is narrowed."""
    return AccountFilter(request.GET, reader=request.user)


def selects_of(chosen: AccountFilter) -> list[Select]:
    words = {"unit": _("All units"), "sector": _("All sectors"), "owner": _("All owners")}
    return [
        Select(name, field.label, words[name], field.extra["choices"](), chosen.chosen.get(name, ""))
        for name in NARROWED_BY
        if (field := chosen.filters[name])
    ]


def some_of(found: Mapping[int, T], accounts: Iterable[int]) -> list[T]:
    """In the order of these accounts; without one that has just gone."""
    return [found[each] for each in accounts if each in found]


def unrated(request: Request, criteria_set: CriteriaSet) -> list[Account]:
    """A few accounts the reader might rate next."""
    return list(accounts_to_rate(request.user).exclude(is_rated(criteria_set)).only("pk", "name")[:5])


def accounts_rated(request: Request, criteria_set: CriteriaSet) -> AccountQuerySet:
    """Those the reader may compare."""
    return Account.objects.visible_to(request.user).filter(is_rated(criteria_set))


def is_rated(criteria_set: CriteriaSet) -> Exists:
    """Has somebody rated the account by the set?"""
    return Exists(Assessment.objects.filter(set=criteria_set, account=OuterRef("pk")).order_by())


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
