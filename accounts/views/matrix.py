"""The portfolio matrix: which account is a star, strategic, a status customer or streamlined, and how it came there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Request, accounts_to_rate, may_at_the_top
from accounts.access.rights import UnitAct
from accounts.charts.matrix import largest, matrix_chart
from accounts.charts.matrix_words import (
    amount_words,
    category_words,
    field_words,
    lines_words,
    percent_words,
    relative_words,
    sorted_by,
)
from accounts.domain.value import shifted
from accounts.exports.matrix import matrix_table, path_table
from accounts.forms.account_list import AccountFilter
from accounts.forms.matrix import MatrixForm
from accounts.models import CriteriaSet, FactorSet, MatrixLines
from accounts.models.matrix import Position, positions
from accounts.models.matrix_path import Point, paths
from accounts.views.account_list import Select
from accounts.views.attractiveness import filter_of, page_of
from kamplan.charts import Chart, drawing, nothing, picture
from kamplan.exports import download

MOST_UNPLACED = 8


@dataclass(frozen=True)
class Shown:
    """What the address asks for."""

    chosen: AccountFilter
    form: MatrixForm
    sort: str

    @classmethod
    def of(cls, request: Request) -> "Shown":
        form = MatrixForm(request.GET, house=MatrixLines.objects.in_use())
        return cls(filter_of(request), form, request.GET.get("sort", ""))

    @cached_property
    def found(self) -> list[Position]:
        return positions(self.chosen.found(), today=timezone.localdate())

    @cached_property
    def placed(self) -> list[Position]:
        return sorted_by([each for each in self.found if each.is_placed], self.sort, self.form.lines)

    @cached_property
    def paths(self) -> Mapping[int, Sequence[Point]]:
        """Of those that are drawn."""
        drawn, today = largest(self.placed, self.form.by), timezone.localdate()
        if not self.form.months or not drawn:
            return {}
        return paths([each.account.pk for each in drawn], since=shifted(today, -self.form.months), today=today)

    def chart(self) -> Chart | None:
        return matrix_chart(self.placed, self.form.lines, size=self.form.by, paths=self.paths)

    def address(self, **changes: str | int | None) -> str:
        """The query of the page as it is, with these changes."""
        narrowed = {name: value for name, value in self.chosen.chosen.items() if name != "sort"}
        told = {**narrowed, **self.form.told(), "sort": self.sort, **changes}
        query = urlencode({name: value for name, value in told.items() if value})
        return f"?{query}" if query else ""


@require_safe
def matrix(request: Request) -> HttpResponse:
    shown = Shown.of(request)
    if not shown.found and not shown.chosen.narrowed and not shown.form.errors:
        return nothing_yet(request)
    chart, lines = shown.chart(), shown.form.lines
    page = page_of(shown.placed, request.GET.get("page"))
    context = {
        "form": shown.form,
        "selects": selects_of(shown.chosen),
        "is_narrowed": bool(shown.chosen.narrowed or shown.form.told()),
        "address": shown.address(),
        "picture": picture(chart) if chart else None,
        "fields": field_words(shown.placed, lines),
        "lines": lines_words(lines),
        "may_arrange": may_at_the_top(request.user, UnitAct.CRITERIA),
        "rows": [(each, *words_of(each, shown)) for each in page],
        "sort": shown.sort or "category",
        "unplaced": unplaced(request, shown.found),
        "page": page,
        "previous_page": shown.address(page=page.previous_number),
        "next_page": shown.address(page=page.next_number),
    }
    return render(request, "accounts/matrix/matrix.html", context, status=422 if shown.form.errors else 200)


def words_of(each: Position, shown: Shown) -> tuple[str, str, str, str, str]:
    """Category, attractiveness, relative strength, revenue and potential."""
    attractiveness, relative = each.spans
    return (
        category_words(each.possible(shown.form.lines)),
        percent_words(attractiveness),
        relative_words(relative),
        amount_words(each.revenue),
        amount_words(each.potential),
    )


def selects_of(chosen: AccountFilter) -> list[Select]:
    words = {"unit": _("All units"), "sector": _("All sectors"), "owner": _("All owners"), "tier": _("All classes")}
    return [
        Select(name, field.label, everything, field.extra["choices"](), chosen.chosen.get(name, ""))
        for name, everything in words.items()
        if (field := chosen.filters[name])
    ]


def unplaced(request: Request, found: Sequence[Position]) -> dict[str, Any]:
    """Those judged on one axis alone: how many lack which, and the first of them with what the reader can do."""
    lacking = [each for each in found if not each.is_placed]
    first = lacking[:MOST_UNPLACED]
    mine = accounts_to_rate(request.user).filter(pk__in=[each.account.pk for each in first])
    may_judge = set(mine.order_by().values_list("pk", flat=True)) if first else set()
    return {
        "strength": sum(each.strength is None for each in lacking),
        "attractiveness": sum(each.attractiveness is None for each in lacking),
        "first": [(each, each.account.pk in may_judge) for each in first],
        "more": len(lacking) - len(first),
    }


def nothing_yet(request: Request) -> HttpResponse:
    """What is needed before an account has a place, and who does it."""
    context = {
        "criteria_set": CriteriaSet.objects.current(),
        "factor_set": FactorSet.objects.current(),
        "may_arrange": may_at_the_top(request.user, UnitAct.CRITERIA),
        "first": accounts_to_rate(request.user).only("pk", "name")[:MOST_UNPLACED],
    }
    return render(request, "accounts/matrix/nothing_yet.html", context)


@require_safe
def matrix_picture(request: Request) -> HttpResponse:
    chart = Shown.of(request).chart()
    image = drawing(chart) if chart else nothing(_("No account has a place in the matrix."))
    headers = {"Content-Disposition": 'inline; filename="matrix.svg"'}
    return HttpResponse(image, "image/svg+xml", headers=headers)


@require_safe
def matrix_file(request: Request, form: str) -> HttpResponse:
    shown = Shown.of(request)
    rest = [each for each in shown.found if not each.is_placed]
    table = matrix_table([*shown.placed, *rest], shown.form.lines)
    return download(form, "matrix", table, path_table(shown.placed, shown.paths))
