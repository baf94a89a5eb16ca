"""How attractive accounts are by a set of criteria: what each rater thinks, and what they come to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from accounts.domain.attractiveness import Attractiveness, Gap, Weighed, attractiveness
from accounts.domain.attractiveness import Rating as Given
from accounts.domain.attractiveness_raters import Combined, Lever, Part, combined, levers, parts
from accounts.models.account import Account, AccountQuerySet
from accounts.models.attractiveness import Assessment, Rating
from accounts.models.criteria import CriteriaSet


class About(NamedTuple):
    """An account as a list names it."""

    pk: int
    name: str
    sort_key: str
    owner: str
    unit: str


@dataclass(frozen=True)
class Voice:
    """One rater's assessment that counts."""

    assessment: int
    rater: str
    on: date
    given: dict[str, Given]
    evidence: dict[str, str]
    found: Attractiveness


@dataclass(frozen=True)
class Result:
    """One account by one set."""

    account: About
    criteria: Sequence[Weighed]
    voices: tuple[Voice, ...]

    @cached_property
    def combined(self) -> Combined | None:
        return combined(self.criteria, [voice.given for voice in self.voices])

    @cached_property
    def parts(self) -> list[Part]:
        return parts(self.criteria, [voice.given for voice in self.voices])

    @cached_property
    def levers(self) -> list[Lever]:
        return levers(self.criteria, [voice.given for voice in self.voices])


def results(criteria_set: CriteriaSet, accounts: AccountQuerySet) -> list[Result]:
    """Of those accounts somebody has rated by the set. Two queries."""
    criteria = criteria_set.weighed()
    newest = Assessment.objects.newest(criteria_set).filter(account__in=accounts.order_by().values("pk"))
    given, evidence = ratings_of(newest.order_by().values("pk"))
    named: dict[About, list[Voice]] = defaultdict(list)
    columns = ("account_id", "account__name", "account__sort_key", "account__owner__name", "account__unit__name")
    for pk, rater, on, *about in newest.order_by("pk").values_list("pk", "rater__name", "on", *columns):
        found = attractiveness(criteria, given[pk])
        named[About(*about)].append(Voice(pk, rater, on, given[pk], evidence[pk], found))
    return [Result(about, criteria, tuple(voices)) for about, voices in named.items()]


def attractiveness_of(account: Account, criteria_set: CriteriaSet | None = None) -> Result | None:
    """By a set, or by the one in use; None without one, or when nobody has rated the account by it."""
    judged_by = criteria_set or CriteriaSet.objects.current()
    found = results(judged_by, Account.objects.filter(pk=account.pk)) if judged_by else []
    return found[0] if found else None


def said_of(account: Account, most: int | None = None) -> list[tuple[Assessment, Attractiveness]]:
    """All that was ever said of it, newest first, each with its total by the weights of its own day. Three queries."""
    rows = account.assessments.select_related("rater", "set").prefetch_related("set__criteria")
    said = list(rows[:most])
    given, _evidence = ratings_of([row.pk for row in said])
    weighed = {row.set_id: row.set.weighed() for row in said}
    return [(row, attractiveness(weighed[row.set_id], given[row.pk])) for row in said]


def ratings_of(assessments: Any) -> tuple[dict[int, dict[str, Given]], dict[int, dict[str, str]]]:
    """By assessment and criterion: the ratings, and what speaks for them."""
    given: dict[int, dict[str, Given]] = defaultdict(dict)
    evidence: dict[int, dict[str, str]] = defaultdict(dict)
    columns = ("assessment_id", "criterion__slug", "rating", "not_applicable", "evidence")
    rows = Rating.objects.filter(assessment__in=assessments).order_by().values_list(*columns)
    for pk, slug, rating, not_applicable, words in rows:
        evidence[pk][slug] = words
        if not_applicable:
            given[pk][slug] = Gap.NOT_APPLICABLE
        elif rating is not None:
            given[pk][slug] = rating
    return given, evidence
