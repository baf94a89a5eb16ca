"""Changes to relative strength: factors weighed, and judgements of how the customer sees us and the best rival."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.changes.weighed_set import draft_to_fill
from accounts.models import Account, Contact, FactorRating, FactorSet, StrengthJudgement, User, WeighedFactor


@dataclass(frozen=True)
class FactorChoice:
    """A factor of a draft. Its slug stays when it is named otherwise, so that what was rated is still known."""

    slug: str
    name_en: str
    name_nb: str
    weight: Decimal


@dataclass(frozen=True)
class FactorAnswer:
    """What a rater said about one factor."""

    own: int | None = None
    rival: int | None = None
    evidence: str = ""

    @property
    def says_something(self) -> bool:
        return self.own is not None or self.rival is not None or bool(self.evidence)


@dataclass(frozen=True)
class View:
    """Whom the ratings compare us with, and whether the customer was asked: then when, and whom of them.

    `price` is ours where that of the rival is 100; None when nobody knows.
    """

    rival: str
    asked_on: date | None = None
    asked_contact: Contact | None = None
    price: int | None = None

    @property
    def asked(self) -> bool:
        return self.asked_on is not None


@transaction.atomic
def edit_factor_set(*, name: str, choices: Iterable[FactorChoice], seen: int) -> FactorSet:
    """Save the draft with these factors, in this order. Conflict unless it is as `seen`, 0 for none."""
    draft = draft_to_fill(FactorSet, name=name, seen=seen)
    WeighedFactor.objects.bulk_create(
        WeighedFactor(
            set=draft,
            order=order,
            slug=choice.slug,
            name_en=choice.name_en,
            name_nb=choice.name_nb,
            weight=choice.weight,
        )
        for order, choice in enumerate(choices)
    )
    return draft


@transaction.atomic
def judge_strength(
    *, account: Account, factor_set: FactorSet, by: User, view: View, answers: Mapping[str, FactorAnswer], on: date
) -> StrengthJudgement | None:
    """Keep what a rater thinks now; what they thought before stays. None when they think the same as before."""
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    said = {slug: answer for slug, answer in answers.items() if answer.says_something}
    before = StrengthJudgement.objects.newest(factor_set).filter(account=account, rater=by).first()
    if before is not None and view_of(before) == view and factor_answers_of(before) == said:
        return None
    made = StrengthJudgement.objects.create(
        account=account,
        set=factor_set,
        rater=by,
        on=on,
        rival=view.rival,
        asked=view.asked,
        asked_on=view.asked_on,
        asked_contact=view.asked_contact,
        price=view.price,
    )
    FactorRating.objects.bulk_create(
        FactorRating(
            judgement=made,
            factor=factor,
            own=said[factor.slug].own,
            rival=said[factor.slug].rival,
            evidence=said[factor.slug].evidence,
        )
        for factor in factor_set.ordered()
        if factor.slug in said
    )
    return made


def view_of(judgement: StrengthJudgement) -> View:
    return View(judgement.rival, judgement.asked_on, judgement.asked_contact, judgement.price)


def factor_answers_of(judgement: StrengthJudgement) -> dict[str, FactorAnswer]:
    rows = judgement.ratings.select_related("factor")
    return {row.factor.slug: FactorAnswer(row.own, row.rival, row.evidence) for row in rows}
