"""Classes and what they get: the set in use, the draft of the next one, and the monthly runs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, classes_to_arrange, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.changes.tier import NotTheNewest, apply_set, discard_set, edit_set, take_back_run
from accounts.charts.tier import tier_gets
from accounts.forms.tier import TierFormSet, TierSetForm
from accounts.models import Tier, TierRun, TierSet
from kamplan.history import Conflict
from kamplan.jobs import start

RUNS_SHOWN = 24


@require_safe
def tier_set(request: Request) -> HttpResponse:
    active, draft = TierSet.objects.active(), TierSet.objects.draft()
    context = {
        "active": active,
        "tiers": described(active),
        "draft": draft,
        "draft_tiers": described(draft),
        "runs": TierRun.objects.by_age().select_related("recorded_by")[:RUNS_SHOWN],
        "may_arrange": may_at_the_top(request.user, UnitAct.CLASSES),
        "trial": trial(draft),
    }
    return render(request, "accounts/tier/set.html", context)


def described(tier_set: TierSet | None) -> list[tuple[Tier, list[str]]]:
    return [(tier, tier_gets(tier)) for tier in tier_set.ordered_tiers()] if tier_set else []


def trial(draft: TierSet | None) -> str:
    """Where the cuts of the draft can be looked at before they are applied."""
    if draft is None:
        return ""
    cuts = [tier.cut for tier in draft.ordered_tiers() if tier.cut is not None]
    query = "&".join(f"cut{number}={cut}" for number, cut in enumerate(cuts))
    return f"{reverse('pyramid_what_if')}?{query}"


@require_http_methods(["GET", "HEAD", "POST"])
def tier_set_edit(request: Request) -> HttpResponse:
    """The draft; before there is one, the set in use, of which a draft is made when it is saved."""
    classes_to_arrange(request.user)
    known = TierSet.objects.draft() or TierSet.objects.active() or TierSet(name="A, B, C")
    form = TierSetForm(instance=known, initial={"version": draft_version(known)})
    tiers = TierFormSet(initial=rows_of(known))
    if request.method == "POST":
        form, tiers = TierSetForm(request.POST, instance=known), TierFormSet(request.POST)
        if all([form.is_valid(), tiers.is_valid()]):
            seen = form.cleaned_data["version"] or 0
            try:
                edit_set(values=set_values(form), tiers=tiers_in(tiers), seen=seen)
            except Conflict:
                form.add_error(None, _("Somebody has changed the draft meanwhile. Look at it before you save yours."))
            else:
                messages.success(request, _("The draft is saved. It classifies nobody until it is applied."))
                return redirect("tier_set")
    context = {"form": form, "tiers": tiers}
    status = 422 if form.errors or tiers.total_error_count() else 200
    return render(request, "accounts/tier/set_edit.html", context, status=status)


def draft_version(known: TierSet) -> int:
    return known.version if known.pk and known.state == TierSet.State.DRAFT else 0


def set_values(form: TierSetForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in TierSetForm.Meta.fields}


def tiers_in(formset: Any) -> list[Tier]:
    """A formset made by a factory is known by its base class alone."""
    tiers: list[Tier] = formset.tiers()
    return tiers


def rows_of(known: TierSet) -> list[dict[str, Any]]:
    """The tiers as a form shows them."""
    names = ("name", "cut", "band", "contact_ideal", "contact_latest", "plan", "review_months", "budget", "is_key")
    return [{name: getattr(tier, name) for name in names} for tier in (known.ordered_tiers() if known.pk else [])]


@require_POST
def tier_set_apply(request: Request) -> HttpResponse:
    classes_to_arrange(request.user)
    draft = TierSet.objects.draft()
    if draft is None:
        messages.error(request, _("There is no draft to apply. Somebody may have applied it just now."))
        return redirect("tier_set")
    apply_set(draft=draft, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s is in use. The next monthly run goes by it.") % {"name": draft.name})
    return redirect("tier_set")


@require_POST
def tier_set_discard(request: Request) -> HttpResponse:
    classes_to_arrange(request.user)
    discard_set()
    messages.success(request, _("The draft is gone; the set in use stays as it is."))
    return redirect("tier_set")


@require_POST
def tier_run_record(request: Request) -> HttpResponse:
    """Have the worker record the newest month that has figures and has ended."""
    classes_to_arrange(request.user)
    return redirect("job", start("accounts.tier_run", subject=0, by=request.user).pk)


@require_POST
def tier_run_take_back(request: Request, pk: int) -> HttpResponse:
    classes_to_arrange(request.user)
    run = get_object_or_404(TierRun, pk=pk)
    try:
        take_back_run(run=run)
    except NotTheNewest:
        messages.error(request, _("Only the newest run can be taken back: the later ones build upon this one."))
    else:
        messages.success(request, _("The run is taken back. Its month can be recorded anew."))
    return redirect("tier_set")
