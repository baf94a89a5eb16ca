"""Pages of an account's team: who is on it, and adding, changing and removing members."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, account_to_view, may, team_to_edit
from accounts.forms.team import MemberForm, NewMemberForm, candidates_like
from accounts.models import Account, Member
from accounts.models.team import team_history
from kamplan.history import delete_by, save_by
from kamplan.trace import entries


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: Request, account_pk: int) -> HttpResponse:
    """Everybody who sees the account reads its team; the form below it adds a member."""
    if request.method == "POST":
        account = team_to_edit(request.user, account_pk)
        form = NewMemberForm(request.POST, instance=Member(account=account))
        if form.is_valid() and joined(form, by=request.user):
            messages.success(request, _("%(name)s is on the team.") % {"name": form.instance.user})
            return redirect("team", account_pk)
    else:
        account = account_to_view(request.user, account_pk)
        form = NewMemberForm(instance=Member(account=account))
    return team_page(request, account, form)


def joined(form: NewMemberForm, *, by: Any) -> bool:
    """False when somebody else added the same user in this very moment."""
    try:
        with transaction.atomic():
            save_by(form.save(commit=False), by=by)
    except IntegrityError:
        form.add_error("who", _("Somebody has just added this user."))
        return False
    return True


def team_page(request: Request, account: Account, form: NewMemberForm) -> HttpResponse:
    rights = may(request.user, account)
    context = {
        "account": account,
        "members": account.members.select_related("user"),
        "may": rights,
        "form": form,
        "candidates": candidates_like(account, "") if rights.team else (),
        "entries": entries(team_history(account), about="user"),
    }
    return render(request, "accounts/team.html", context, status=422 if form.errors else 200)


@require_safe
def team_candidates(request: Request, account_pk: int) -> HttpResponse:
    """The options below the input, while somebody is typing."""
    account = team_to_edit(request.user, account_pk)
    found = candidates_like(account, request.GET.get("who", "")[:254].strip())
    return render(request, "accounts/_candidates.html", {"candidates": found})


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: Request, account_pk: int, pk: int) -> HttpResponse:
    account = team_to_edit(request.user, account_pk)
    member = get_object_or_404(account.members.select_related("user"), pk=pk)
    form = MemberForm(instance=member)
    if request.method == "POST":
        form = MemberForm(request.POST, instance=member)
        if form.is_valid():
            save_by(form.save(commit=False), by=request.user)
            messages.success(request, _("%(name)s was changed.") % {"name": member.user})
            return redirect("team", account_pk)
    context = {"account": account, "member": member, "form": form}
    return render(request, "accounts/member_form.html", context, status=422 if form.errors else 200)


@require_POST
def member_remove(request: Request, account_pk: int, pk: int) -> HttpResponse:
    account = team_to_edit(request.user, account_pk)
    member = get_object_or_404(account.members.select_related("user"), pk=pk)
    delete_by(member, by=request.user)
    messages.success(request, _("%(name)s is no longer on the team.") % {"name": member.user})
    return redirect("team", account_pk)
