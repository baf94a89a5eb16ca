"""Areas by uniqueness and recurring revenue: the page, its picture and files, and rating one area."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Request, criteria_to_arrange, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.charts.uniqueness import NAMES, SUGGESTIONS, critical_words, field_words, uniqueness_chart
from accounts.domain.tier import last_full_month
from accounts.domain.uniqueness import Field
from accounts.exports.uniqueness import ratings_table, stands_table
from accounts.forms.account_list import AccountFilter
from accounts.forms.uniqueness import UniquenessForm
from accounts.models import AreaUniqueness, ServiceArea
from accounts.models.uniqueness_areas import AreaStands
from accounts.views.narrowing import narrowed, narrowing
from kamplan.charts import drawing, kept_picture, nothing
from kamplan.exports import download
from kamplan.formats import month

MOST_PAST = 50


@require_safe
def uniqueness(request: Request) -> HttpResponse:
    chosen = narrowed(request)
    found = found_by(chosen)
    chart = uniqueness_chart(found.placed)
    context = {
        **narrowing(chosen),
        "found": found,
        "rows": [(each, critical_words(each), field_words(each.field)) for each in found.stands],
        "fields": [(NAMES[field], SUGGESTIONS[field]) for field in Field],
        "picture": kept_picture(chart),
        "currency": settings.CURRENCY,
        "until": month(found.until),
        "may_rate": may_at_the_top(request.user, UnitAct.CRITERIA),
    }
    return render(request, "accounts/uniqueness/uniqueness.html", context)


@require_safe
def uniqueness_picture(request: Request) -> HttpResponse:
    chart = uniqueness_chart(found_by(narrowed(request)).placed)
    image = drawing(chart) if chart else nothing(_("No area is rated yet."))
    return HttpResponse(image, content_type="image/svg+xml")


@require_safe
def uniqueness_file(request: Request, form: str) -> HttpResponse:
    """As CSV where the areas stand; as a workbook every rating as well."""
    return download(form, "kamplan-uniqueness", stands_table(found_by(narrowed(request))), ratings_table())


def found_by(chosen: AccountFilter) -> AreaStands:
    return AreaStands.of(chosen.found(), until=last_full_month(timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
def uniqueness_rate(request: Request, pk: int) -> HttpResponse:
    """For the whole house. What was said before stays, and is shown."""
    criteria_to_arrange(request.user)
    area = get_object_or_404(ServiceArea.objects.select_related("parent"), pk=pk)
    past = list(area.uniqueness.select_related("rated_by")[:MOST_PAST])
    form = UniquenessForm(initial=UniquenessForm.initial_of(past[0] if past else None))
    if request.method == "POST":
        form = UniquenessForm(request.POST, instance=AreaUniqueness(area=area, rated_by=request.user))
        if form.is_valid():
            form.save()
            messages.success(request, _("Your ratings are saved."))
            return redirect("uniqueness")
    context = {"form": form, "area": area, "past": past}
    return render(request, "accounts/uniqueness/rate.html", context, status=422 if form.errors else 200)
