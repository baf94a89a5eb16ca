"""New and lasting customers among those the reader sees, as the address says, and what key accounts give."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Request
from accounts.charts.tenure import rows_of_bands, tenure_words
from accounts.domain.tier import last_full_month
from accounts.exports.tenure import bands_table, customers_table, years_table
from accounts.forms.account_list import AccountFilter
from accounts.models.tenure import Customers
from accounts.models.tier_pyramid import names_of
from accounts.views.narrowing import narrowed, narrowing
from kamplan.exports import download
from kamplan.formats import month
from kamplan.pages import page_in


@require_safe
def tenure(request: Request) -> HttpResponse:
    chosen = narrowed(request)
    customers = found_by(chosen)
    page = page_in(list(customers.tenures), request.GET.get("page"))
    names = names_of(page)
    newest = customers.years[0]
    context = {
        **narrowing(chosen),
        "customers": customers,
        "newest": newest,
        "unconverted": customers.holdings.now.unconverted,
        "median": tenure_words(customers.median),
        "bands": rows_of_bands(customers),
        "currency": settings.CURRENCY,
        "until": month(newest.until),
        "began": month(customers.began),
        "told_from": month(customers.told_from),
        "page": page,
        "rows": [row(customers, account, names) for account in page],
    }
    return render(request, "accounts/tenure/tenure.html", context)


@require_safe
def tenure_file(request: Request, form: str) -> HttpResponse:
    """As CSV every customer; as a workbook the years and the bands as well."""
    customers = found_by(narrowed(request))
    listed = customers_table(customers, names_of(customers.tenures))
    return download(form, "kamplan-tenure", listed, years_table(customers), bands_table(customers))


def found_by(chosen: AccountFilter) -> Customers:
    return Customers.of(chosen.found(), until=last_full_month(timezone.localdate()))


def row(customers: Customers, account: int, names: Any) -> tuple[Any, ...]:
    """(account, its names, first month, tenure in words, what it bought, whether it is a key account)."""
    since, words = month(customers.firsts[account]), tenure_words(customers.tenures[account])
    return account, names[account], since, words, customers.share(account), account in customers.key
