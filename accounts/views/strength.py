"""How strong we are with one account: us and the best rival factor by factor, what would raise it, and judging it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Request, account_to_rate, account_to_view, may
from accounts.changes.strength import FactorAnswer, factor_answers_of, judge_strength, view_of
from accounts.charts.attractiveness import raters_words
from accounts.charts.matrix_words import relative_words
from accounts.charts.strength import (
    asked_words,
    lever_words,
    price_words,
    sides_words,
    spread_words,
    strength_chart,
)
from accounts.domain.strength import Lever, Pair, strength
from accounts.exports.strength import factors_table, judgements_table, strengths_table
from accounts.forms.strength import StrengthForm
from accounts.models import Account, FactorSet, StrengthJudgement, User
from accounts.models.strength_result import StrengthResult, StrengthVoice, said_of, strength_of
from kamplan.charts import drawing, nothing, picture
from kamplan.exports import download

MOST_PAST = 100


@require_safe
def account_strength(request: Request, pk: int) -> HttpResponse:
    """What it comes to, from which ratings and by which weights, what would raise it, and what was thought before."""
    account = account_to_view(request.user, pk)
    factor_set = FactorSet.objects.current()
    context = {"account": account, "may": may(request.user, account), "set": factor_set, "past": past(account)}
    found = strength_of(account, factor_set) if factor_set else None
    if factor_set is not None and found is not None:
        context |= side_by_side(factor_set, found)
    return render(request, "accounts/strength/account.html", context)


def side_by_side(factor_set: FactorSet, found: StrengthResult) -> dict[str, Any]:
    """A row for each factor, a column for each rater; and the factors once more, where most is to be won first."""
    factors = factor_set.ordered()
    pairs = list(zip(factors, found.levers, strict=True))
    return {
        "found": found,
        "relative": relative_words(found.combined.relative),
        "sides": sides_words(found),
        "raters": raters_words(found.combined.n),
        "spread": spread_words(found),
        "asked": asked_words(found),
        "price": price_words(found),
        "picture": picture(strength_chart(factors, found)),
        "levers": [(factor, *lever_words(lever)) for factor, lever in sorted(pairs, key=worst_first)],
        "voices": [(voice, relative_words(voice.found.relative)) for voice in found.voices],
        "rows": [(factor, [said(voice, factor.slug) for voice in found.voices]) for factor in factors],
    }


def said(voice: StrengthVoice, slug: str) -> tuple[Pair, str]:
    """The two ratings on a factor, and what speaks for them."""
    return voice.ratings.get(slug, Pair()), voice.evidence.get(slug, "")


def worst_first(pair: tuple[Any, Lever]) -> tuple[bool, Any]:
    """What is not rated on both sides comes last."""
    lead = pair[1].lead
    return (lead is None, lead or 0)


@require_safe
def account_strength_picture(request: Request, pk: int) -> HttpResponse:
    account, factor_set = account_to_view(request.user, pk), FactorSet.objects.current()
    found = strength_of(account, factor_set) if factor_set else None
    chart = strength_chart(factor_set.ordered(), found) if factor_set and found else None
    image = drawing(chart) if chart else nothing(_("Nobody has judged our strength."))
    headers = {"Content-Disposition": 'inline; filename="strength.svg"'}
    return HttpResponse(image, "image/svg+xml", headers=headers)


@require_safe
def account_strength_file(request: Request, pk: int, form: str) -> HttpResponse:
    """As CSV factor by factor; as a workbook every rating and what each judgement comes to as well."""
    account, factor_set = account_to_view(request.user, pk), FactorSet.objects.current()
    factors = factor_set.ordered() if factor_set else []
    found = strength_of(account, factor_set) if factor_set else None
    tables = (
        factors_table(factors, found),
        judgements_table(factors, found),
        strengths_table(factor_set, found, said_of(account)),
    )
    return download(form, f"strength-{pk}", *tables)


def past(account: Account) -> list[tuple[StrengthJudgement, str]]:
    return [(row, relative_words(found.relative)) for row, found in said_of(account, MOST_PAST)]


@require_safe
def strength_judgement(request: Request, account_pk: int, pk: int) -> HttpResponse:
    """What one rater said on one day, with the weights of that day."""
    account = account_to_view(request.user, account_pk)
    rows = account.strength_judgements.select_related("rater", "set", "asked_contact").prefetch_related("set__factors")
    row = get_object_or_404(rows, pk=pk)
    answers = factor_answers_of(row)
    ratings = {slug: Pair(answer.own, answer.rival) for slug, answer in answers.items()}
    context = {
        "account": account,
        "judgement": row,
        "rows": [(each, answers.get(each.slug, FactorAnswer())) for each in row.set.ordered()],
        "relative": relative_words(strength(row.set.weighed(), ratings).relative),
    }
    return render(request, "accounts/strength/judgement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def strength_judge(request: Request, pk: int) -> HttpResponse:
    """Judge as oneself, beginning with what one thought last."""
    account = account_to_rate(request.user, pk)
    factor_set = FactorSet.objects.current()
    if factor_set is None:
        return redirect("account_strength", pk)
    before = last_of(account, request.user)
    form = StrengthForm(account=account, factor_set=factor_set, initial=initial_of(factor_set, before))
    if request.method == "POST":
        form = StrengthForm(request.POST, account=account, factor_set=factor_set)
        if form.is_valid():
            made = judge_strength(
                account=account,
                factor_set=factor_set,
                by=request.user,
                view=form.view(),
                answers=form.answers(),
                on=timezone.localdate(),
            )
            messages.success(request, _("Your ratings are saved.") if made else _("Nothing has changed."))
            return redirect("account_strength", pk)
    context = {"account": account, "set": factor_set, "form": form, "judged_before": before is not None}
    return render(request, "accounts/strength/judge.html", context, status=422 if form.errors else 200)


def last_of(account: Account, rater: User) -> StrengthJudgement | None:
    """By whichever set: factors that are still asked for keep their ratings."""
    return account.strength_judgements.filter(rater=rater).select_related("asked_contact").first()


def initial_of(factor_set: FactorSet, before: StrengthJudgement | None) -> dict[str, Any]:
    if before is None:
        return StrengthForm.initial_of(factor_set)
    return StrengthForm.initial_of(factor_set, view_of(before), factor_answers_of(before))
