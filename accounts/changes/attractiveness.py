"""Changes to attractiveness: criteria chosen and weighed, and accounts rated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.changes.weighed_set import draft_to_fill
from accounts.models import Account, Assessment, CriteriaSet, LibraryCriterion, Rating, User, WeighedCriterion
from accounts.models.criteria import DESCRIBED

COPIED = (*DESCRIBED, "order")


@dataclass(frozen=True)
class Choice:
    """A criterion of the library, chosen for a set."""

    criterion: LibraryCriterion
    weight: Decimal
    minimum: int | None


@dataclass(frozen=True)
class Answer:
    """What a rater said about one criterion."""

    rating: int | None = None
    not_applicable: bool = False
    evidence: str = ""

    @property
    def says_something(self) -> bool:
        return self.rating is not None or self.not_applicable or bool(self.evidence)


@transaction.atomic
def edit_criteria_set(*, name: str, choices: Iterable[Choice], seen: int) -> CriteriaSet:
    """Save the draft with these criteria; there is one then. Conflict unless it is as `seen`, 0 for none."""
    draft = draft_to_fill(CriteriaSet, name=name, seen=seen)
    WeighedCriterion.objects.bulk_create(
        WeighedCriterion(set=draft, weight=choice.weight, minimum=choice.minimum, **described(choice.criterion))
        for choice in choices
    )
    return draft


def described(criterion: LibraryCriterion) -> dict[str, object]:
    return {name: getattr(criterion, name) for name in COPIED}


@transaction.atomic
def save_library_criterion(*, criterion: LibraryCriterion) -> None:
    """A criterion to choose from, new or in other words. A draft follows, what is published does not."""
    criterion.save()
    in_draft = WeighedCriterion.objects.filter(set__state=CriteriaSet.State.DRAFT, slug=criterion.slug)
    in_draft.update(**described(criterion))


@transaction.atomic
def rate_account(
    *, account: Account, criteria_set: CriteriaSet, by: User, answers: Mapping[str, Answer], on: date
) -> Assessment | None:
    """Keep what a rater thinks now; what they thought before stays. None when they think the same as before."""
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    said = {slug: answer for slug, answer in answers.items() if answer.says_something}
    before = Assessment.objects.newest(criteria_set).filter(account=account, rater=by).first()
    if before is not None and answers_of(before) == said:
        return None
    made = Assessment.objects.create(account=account, set=criteria_set, rater=by, on=on)
    Rating.objects.bulk_create(
        Rating(
            assessment=made,
            criterion=criterion,
            rating=said[criterion.slug].rating,
            not_applicable=said[criterion.slug].not_applicable,
            evidence=said[criterion.slug].evidence,
        )
        for criterion in criteria_set.ordered()
        if criterion.slug in said
    )
    return made


def answers_of(assessment: Assessment) -> dict[str, Answer]:
    rows = assessment.ratings.select_related("criterion")
    return {row.criterion.slug: Answer(row.rating, row.not_applicable, row.evidence) for row in rows}
