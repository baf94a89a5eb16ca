"""The customer's own figures: how large it is, and its budgets and key figures year by year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Request, account_to_edit, account_to_view, may
from accounts.charts.figure import developed
from accounts.exports.figure import development_table, figure_table, profile_table
from accounts.forms.figure import FigureForm, ProfileForm
from accounts.models import Account, CustomerProfile, Figure
from kamplan.exports import download
from kamplan.history import delete_by, save_by


@require_safe
def figure_list(request: Request, account_pk: int) -> HttpResponse:
    account = account_to_view(request.user, account_pk)
    figures = account.figures.by_year()
    shares = [(each.year, Figure.Share(each.slug).label, each.percent) for each in figures.shares()]
    context = {
        "account": account,
        "may": may(request.user, account),
        "profile": profile_of(account),
        "figures": figures,
        "shares": shares,
        "developments": [developed(each) for each in figures.developments()],
    }
    return render(request, "accounts/figure/list.html", context)


@require_safe
def figure_export(request: Request, account_pk: int, form: str) -> HttpResponse:
    account = account_to_view(request.user, account_pk)
    figures = account.figures.by_year()
    tables = figure_table(figures), development_table(figures), profile_table(profile_of(account))
    return download(form, f"kamplan-figures-{account_pk}", *tables)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: Request, account_pk: int) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    profile = profile_of(account)
    form = ProfileForm(instance=profile)
    if request.method == "POST":
        form = ProfileForm(request.POST, instance=profile)
    return figure_page(request, account, form, _("Fact sheet"))


@require_http_methods(["GET", "HEAD", "POST"])
def figure_add(request: Request, account_pk: int) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    figure = Figure(account=account, year=timezone.localdate().year, currency=account.currency)
    asked = {name: request.GET[name] for name in ("kind", "category") if name in request.GET}
    form = FigureForm(instance=figure, initial=asked)
    if request.method == "POST":
        form = FigureForm(request.POST, instance=figure)
    return figure_page(request, account, form, _("Add a figure"))


@require_http_methods(["GET", "HEAD", "POST"])
def figure_edit(request: Request, account_pk: int, pk: int) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    figure = get_object_or_404(Figure, account=account, pk=pk)
    form = FigureForm(request.POST, instance=figure) if request.method == "POST" else FigureForm(instance=figure)
    return figure_page(request, account, form, _("Edit the figure"))


@require_POST
def figure_remove(request: Request, account_pk: int, pk: int) -> HttpResponse:
    account = account_to_edit(request.user, account_pk)
    delete_by(get_object_or_404(Figure, account=account, pk=pk), by=request.user)
    messages.success(request, _("Removed."))
    return redirect("figure_list", account_pk)


def profile_of(account: Account) -> CustomerProfile:
    """What is known, or an empty one."""
    return CustomerProfile.objects.filter(account=account).first() or CustomerProfile(account=account)


def figure_page(request: Request, account: Account, form: ProfileForm | FigureForm, title: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        save_by(form.instance, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("figure_list", account.pk)
    context = {"form": form, "account": account, "title": title}
    return render(request, "accounts/figure/form.html", context, status=422 if form.errors else 200)
