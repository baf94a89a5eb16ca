"""Exchange rates: what other currencies are worth, each from a day on."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Request, figures_to_administer
from accounts.forms.rate import RateForm
from accounts.models import ExchangeRate, Revenue


@require_http_methods(["GET", "HEAD", "POST"])
def rate_list(request: Request) -> HttpResponse:
    """The rates, the form for another one, and the currencies that have figures but no rate."""
    figures_to_administer(request.user)
    form = RateForm()
    if request.method == "POST":
        form = RateForm(request.POST)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("rate_list")
    rates = list(ExchangeRate.objects.all())
    needed = set(Revenue.objects.order_by().values_list("currency", flat=True).distinct())
    context = {
        "form": form,
        "rates": rates,
        "missing": sorted(needed - {rate.currency for rate in rates} - {settings.CURRENCY}),
        "house": settings.CURRENCY,
    }
    return render(request, "accounts/rate/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rate_edit(request: Request, pk: int) -> HttpResponse:
    rate = rate_to_administer(request, pk)
    form = RateForm(instance=rate)
    if request.method == "POST":
        form = RateForm(request.POST, instance=rate)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("rate_list")
    return render(request, "accounts/rate/edit.html", {"form": form, "rate": rate}, status=422 if form.errors else 200)


@require_POST
def rate_remove(request: Request, pk: int) -> HttpResponse:
    rate_to_administer(request, pk).delete()
    messages.success(request, _("The rate is removed."))
    return redirect("rate_list")


def rate_to_administer(request: Request, pk: int) -> ExchangeRate:
    figures_to_administer(request.user)
    return get_object_or_404(ExchangeRate, pk=pk)
