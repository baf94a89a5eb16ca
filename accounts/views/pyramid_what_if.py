"""Cuts to try before they are applied: how many accounts each class would have, and which would change."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Request
from accounts.exports.tier import changes_table, tried_table
from accounts.forms.tier import CutsForm
from accounts.models import Tier, TierRun
from accounts.models.tier_pyramid import Pyramid, names_of
from accounts.models.tier_recorded import Stand
from accounts.views.pyramid import filter_of, heading, nothing_yet
from kamplan.exports import download

MOST_CHANGED = 100
Changed = list[tuple[Stand, Tier, Tier]]


@require_safe
def pyramid_what_if(request: Request) -> HttpResponse:
    run, chosen = TierRun.objects.newest(), filter_of(request)
    if run is None:
        return nothing_yet(request)
    found = Pyramid.of(chosen.found(), run)
    form = cuts_form(request, found)
    counts, changed = tried_out(found, form)
    shown = changed[:MOST_CHANGED]
    named = names_of(stand.account for stand, *_tiers in shown)
    context = heading(request, chosen, run) | {
        "form": form,
        "tried": form.is_valid(),
        "counts": counts,
        "changed": [(stand, named[stand.account], now, then) for stand, now, then in shown],
        "changed_count": len(changed),
        "most": MOST_CHANGED,
        "files": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "accounts/tier/what_if.html", context, status=422 if form.errors else 200)


@require_safe
def pyramid_what_if_file(request: Request, form: str) -> HttpResponse:
    """All accounts that would have another class; a workbook has the number in each class as well."""
    run = TierRun.objects.newest()
    if run is None:
        return download(form, "what-if", changes_table([]))
    found = Pyramid.of(filter_of(request).found(), run)
    counts, changed = tried_out(found, cuts_form(request, found))
    return download(form, "what-if", changes_table(changed), tried_table(counts))


def cuts_form(request: Request, found: Pyramid) -> CutsForm:
    tried = any(name.startswith("cut") for name in request.GET)
    return CutsForm(request.GET if tried else None, pyramid=found)


def tried_out(found: Pyramid, form: CutsForm) -> tuple[list[tuple[Tier, int, int]], Changed]:
    """Each class now and then, and which accounts would have another one; by the cuts in use unless others hold."""
    then = found.with_cuts(form.cuts() if form.is_valid() else found.run.set.cuts())
    tiers: dict[int, Any] = {tier.pk: tier for tier in found.tiers}
    counted = Counter(tier.pk for _stand, tier in then)
    counts = [(step.tier, step.count, counted[step.tier.pk]) for step in found.steps]
    return counts, [(stand, tiers[stand.tier], tier) for stand, tier in then if tier.pk != stand.tier]
