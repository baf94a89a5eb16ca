"""The pyramid: classes and what they get and are to bring, how few customers give how much, and moves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.charts.tier import later_words, left_out_words, pareto_chart, pareto_words, tier_gets, value_words
from accounts.exports.tier import curve_table, moves_table, standings_table, steps_table, targets_table
from accounts.forms.account_list import AccountFilter
from accounts.forms.tier import SinceForm
from accounts.models import DataImport, Revenue, TierRun, TierStanding
from accounts.models.attractiveness_result import About
from accounts.models.tier_pyramid import Named, Pyramid, names_of, owners_named
from accounts.models.tier_recorded import Moved, tiers_of
from accounts.models.tier_target import targets_of
from accounts.views.account_list import Select
from kamplan.charts import drawing, kept_picture, nothing
from kamplan.exports import download
from kamplan.pages import ROWS_A_PAGE, Page

MOST_MOVES = 200


@require_safe
def pyramid(request: Request) -> HttpResponse:
    run, chosen = TierRun.objects.newest(), filter_of(request)
    if run is None:
        return nothing_yet(request)
    found = Pyramid.of(chosen.found(), run)
    page = page_of_stands(found, request.GET.get("page"))
    named = names_of({stand.account for stand in page} | {mark.stand.account for mark in found.chosen.marked})
    chart = pareto_chart(found, named)
    targets = targets_of(found, timezone.localdate())
    context = heading(request, chosen, run) | {
        "steps": rows_of_steps(found, chosen),
        "year": timezone.localdate().year,
        "targets": targets,
        "classes_have_budgets": any(each.serving is not None for each in targets),
        "total": len(found.stands),
        "loads": found.loads(owners_named(found.crowded)),
        "picture": kept_picture(chart),
        "words": pareto_words(found),
        "value": value_words(run.set),
        "page": page,
        "rows": rows_of(found, page, named),
        "previous_page": chosen.address(page=page.previous_number),
        "next_page": chosen.address(page=page.next_number),
    }
    return render(request, "accounts/tier/pyramid.html", context)


@require_safe
def pyramid_picture(request: Request) -> HttpResponse:
    run = TierRun.objects.newest()
    chart = pareto_chart(Pyramid.of(filter_of(request).found(), run)) if run else None
    image = drawing(chart) if chart else nothing(_("Nobody has bought anything."))
    headers = {"Content-Disposition": 'inline; filename="pareto.svg"'}
    return HttpResponse(image, "image/svg+xml", headers=headers)


@require_safe
def pyramid_file(request: Request, form: str) -> HttpResponse:
    run = TierRun.objects.newest()
    found = Pyramid.of(filter_of(request).found(), run) if run else None
    if found is None:
        return download(form, "classes", moves_table([], {}))
    moves = found.moves_since(found.run.as_of.replace(year=found.run.as_of.year - 1, day=1))
    tables = (standings_table(found), steps_table(found), curve_table(found), moves_table(moves, names_in(moves)))
    return download(form, "classes", *tables, targets_table(targets_of(found, timezone.localdate())))


@require_safe
def pyramid_moves(request: Request) -> HttpResponse:
    run, chosen = TierRun.objects.newest(), filter_of(request)
    if run is None:
        return nothing_yet(request)
    form = since_form(request, run)
    moves = Pyramid.of(chosen.found(), run).moves_since(form.cleaned_data["since"]) if form.is_valid() else []
    context = heading(request, chosen, run) | {
        "form": form,
        "moves": rows_of_moves(moves[:MOST_MOVES], names_in(moves[:MOST_MOVES])),
        "there_are_more": len(moves) > MOST_MOVES,
        "most": MOST_MOVES,
        "files": chosen.address(filters=None, since=request.GET.get("since")),
    }
    return render(request, "accounts/tier/moves.html", context, status=422 if form.errors else 200)


@require_safe
def pyramid_moves_file(request: Request, form: str) -> HttpResponse:
    run = TierRun.objects.newest()
    since = since_form(request, run) if run else None
    found = Pyramid.of(filter_of(request).found(), run) if run and since and since.is_valid() else None
    moves = found.moves_since(since.cleaned_data["since"]) if found and since else []
    return download(form, "moves", moves_table(moves, names_in(moves)))


# --- what the pages share ---------------------------------------------------------------------------------------------
def filter_of(request: Request) -> AccountFilter:
    """As the list of accounts is narrowed."""
    return AccountFilter(request.GET, reader=request.user)


def since_form(request: Request, run: TierRun) -> SinceForm:
    """Without a day: what the newest run moved."""
    before = TierRun.objects.by_age().filter(month__lt=run.month).first()
    return SinceForm({"since": request.GET.get("since") or (before or run).as_of.isoformat()})


def selects(chosen: AccountFilter, run: TierRun) -> list[Select]:
    words = {"tier": _("All classes"), "unit": _("All units"), "sector": _("All sectors"), "owner": _("All owners")}
    choices = {name: chosen.filters[name].extra["choices"] for name in words}
    choices["tier"] = lambda: [(tier.name, tier.name) for tier in tiers_of(run.set)]
    return [
        Select(name, chosen.filters[name].label, everything, choices[name](), chosen.chosen.get(name, ""))
        for name, everything in words.items()
    ]


def heading(request: Request, chosen: AccountFilter, run: TierRun) -> dict[str, Any]:
    imports = DataImport.objects.of_revenue_since(run.recorded_at).count()
    return {
        "run": run,
        "set": run.set,
        "currency": settings.CURRENCY,
        "left_out": [*left_out_words(run), *later_words(run, imports)],
        "is_score": run.set.basis == "composite",
        "filter": chosen,
        "selects": selects(chosen, run) if chosen.is_open else (),
        "chips": chosen.chips(),
        "address": chosen.address(filters=None),
        "here": request.resolver_match.url_name if request.resolver_match else "",
        "may_arrange": may_at_the_top(request.user, UnitAct.CLASSES),
    }


def nothing_yet(request: Request, template: str = "accounts/tier/nothing_yet.html") -> HttpResponse:
    """Without a run: either there are no figures, or they wait to be worked out."""
    context = {
        "has_figures": Revenue.objects.exists(),
        "may_arrange": may_at_the_top(request.user, UnitAct.CLASSES),
    }
    return render(request, template, context)


def rows_of_steps(found: Pyramid, chosen: AccountFilter) -> list[tuple[Any, Any, Any, str]]:
    """Each class with what it gets, its piece of the picture, and the address of its accounts in the list."""
    return [
        (step, tier_gets(step.tier), bar(step.count, found), chosen.address(tier=step.tier.name))
        for step in found.steps
    ]


def bar(count: int, found: Pyramid) -> tuple[int, int]:
    """Where a step of the pyramid begins and how wide it is, in thousandths of the widest."""
    widest = max(step.count for step in found.steps) or 1
    width = max(round(1000 * count / widest), 4 if count else 0)
    return (1000 - width) // 2, width


def page_of_stands(found: Pyramid, number: str | None) -> Page:
    """A page of accounts, best first; the first when the number is none."""
    last = max(-(-len(found.stands) // ROWS_A_PAGE), 1)
    wanted = int(number) if number and number.isdecimal() and len(number) < 8 else 1
    at = min(max(wanted, 1), last)
    rows = found.stands[(at - 1) * ROWS_A_PAGE : at * ROWS_A_PAGE]
    return Page(rows, at, ROWS_A_PAGE, at < last, len(found.stands))


def rows_of(found: Pyramid, page: Page, named: Mapping[int, Named]) -> list[tuple[Any, Named, Any, Any, Any]]:
    """Each account with its names, its class, why, and the share of all value it closes."""
    tiers, causes = {tier.pk: tier.name for tier in found.tiers}, dict(TierStanding.Cause.choices)
    return [(stand, named[stand.account], tiers[stand.tier], causes[stand.cause], stand.before * 100) for stand in page]


def rows_of_moves(
    moves: Sequence[Moved], named: Mapping[int, Named | About]
) -> list[tuple[Moved, Named | About, str, Any]]:
    """Each with its names, from where to where, and why."""
    causes, words = dict(TierStanding.Cause.choices), _("%(before)s to %(after)s")
    return [
        (move, named[move.account], words % {"before": move.before, "after": move.after}, causes[move.cause])
        for move in moves
    ]


def names_in(moves: Iterable[Moved]) -> dict[int, Named]:
    return names_of({move.account for move in moves})
