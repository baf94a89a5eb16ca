"""One account's status: its story, nominating it, taking that back, and deciding."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, account_to_nominate, account_to_view, key_status_to_decide, may
from accounts.changes.key_status import NO_RECORD, FiguresMoved, InTheBin, decide, nominate, withdraw
from accounts.charts.key_status import card, figures_words, said_words
from accounts.domain.key_status import Act, may_follow
from accounts.forms.key_status import KeyStatusForm, NominationForm
from accounts.models import Account, KeyStatus
from accounts.models.key_status_due import key_load_of
from accounts.models.key_status_figures import SeenFigures, figures_seen
from kamplan.formats import day
from kamplan.history import Conflict


@require_safe
def key_status(request: Request, pk: int) -> HttpResponse:
    """Everything that was ever said about it, with the figures of each day."""
    account = account_to_view(request.user, pk)
    context = {
        "account": account,
        "may": may(request.user, account),
        "card": card(account.key_statuses.last_word(), timezone.localdate()),
        "story": [(entry, figures_words(entry)) for entry in account.key_statuses.story()],
    }
    return render(request, "accounts/key_status/story.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def key_status_nominate(request: Request, pk: int) -> HttpResponse:
    account = present(request, account_to_nominate(request.user, pk))
    last, today = account.key_statuses.last_word(), timezone.localdate()
    if request.method != "POST":
        if not may_follow(act_of(last), Act.NOMINATED):
            messages.info(request, where_it_stands(last))
            return redirect("key_status", pk)
        return nominate_page(request, NominationForm(account=account, initial={"seen": key_of(last)}))
    form = NominationForm(request.POST, account=account)
    if not form.is_valid():
        return nominate_page(request, form, status=422)
    reason, seen = form.cleaned_data["reason"], form.cleaned_data["seen"] or NO_RECORD
    try:
        nominate(account=account, reason=reason, on=today, seen=seen, by=request.user)
    except (Conflict, InTheBin) as stopped:
        last = account.key_statuses.last_word()
        form = NominationForm(shifted(request, last), account=account)
        form.add_error(None, stopped_words(stopped, account, last))
        return nominate_page(request, form, status=409)
    messages.success(request, _("%(name)s is nominated. A manager or director decides.") % {"name": account.name})
    return redirect("account", pk)


def nominate_page(request: Request, form: NominationForm, *, status: int = 200) -> HttpResponse:
    account = form.account
    context = {
        "account": account,
        "form": form,
        "may_follow": may_follow(act_of(account.key_statuses.last_word()), Act.NOMINATED),
        "seen": figures_words(figures_seen(account, timezone.localdate())),
    }
    return render(request, "accounts/key_status/nominate.html", context, status=status)


@require_POST
def key_status_withdraw(request: Request, pk: int) -> HttpResponse:
    """One's own nomination only."""
    account = account_to_view(request.user, pk)
    last = account.key_statuses.last_word()
    if last is None or not last.is_nominated:
        messages.error(request, _("There is no nomination to withdraw. %(words)s") % {"words": where_it_stands(last)})
    elif last.by_id != request.user.pk:
        messages.error(request, _("Only %(name)s withdraws this nomination.") % {"name": last.by})
    else:
        try:
            withdraw(account=account, on=timezone.localdate(), seen=last.pk, by=request.user)
            messages.success(request, _("The nomination of %(name)s is withdrawn.") % {"name": account.name})
        except (Conflict, InTheBin) as stopped:
            messages.error(request, stopped_words(stopped, account, account.key_statuses.last_word()))
            return redirect("key_status_list")
    return redirect("account", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def key_status_decide(request: Request, pk: int) -> HttpResponse:
    account = present(request, key_status_to_decide(request.user, pk))
    last, today = account.key_statuses.last_word(), timezone.localdate()
    figures = figures_seen(account, today)
    about: dict[str, Any] = {"account": account, "today": today}
    if request.method != "POST":
        form = KeyStatusForm(last=last, initial=proposed(last, figures), **about)
        return decide_page(request, form, figures)
    form = KeyStatusForm(request.POST, last=last, **about)
    if not form.is_valid():
        return decide_page(request, form, figures, status=422)
    seen, seen_figures = form.cleaned_data["seen"] or NO_RECORD, form.cleaned_data["seen_figures"]
    try:
        made = decide(account=account, said=form.said(), seen=seen, seen_figures=seen_figures, by=request.user)
    except (Conflict, InTheBin, FiguresMoved) as stopped:
        last = account.key_statuses.last_word()
        form = KeyStatusForm(shifted(request, last, seen_figures=figures.mark), last=last, **about)
        form.add_error(None, stopped_words(stopped, account, last))
        return decide_page(request, form, figures, status=409)
    words = {"name": account.name, "what": made.get_act_display()}
    messages.success(request, _("%(name)s: %(what)s. The reason stands on its page.") % words)
    return redirect("account", pk)


def decide_page(request: Request, form: KeyStatusForm, figures: SeenFigures, *, status: int = 200) -> HttpResponse:
    account = form.account
    context = {
        "account": account,
        "form": form,
        "card": card(form.last, form.today),
        "seen": figures_words(figures),
        "loads": key_load_of(account.owner, KeyStatus.objects.visible_to(request.user).key()),
    }
    return render(request, "accounts/key_status/decide.html", context, status=status)


# --- what they share --------------------------------------------------------------------------------------------------
def present(request: Request, account: Account) -> Account:
    """To look at, an account in the bin is not there; what somebody sends about one is kept on the page."""
    if account.deleted_at is not None and request.method != "POST":
        raise Http404
    return account


def act_of(last: KeyStatus | None) -> Act | None:
    return Act(last.act) if last else None


def key_of(last: KeyStatus | None) -> int:
    return last.pk if last else NO_RECORD


def proposed(last: KeyStatus | None, figures: SeenFigures) -> dict[str, Any]:
    """What the form begins with: what holds, but for the answer and the reason, which are given anew."""
    kind = last.kind if last else ""
    return {"kind": kind, "on": timezone.localdate(), "seen": key_of(last), "seen_figures": figures.mark}


def shifted(request: Request, last: KeyStatus | None, **also: str) -> Any:
    """What was typed, on top of what holds by now."""
    data = request.POST.copy()
    data["seen"] = str(key_of(last))
    for name, value in also.items():
        data[name] = value
    return data


def where_it_stands(last: KeyStatus | None) -> str:
    return f"{said_words(last)} {last.reason}".strip() if last else _("Nobody has nominated it.")


def stopped_words(stopped: Exception, account: Account, last: KeyStatus | None) -> str:
    """Why nothing was stored."""
    if isinstance(stopped, InTheBin):
        deleted = {"name": account.name, "day": day(timezone.localdate(account.deleted_at or timezone.now()))}
        return _("%(name)s was deleted on %(day)s. Nothing was stored. Restore it from the bin first.") % deleted
    if isinstance(stopped, FiguresMoved):
        return _("The figures have changed since you opened this page. Look at them, then decide again.")
    return _("Meanwhile: %(words)s Nothing of yours was stored. Send it again if it still holds.") % {
        "words": where_it_stands(last)
    }
