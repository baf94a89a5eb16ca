"""The rounds in which key accounts are confirmed, opening the next one, and who reads the whole list."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Request, key_rounds_to_arrange, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.changes.key_status import NO_RECORD, choose_reach, open_round
from accounts.forms.key_status import KeyStatusReachForm, KeyStatusRoundForm
from accounts.models import KeyStatus, KeyStatusReach, KeyStatusRound
from kamplan.formats import day
from kamplan.history import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
def key_status_round(request: Request) -> HttpResponse:
    """Everybody reads which rounds there were; a director of a unit at the top opens the next one."""
    newest, today = KeyStatusRound.objects.newest(), timezone.localdate()
    seen = newest.number if newest else NO_RECORD
    if request.method != "POST":
        return round_page(request, KeyStatusRoundForm(today=today, initial={"seen": seen}))
    key_rounds_to_arrange(request.user)
    form = KeyStatusRoundForm(request.POST, today=today)
    if not form.is_valid():
        return round_page(request, form, status=422)
    name, until = form.cleaned_data["name"], form.cleaned_data["until"]
    try:
        open_round(name=name, until=until, on=today, seen=form.cleaned_data["seen"] or NO_RECORD, by=request.user)
    except Conflict:
        data = request.POST.copy()
        data["seen"] = str(KeyStatusRound.objects.newest().number)  # type: ignore[union-attr]
        form = KeyStatusRoundForm(data, today=today)
        form.add_error(None, _("Somebody has just opened a round. Look at it below before you open another."))
        return round_page(request, form, status=409)
    words = {"name": name, "day": day(until)}
    messages.success(request, _("The round %(name)s is open. Every key account is confirmed by %(day)s.") % words)
    return redirect("key_status_due")


def round_page(request: Request, form: KeyStatusRoundForm, *, status: int = 200) -> HttpResponse:
    key = KeyStatus.objects.visible_to(request.user).filter(act__in=[KeyStatus.Act.GRANTED, KeyStatus.Act.CONFIRMED])
    confirmed = dict(key.order_by().values_list("round").annotate(accounts=Count("account", distinct=True)))
    reach = KeyStatusReach.objects.newest()
    is_open = reach is not None and reach.open_to_all
    context = {
        "rounds": [(each, confirmed.get(each.pk, 0)) for each in KeyStatusRound.objects.select_related("opened_by")],
        "form": form,
        "reach": reach,
        "is_open": is_open,
        "reach_form": KeyStatusReachForm(initial={"open_to_all": "yes" if is_open else "no"}),
        "here": "key_status_round",
        "may_arrange": may_at_the_top(request.user, UnitAct.KEY_ROUNDS),
    }
    return render(request, "accounts/key_status/round.html", context, status=status)


@require_POST
def key_status_reach(request: Request) -> HttpResponse:
    key_rounds_to_arrange(request.user)
    form = KeyStatusReachForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the two."))
    elif not choose_reach(open_to_all=form.cleaned_data["open_to_all"], by=request.user):
        messages.info(request, _("Nothing has changed."))
    elif form.cleaned_data["open_to_all"]:
        messages.success(request, _("Everybody who signs in reads the whole list now."))
    else:
        messages.success(request, _("Each reads of the accounts they see, from now on."))
    return redirect("key_status_round")
