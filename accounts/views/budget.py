"""Budgets and quotas of an account: adding, editing and removing what it should bring in a year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Request, account_to_edit
from accounts.forms.budget import BudgetForm
from accounts.models import Account, Budget


@require_http_methods(["GET", "HEAD", "POST"])
def budget_add(request: Request, account_pk: int) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    return budget_page(
        request, account, Budget(account=account, year=timezone.localdate().year, currency=account.currency)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def budget_edit(request: Request, account_pk: int, pk: int) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    return budget_page(request, account, get_object_or_404(Budget, account=account, pk=pk))


@require_POST
def budget_remove(request: Request, account_pk: int, pk: int) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    get_object_or_404(Budget, account=account, pk=pk).delete()
    messages.success(request, _("Removed."))
    return redirect("value", account_pk)


def budget_page(request: Request, account: Account, budget: Budget) -> HttpResponse:
    form = BudgetForm(instance=budget)
    if request.method == "POST":
        form = BudgetForm(request.POST, instance=budget)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("value", account.pk)
    context = {"form": form, "account": account}
    return render(request, "accounts/budget/form.html", context, status=422 if form.errors else 200)
