"""One account's class: its story run by run, what would raise it, and a decision that sets it against the rule."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, account_to_view, class_to_decide, may
from accounts.changes.tier import decide_class, leave_to_the_rule
from accounts.charts.tier_next import next_words
from accounts.exports.tier import story_table
from accounts.forms.tier import TierOverrideForm
from accounts.models import Account, TierOverride, TierSet
from accounts.models.tier_official import class_of
from kamplan import trace
from kamplan.exports import download
from kamplan.formats import day
from kamplan.history import Conflict, conflict_page


@require_safe
def tier_story(request: Request, pk: int) -> HttpResponse:
    account = account_to_view(request.user, pk)
    decisions = TierOverride.history.filter(account=account).select_related("history_user", "tier", "owner")
    known = class_of(account, timezone.localdate())
    context = {
        "account": account,
        "may": may(request.user, account),
        "class": known,
        "raises": next_words(known.standing) if known.standing else [],
        "history": trace.entries(decisions),
    }
    return render(request, "accounts/tier/story.html", context)


@require_safe
def tier_story_file(request: Request, pk: int, form: str) -> HttpResponse:
    account = account_to_view(request.user, pk)
    return download(form, f"class-{pk}", story_table(class_of(account, timezone.localdate()).story))


@require_http_methods(["GET", "HEAD", "POST"])
def tier_override(request: Request, pk: int) -> HttpResponse:
    account = class_to_decide(request.user, pk)
    known = TierOverride.objects.filter(account=account).first() or TierOverride(account=account)
    tier_set, today = TierSet.objects.active(), timezone.localdate()
    if tier_set is None:
        messages.error(request, _("There are no classes to choose from yet."))
        return redirect("account", pk)
    seen = known.version if known.pk else 0
    form = TierOverrideForm(instance=known, tier_set=tier_set, today=today, initial={"version": seen})
    if request.method == "POST":
        form = TierOverrideForm(request.POST, instance=known, tier_set=tier_set, today=today)
        if form.is_valid():
            return decided(request, account, form)
    context = {"account": account, "form": form, "is_known": bool(known.pk)}
    return render(request, "accounts/tier/override.html", context, status=422 if form.errors else 200)


def decided(request: Request, account: Account, form: TierOverrideForm) -> HttpResponse:
    override, seen = form.save(commit=False), form.cleaned_data["version"] or 0
    try:
        decide_class(override=override, seen=seen, by=request.user)
    except Conflict:
        if form.instance.pk is None:
            messages.error(request, _("Somebody has just decided this class. Look at it before you change it."))
            return redirect("tier_override", account.pk)
        return conflict_page(request, form, seen=seen, back=reverse("account", args=[account.pk]))
    words = {"name": account.name, "class": override.tier, "day": day(override.expires)}
    messages.success(request, _("%(name)s is in class %(class)s until %(day)s, whatever the rule says.") % words)
    return redirect("account", account.pk)


@require_POST
def tier_override_end(request: Request, pk: int) -> HttpResponse:
    account = class_to_decide(request.user, pk)
    leave_to_the_rule(account=account, by=request.user)
    messages.success(request, _("The class of %(name)s is left to the rule.") % {"name": account.name})
    return redirect("account", pk)
