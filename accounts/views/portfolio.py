"""The portfolio for directors: pyramid, Pareto, matrix, moves and concentration on one page, words first."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request
from accounts.charts.matrix import kept_matrix_chart
from accounts.charts.matrix_words import category_words, percent_words, relative_words
from accounts.charts.portfolio import answers
from accounts.charts.tier import pareto_chart
from accounts.domain.tier import month_end, months_before
from accounts.exports.portfolio import SHEETS, no_answers
from accounts.forms.account_list import AccountFilter
from accounts.forms.tier import SinceForm
from accounts.models import TierRun
from accounts.models.portfolio import MOST_LISTED, Portfolio
from accounts.views.pyramid import heading, nothing_yet, rows_of_moves, rows_of_steps
from kamplan.charts import kept_picture
from kamplan.exports import download

LOOKED_BACK = (1, 3, 12)  # months before the newest run, that moves can be told from by one click
USUAL = 3
SHARES = (1, 5, 10, 20, 30, 50, 100)  # per cent of the customers, in the table of the curve


@require_safe
def portfolio(request: Request) -> HttpResponse:
    run, chosen = TierRun.objects.newest(), AccountFilter(request.GET, reader=request.user)
    if run is None:
        return nothing_yet(request, "accounts/portfolio/nothing_yet.html")
    form = since_form(request, run)
    found = portfolio_of(chosen, run, form)
    context = heading(request, chosen, run) | {
        "portfolio": found,
        "form": form,
        "files": chosen.address(filters=None, since=request.GET.get("since")),
        "matrix_drawing": reverse("matrix_svg") + chosen.address(filters=None, path="none"),
        "spans": list(spans(run, chosen)),
        "answers": answers(found),
        "loads": found.loads,
        "steps": rows_of_steps(found.pyramid, chosen),
        "curve": rows_of_curve(found),
        "moves": rows_of_moves(found.moves[:MOST_LISTED], found.names),
        "largest": rows_of_largest(found),
        "positions": rows_of_positions(found),
        "pareto": kept_picture(pareto_chart(found.pyramid, found.names)),
        "matrix": kept_picture(kept_matrix_chart(found.matrix, found.drawn, found.lines)),
    }
    return render(request, "accounts/portfolio/portfolio.html", context, status=422 if form.errors else 200)


@require_safe
def portfolio_file(request: Request, form: str, sheet: str) -> HttpResponse:
    """One of the tables as CSV; all of them, the one asked for first, as sheets of a workbook."""
    run, chosen = TierRun.objects.newest(), AccountFilter(request.GET, reader=request.user)
    found = portfolio_of(chosen, run, since_form(request, run)) if run else None
    if found is None:
        return download(form, "portfolio", no_answers())
    others = [name for name in SHEETS if name != sheet] if form == "xlsx" else []
    return download(form, "portfolio", *(SHEETS[name](found) for name in (sheet, *others)))


# --- what the page is made of -----------------------------------------------------------------------------------------
def portfolio_of(chosen: AccountFilter, run: TierRun, form: SinceForm) -> Portfolio:
    since = form.cleaned_data["since"] if form.is_valid() else None
    return Portfolio.of(chosen.found(), run, since=since, today=timezone.localdate())


def since_form(request: Request, run: TierRun) -> SinceForm:
    return SinceForm({"since": request.GET.get("since") or back_from(run, USUAL).isoformat()})


def back_from(run: TierRun, months: int) -> date:
    return month_end(months_before(run.as_of, months))


def spans(run: TierRun, chosen: AccountFilter) -> Iterator[tuple[str, str, str]]:
    """(day, words, address) of the usual days to tell moves from."""
    words = {1: _("1 month"), 3: _("3 months"), 12: _("12 months")}
    for months in LOOKED_BACK:
        day = back_from(run, months).isoformat()
        yield day, words[months], chosen.address(since=day)


def rows_of_curve(found: Portfolio) -> list[tuple[int, Any, float]]:
    """(per cent of the customers, how many, per cent of the value); each number of customers once."""
    rows: dict[int, tuple[int, Any, float]] = {}
    for share in SHARES:
        point = found.pyramid.curve.after_share(Fraction(share, 100))
        if point:
            rows[point.customers] = (share, point.customers, 100 * float(point.of_value))
    return list(rows.values())


def rows_of_largest(found: Portfolio) -> list[tuple[Any, str, str, float, float, int]]:
    """Each of the largest: its name and address, its share, what it reaches with all above, how long its bar is."""
    shares = found.pyramid.chosen.concentration.shares[:MOST_LISTED]
    longest, reached, rows = float(shares[0]) if shares else 1.0, 0.0, []
    for stand, share in zip(found.largest, map(float, shares), strict=True):
        reached += share
        name, address = found.names[stand.account].name, reverse("account", args=[stand.account])
        rows.append((stand, name, address, 100 * share, 100 * reached, round(1000 * share / longest)))
    return rows


def rows_of_positions(found: Portfolio) -> list[tuple[Any, str, str, str]]:
    """The largest first, each with its field, its attractiveness and its strength in words."""
    return [
        (each, category_words(each.possible(found.lines)), percent_words(across), relative_words(along))
        for each in found.drawn[:MOST_LISTED]
        for across, along in [each.spans]
    ]
