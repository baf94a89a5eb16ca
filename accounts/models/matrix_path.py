"""The way accounts have come through the portfolio matrix, from all that was ever said of them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.utils import timezone

from accounts.domain import attractiveness_raters, strength
from accounts.models import attractiveness_result, strength_result
from accounts.models.attractiveness import Assessment
from accounts.models.criteria import CriteriaSet
from accounts.models.factors import FactorSet
from accounts.models.matrix_judged import Judged
from accounts.models.strength import StrengthJudgement

MOST_STEPS = 12
PATHS_KEPT = 8
Ratings = TypeVar("Ratings")


class Point(NamedTuple):
    """Where an account stood from a day on: the middles of what was possible then, by the sets in use then."""

    on: date
    attractiveness: Fraction
    strength: Fraction


@dataclass
class Said(Generic[Ratings]):
    """All that was ever said of some accounts along one axis, and the sets it was said by, earliest first.

    `told` holds, by account, (day, set, rater, ratings) in the order it was said.
    """

    sets: list[tuple[date, int, Sequence[Any]]] = field(default_factory=list)
    told: dict[int, list[tuple[date, int, int, Ratings]]] = field(default_factory=lambda: defaultdict(list))

    def counting(self, account: int, day: date) -> tuple[Sequence[Any], list[Ratings]]:
        """By the set in use at the end of a day: its parts, and of each rater the last ratings; none before any set."""
        place = bisect_right([since for since, _pk, _parts in self.sets], day)
        if not place:
            return (), []
        _since, in_use, parts = self.sets[place - 1]
        newest = {rater: ratings for on, by, rater, ratings in self.told[account] if on <= day and by == in_use}
        return parts, list(newest.values())


def paths(accounts: Collection[int], *, since: date, today: date) -> dict[int, tuple[Point, ...]]:
    """The earlier points of each account, from where it stood on `since`; only of those that moved. Six queries."""
    attractive: Said[Any] = Said(sets_of(CriteriaSet))
    strong: Said[Any] = Said(sets_of(FactorSet))
    tell(attractive, Assessment.objects.filter(account__in=accounts), attractiveness_result.ratings_of)
    tell(strong, StrengthJudgement.objects.filter(account__in=accounts), strength_result.ratings_of)
    found = {account: tuple(_moves(account, attractive, strong, since, today)) for account in accounts}
    return {account: points[-MOST_STEPS - 1 : -1] for account, points in found.items() if len(points) > 1}


@lru_cache(maxsize=PATHS_KEPT)
def kept_paths(judged: Judged, accounts: tuple[int, ...], *, since: date, today: date) -> dict[int, tuple[Point, ...]]:
    """The same, asked once as long as nobody judges."""
    return paths(accounts, since=since, today=today)


def sets_of(model: Any) -> list[tuple[date, int, Sequence[Any]]]:
    published = reversed(model.objects.published())
    return [(timezone.localdate(each.published_at), each.pk, each.weighed()) for each in published]


def tell(said: Said[Any], rows: Any, ratings_of: Any) -> None:
    given: Mapping[int, Any] = ratings_of(rows.order_by().values("pk"))[0]
    for pk, account, on, by, rater in rows.order_by("pk").values_list("pk", "account_id", "on", "set_id", "rater_id"):
        said.told[account].append((on, by, rater, given.get(pk, {})))


def _moves(account: int, attractive: Said[Any], strong: Said[Any], since: date, today: date) -> Iterator[Point]:
    """Each point that differs from the one before, the last one of today."""
    days = {on for said in (attractive, strong) for on, *_rest in said.told[account] if since < on <= today}
    last: tuple[Fraction, Fraction] | None = None
    for on in (since, *sorted(days)):
        one = attractiveness_raters.combined(*attractive.counting(account, on))
        other = strength.combined(*strong.counting(account, on))
        if one is None or other is None:
            continue
        here = (sum(one.percent, Fraction()) / 2, other.middle)
        if here != last:
            yield Point(on, *here)
        last = here
