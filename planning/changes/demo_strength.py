"""The demonstration's judgements of relative strength, and what its customers spend; and taking them out again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.changes.strength import FactorAnswer, View, judge_strength
from accounts.changes.weighed_set import publish_draft, withdraw_sets
from accounts.models import Account, FactorSet, Figure, StrengthJudgement, User
from kamplan.history import save_by
from planning.domain.demo_strength import BUDGETS, JUDGEMENTS, DemoJudgement

IN_USE_FOR = timedelta(days=500)  # the factors are older than the oldest judgement
ASKED_BEFORE = timedelta(days=7)  # a judgement


def make_strengths(people: dict[str, User], now: datetime) -> None:
    """The director publishes the factors that come with the program, then people judge, year after year."""
    factor_set = publish_draft(FactorSet, by=people["ingrid"], now=now - IN_USE_FOR)
    accounts = {account.name: account for account in Account.objects.filter(name__in=[j.account for j in JUDGEMENTS])}
    today = timezone.localdate(now)
    for wanted in JUDGEMENTS:
        on = today - timedelta(days=wanted.days_ago)
        judge_strength(
            account=accounts[wanted.account],
            factor_set=factor_set,
            by=people[wanted.rater],
            view=view_of(wanted, accounts[wanted.account], on),
            answers=answers_of(wanted),
            on=on,
        )
    for name, category, amount, currency, source in BUDGETS:
        told = Figure(account=accounts[name], year=today.year, amount=amount, currency=currency, source=source)
        told.kind, told.category = Figure.Kind.CATEGORY_BUDGET, category
        save_by(told, by=accounts[name].owner)


def view_of(wanted: DemoJudgement, account: Account, on: date) -> View:
    if not wanted.asked:
        return View(wanted.rival, price=wanted.price)
    asked = account.contacts.filter(name=wanted.asked).first()
    return View(wanted.rival, on - ASKED_BEFORE, asked, wanted.price)


def answers_of(wanted: DemoJudgement) -> dict[str, FactorAnswer]:
    evidence = dict(wanted.evidence)
    return {slug: FactorAnswer(*pair, evidence.get(slug, "")) for slug, pair in wanted.said().items()}


def remove_strengths(people: Iterable[int]) -> None:
    """What these people judged; and sets they published that nobody else has judged by."""
    StrengthJudgement.objects.filter(rater__in=people).delete()
    withdraw_sets(FactorSet, published_by=people, judged="judgements")
