"""One account's attractiveness: its raters side by side, what would raise it, all they ever said, and rating it."""

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Request, account_to_rate, account_to_view, may
from accounts.changes.attractiveness import Answer, answers_of, rate_account
from accounts.charts.attractiveness import (
    flags,
    lever_words,
    percent_words,
    raters_words,
    span_words,
    spread_words,
    total_words,
)
from accounts.domain.attractiveness import Gap, attractiveness
from accounts.domain.attractiveness_raters import Lever, Part
from accounts.exports.attractiveness import criteria_table, ratings_table, totals_table
from accounts.forms.attractiveness import AssessmentForm
from accounts.models import Account, Assessment, CriteriaSet, User
from accounts.models.attractiveness_result import Result, attractiveness_of, said_of
from accounts.models.criteria import WeighedCriterion
from kamplan.exports import download

MOST_PAST = 100


@require_safe
def account_attractiveness(request: Request, pk: int) -> HttpResponse:
    """What the account comes to, from which ratings and weights, what would raise it, and what was thought before."""
    account = account_to_view(request.user, pk)
    criteria_set = CriteriaSet.objects.current()
    context = {"account": account, "may": may(request.user, account), "set": criteria_set, "past": past(account)}
    if criteria_set is not None:
        found = attractiveness_of(account, criteria_set)
        context |= side_by_side(criteria_set, found) if found else {}
    return render(request, "accounts/attractiveness/account.html", context)


def side_by_side(criteria_set: CriteriaSet, result: Result) -> dict[str, Any]:
    """A row for each criterion, a column for each rater."""
    criteria, found = criteria_set.ordered(), result.combined
    rows = list(zip(criteria, result.parts, result.levers, strict=True))
    return {
        "voices": [(voice, span_words(voice.found.low, voice.found.high)) for voice in result.voices],
        "rows": [
            (
                criterion,
                [(*said(voice, criterion), voice.evidence.get(criterion.slug, "")) for voice in result.voices],
                part,
            )
            for criterion, part, _lever in rows
        ],
        "levers": [(*row, *lever_words(row[-1])) for row in sorted(rows, key=most_room_first)],
        "combined": found,
        "total": total_words(found) if found else "",
        "percent": percent_words(found) if found else "",
        "raters": raters_words(found.n) if found else "",
        "spread": spread_words(found) if found else "",
        "flags": flags(found, criteria) if found else [],
    }


def most_room_first(row: tuple[WeighedCriterion, Part, Lever]) -> tuple[Fraction, Fraction]:
    return -row[2].room, -row[2].open


def said(voice: Any, criterion: WeighedCriterion) -> tuple[str, bool]:
    """A rating in words, and whether it lies below the minimum."""
    given = voice.given.get(criterion.slug, Gap.MISSING)
    if isinstance(given, int):
        return str(given), criterion.minimum is not None and given < criterion.minimum
    return (_("not applicable") if given is Gap.NOT_APPLICABLE else _("missing")), False


@require_safe
def account_attractiveness_file(request: Request, pk: int, form: str) -> HttpResponse:
    """As CSV criterion by criterion; as a workbook every rating and every total as well."""
    account, criteria_set = account_to_view(request.user, pk), CriteriaSet.objects.current()
    if criteria_set is None:
        return download(form, f"attractiveness-{pk}", criteria_table((), None))
    found = attractiveness_of(account, criteria_set)
    tables = (
        criteria_table(criteria_set.ordered(), found),
        ratings_table(criteria_set, [found] if found else []),
        totals_table(criteria_set, found, said_of(account)),
    )
    return download(form, f"attractiveness-{pk}", *tables)


def past(account: Account) -> list[tuple[Assessment, str]]:
    return [(row, span_words(found.low, found.high)) for row, found in said_of(account, MOST_PAST)]


@require_safe
def assessment(request: Request, account_pk: int, pk: int) -> HttpResponse:
    """What one rater said on one day, with the weights of that day."""
    account = account_to_view(request.user, account_pk)
    rows = Assessment.objects.filter(account=account).select_related("rater", "set").prefetch_related("set__criteria")
    row = get_object_or_404(rows.prefetch_related("ratings__criterion"), pk=pk)
    answers, found = answers_of(row), attractiveness(row.set.weighed(), row.given())
    context = {
        "account": account,
        "assessment": row,
        "rows": [(each, answers.get(each.slug, Answer())) for each in row.set.ordered()],
        "total": span_words(found.low, found.high),
        "percent": span_words(*found.percent) if found.percent else "",
    }
    return render(request, "accounts/attractiveness/assessment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_rate(request: Request, pk: int) -> HttpResponse:
    """Rate the account as oneself, beginning with what one thought last."""
    account = account_to_rate(request.user, pk)
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is None:
        return redirect("account_attractiveness", pk)
    before = last_answers(account, request.user)
    form = AssessmentForm(criteria_set=criteria_set, initial=AssessmentForm.initial_of(criteria_set, before))
    if request.method == "POST":
        form = AssessmentForm(request.POST, criteria_set=criteria_set)
        if form.is_valid():
            made = rate_account(
                account=account,
                criteria_set=criteria_set,
                by=request.user,
                answers=form.answers(),
                on=timezone.localdate(),
            )
            messages.success(request, _("Your ratings are saved.") if made else _("Nothing has changed."))
            return redirect("account_attractiveness", pk)
    context = {"account": account, "set": criteria_set, "form": form, "rated_before": bool(before)}
    return render(request, "accounts/attractiveness/rate.html", context, status=422 if form.errors else 200)


def last_answers(account: Account, rater: User) -> dict[str, Answer]:
    """By whichever set: criteria that are still asked for keep their ratings."""
    before = Assessment.objects.filter(account=account, rater=rater).first()
    return answers_of(before) if before else {}
