"""What an account is worth and what it risks: its page, the panel of the account's page, charts, files, history."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request, account_to_view, may, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.charts.worth import lifetime_chart, margin_chart
from accounts.charts.worth_score import term
from accounts.charts.worth_words import scores
from accounts.domain.value import YEAR
from accounts.exports.worth import basis_words, worth_tables
from accounts.models import Account
from accounts.models.worth_found import TERMS, AccountWorth
from accounts.models.worth_history import worth_history
from kamplan.charts import Chart, drawing, nothing, picture
from kamplan.exports import download
from kamplan.formats import month


@require_safe
def worth(request: Request, pk: int) -> HttpResponse:
    account = account_to_view(request.user, pk)
    found = found_of(account)
    told = scores(found)
    charts = {name: chart_of(found, name) for name in ("margin", "lifetime")}
    efforts = {effort.year: effort for effort in found.efforts}
    costs = {line.number: line.worth for line in found.switching.lines}
    context = heading(request, account, found) | {
        "scores": told,
        "score": {score.key: score for score in told},
        "pictures": {name: picture(chart) for name, chart in charts.items() if chart},
        "categories": [(each, basis_words(each.wallet.basis)) for each in found.categories],
        "lines": [(line, costs[line.pk]) for line in found.lines],
        "sensitivity": found.sensitivity,
        "terms": [term(found, name) for name in TERMS],
        "years": [(year, efforts.get(year.year)) for year in found.served],
        "may_arrange": may_at_the_top(request.user, UnitAct.TERMS),
    }
    return render(request, "accounts/worth/worth.html", context)


@require_safe
def worth_panel(request: Request, pk: int) -> HttpResponse:
    """Fetched after the account's page, which shows without waiting for sums."""
    account = account_to_view(request.user, pk)
    told = scores(found_of(account))
    context = {"scores": told, "missing": [score.name for score in told if not score.is_known]}
    return render(request, "accounts/worth/_panel.html", context)


@require_safe
def worth_picture(request: Request, pk: int, name: str) -> HttpResponse:
    chart = chart_of(found_of(account_to_view(request.user, pk)), name)
    image = drawing(chart) if chart else nothing(_("There are no figures to show."))
    return HttpResponse(image, content_type="image/svg+xml")


@require_safe
def worth_file(request: Request, pk: int, form: str) -> HttpResponse:
    """All tables as one workbook; as CSV the one of the page's part that was asked for, else the scores."""
    found = found_of(account_to_view(request.user, pk))
    tables, part = worth_tables(), request.GET.get("part", "scores")
    if form == "csv":
        part = part if part in tables else "scores"
        return download(form, f"kamplan-worth-{pk}-{part}", tables[part](found))
    return download(form, f"kamplan-worth-{pk}", *(make(found) for make in tables.values()))


@require_safe
def worth_story(request: Request, pk: int) -> HttpResponse:
    account = account_to_view(request.user, pk)
    context = {"account": account, "entries": worth_history(account)}
    return render(request, "accounts/worth/history.html", context)


def found_of(account: Account) -> AccountWorth:
    return AccountWorth(account, timezone.localdate())


def chart_of(found: AccountWorth, name: str) -> Chart | None:
    if name == "margin":
        return margin_chart(found.moving)
    return lifetime_chart(found.sensitivity, found.terms, found.rates.house) if found.sensitivity else None


def heading(request: Request, account: Account, found: AccountWorth) -> dict[str, Any]:
    months = found.told.months[YEAR:]
    return {
        "account": account,
        "may": may(request.user, account),
        "found": found,
        "house": found.rates.house,
        "since": month(months[0][0]),
        "until": month(months[-1][0]),
    }
