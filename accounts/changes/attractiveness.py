"""Changes to attractiveness: criteria chosen, weighed and published, and accounts rated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Account, Assessment, CriteriaSet, LibraryCriterion, Rating, User, WeighedCriterion
from accounts.models.criteria import DESCRIBED
from kamplan.history import Conflict

COPIED = (*DESCRIBED, "order")


class WeightsDoNotSum(Exception):
    """Only a set whose weights add up to exactly 100 is published."""

    def __init__(self, weight: Decimal) -> None:
        super().__init__(str(weight))
        self.weight = weight


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
    draft = CriteriaSet.objects.select_for_update().filter(state=CriteriaSet.State.DRAFT).first()
    if (draft.version if draft else 0) != seen:
        raise Conflict
    if draft is None:
        newest = CriteriaSet.objects.order_by("-number").first()
        draft = CriteriaSet(number=newest.number + 1 if newest else 1, version=0)
    draft.name = name
    draft.version += 1
    draft.save()
    draft.criteria.all().delete()
    WeighedCriterion.objects.bulk_create(
        WeighedCriterion(set=draft, weight=choice.weight, minimum=choice.minimum, **described(choice.criterion))
        for choice in choices
    )
    return draft


def described(criterion: LibraryCriterion) -> dict[str, object]:
    return {name: getattr(criterion, name) for name in COPIED}


@transaction.atomic
def publish_criteria_set(*, by: User | None, now: datetime) -> CriteriaSet:
    """From now on accounts are judged by the draft. DoesNotExist without one, WeightsDoNotSum unless to 100."""
    draft = CriteriaSet.objects.select_for_update().get(state=CriteriaSet.State.DRAFT)
    if not draft.is_complete:
        raise WeightsDoNotSum(draft.weight)
    CriteriaSet.objects.filter(state=CriteriaSet.State.PUBLISHED).update(state=CriteriaSet.State.RETIRED)
    draft.state, draft.published_at, draft.published_by = CriteriaSet.State.PUBLISHED, now, by
    draft.save()
    return draft


def discard_criteria_set() -> None:
    """The draft goes; nothing hangs on it."""
    CriteriaSet.objects.filter(state=CriteriaSet.State.DRAFT).delete()


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
