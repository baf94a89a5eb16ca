"""The portfolio matrix: which account is a star, strategic, a status customer or streamlined, and how it came there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
from accounts.charts.matrix import kept_matrix_chart, ways_since
from accounts.charts.matrix_words import (
    amount_words,
    category_words,
    field_words,
    lines_words,
    percent_words,
    relative_words,
)
from accounts.domain.matrix import possible_categories
from accounts.domain.value import shifted
from accounts.exports.matrix import matrix_table, path_table
from accounts.forms.account_list import AccountFilter
from accounts.forms.matrix import MatrixForm
from accounts.models import CriteriaSet, FactorSet, MatrixLines
from accounts.models.matrix import MOST_DRAWN, Matrix, Position
from accounts.models.seen import seen_of
from accounts.views.account_list import Select
from accounts.views.attractiveness import filter_of, page_of
from kamplan.charts import Chart, drawing, kept_picture, nothing
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
    def matrix(self) -> Matrix:
        return Matrix.of(seen_of(self.chosen.found()), today=timezone.localdate())

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Those with a place, as the table has them."""
        return self.matrix.sorted_by(self.sort, self.form.lines)

    @cached_property
    def drawn(self) -> tuple[int, ...]:
        return self.matrix.largest(self.form.by, MOST_DRAWN)

    @property
    def since(self) -> date | None:
        """From when on paths are told."""
        return shifted(self.matrix.today, -self.form.months) if self.form.months else None

    def chart(self, shown: Sequence[Position]) -> Chart | None:
        return kept_matrix_chart(self.matrix, shown, self.form.lines, size=self.form.by, since=self.since)

    def address(self, **changes: str | int | None) -> str:
        """The query of the page as it is, with these changes."""
        opened = {"filters": "1"} if self.chosen.is_open else {}
        told = {**self.chosen.narrowed, **self.form.told(), "sort": self.sort, **opened, **changes}
        query = urlencode({name: value for name, value in told.items() if value})
        return f"?{query}" if query else ""


@require_safe
def matrix(request: Request) -> HttpResponse:
    shown = Shown.of(request)
    matrix, lines = shown.matrix, shown.form.lines
    if not (matrix.placed or matrix.lacking or shown.chosen.narrowed or shown.form.errors):
        return nothing_yet(request)
    page = page_of(shown.order, request.GET.get("page"))
    lacking = matrix.lacking[:MOST_UNPLACED]
    shown_ones = dict.fromkeys((*shown.drawn, *page, *lacking))
    named = {each.account.pk: each for each in matrix.positions(tuple(shown_ones))}
    chart = shown.chart([named[each] for each in shown.drawn])
    context = {
        "form": shown.form,
        "filter": shown.chosen,
        "selects": selects_of(shown.chosen) if shown.chosen.is_open else (),
        "chips": shown.chosen.chips(shown.address),
        "is_narrowed": bool(shown.chosen.narrowed or shown.form.told()),
        "address": shown.address(filters=None),
        "picture": kept_picture(chart),
        "fields": field_words(matrix.counted(lines)),
        "lines": lines_words(lines),
        "may_arrange": may_at_the_top(request.user, UnitAct.CRITERIA),
        "rows": [(named[each], *words_of(named[each], shown)) for each in page],
        "sort": shown.sort or "category",
        "unplaced": unplaced(request, matrix, [named[each] for each in lacking]),
        "page": page,
        "previous_page": shown.address(page=page.previous_number),
        "next_page": shown.address(page=page.next_number),
    }
    return render(request, "accounts/matrix/matrix.html", context, status=422 if shown.form.errors else 200)


def words_of(each: Position, shown: Shown) -> tuple[str, str, str, str, str]:
    """Category, attractiveness, relative strength, revenue and potential."""
    attractiveness, relative = each.spans
    return (
        category_words(possible_categories(attractiveness, relative, shown.form.lines)),
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


def unplaced(request: Request, matrix: Matrix, first: Sequence[Position]) -> dict[str, Any]:
    """The first of those judged on one axis alone with what the reader can do, and how many more there are."""
    may_judge = those_to_judge(request, [each.account.pk for each in first]) if first else set()
    return {
        "first": [(each, each.account.pk in may_judge) for each in first],
        "more": len(matrix.lacking) - len(first),
    }


def those_to_judge(request: Request, accounts: Sequence[int]) -> set[int]:
    """Of these, the accounts the reader may judge. One query."""
    return set(accounts_to_rate(request.user).filter(pk__in=accounts).order_by().values_list("pk", flat=True))


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
    shown = Shown.of(request)
    chart = shown.chart(shown.matrix.positions(shown.drawn))
    image = drawing(chart) if chart else nothing(_("No account has a place in the matrix."))
    headers = {"Content-Disposition": 'inline; filename="matrix.svg"'}
    return HttpResponse(image, "image/svg+xml", headers=headers)


@require_safe
def matrix_file(request: Request, form: str) -> HttpResponse:
    shown = Shown.of(request)
    told = shown.matrix.positions((*shown.order, *shown.matrix.lacking))
    drawn = [each for each in told if each.account.pk in shown.drawn]
    paths = ways_since(shown.matrix, drawn, shown.since)
    return download(form, "matrix", matrix_table(told, shown.form.lines), path_table(drawn, paths))
