"""What all judgements come to, in memory: read once, and after another judgement only the account it is about."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import CharField, Count, Max, Value

from accounts.domain import attractiveness_raters
from accounts.domain import strength as relative_strength
from accounts.domain.attractiveness_raters import Combined as Attractiveness
from accounts.domain.strength import Combined as Strength
from accounts.models import attractiveness_result, strength_result
from accounts.models.attractiveness import Assessment
from accounts.models.criteria import CriteriaSet
from accounts.models.factors import FactorSet
from accounts.models.strength import StrengthJudgement
from accounts.models.weighed_set import WeighedSet

Found = TypeVar("Found")


class Strong(NamedTuple):
    """How strong we are with an account; `asked` counts the judgements that rest on what the customer said."""

    found: Strength
    asked: int


class Mark(NamedTuple):
    """A set in use, the newest judgement by it, and how many there are: judgements come and go, and never change."""

    set: int
    newest: int
    judgements: int


NOTHING = Mark(0, 0, 0)


@dataclass(frozen=True, eq=False)
class Axis(Generic[Found]):
    """What the judgements up to a mark come to, by account."""

    mark: Mark
    found: Mapping[int, Found]


@dataclass(frozen=True, eq=False)
class Judged:
    """Both axes as they are now; another one after another judgement."""

    attractive: Mapping[int, Attractiveness]
    strong: Mapping[int, Strong]


def judged() -> Judged:
    """One query, and where somebody has judged since the last time three for each axis."""
    attractive, strong = marks()
    return _judged(
        kept("attractive", attractive, Assessment, attractiveness_now),
        kept("strong", strong, StrengthJudgement, strength_now),
    )


def marks() -> tuple[Mark, Mark]:
    one, other = marked(Assessment, "attractive"), marked(StrengthJudgement, "strong")
    told = {axis: Mark(*mark) for axis, *mark in one.union(other, all=True)}
    return told.get("attractive", NOTHING), told.get("strong", NOTHING)


def marked(model: Any, axis: str) -> Any:
    by_set = model.objects.order_by().filter(set__state=WeighedSet.State.PUBLISHED).values("set")
    told = by_set.annotate(axis=Value(axis, CharField()), newest=Max("pk"), count=Count("pk"))
    return told.values_list("axis", "set", "newest", "count")


def forget() -> None:
    """For tests, which use numbers again."""
    _kept.clear()


# --- what is kept -----------------------------------------------------------------------------------------------------
_kept: dict[str, Axis[Any]] = {}


@lru_cache(maxsize=1)
def _judged(attractive: Axis[Attractiveness], strong: Axis[Strong]) -> Judged:
    return Judged(attractive.found, strong.found)


def kept(name: str, mark: Mark, model: Any, read: Callable[[Any], Iterator[tuple[int, Found]]]) -> Axis[Found]:
    known = _kept.get(name)
    if known is None or known.mark != mark:
        known = _kept[name] = brought_up(known, mark, model, read)
    return known


def brought_up(
    known: Axis[Found] | None, mark: Mark, model: Any, read: Callable[[Any], Iterator[tuple[int, Found]]]
) -> Axis[Found]:
    """With the accounts read again that newer judgements are about; with all, if other judgements came or went."""
    if known and known.mark.set == mark.set and known.mark.judgements < mark.judgements:
        newer = model.objects.order_by().filter(set=mark.set, pk__gt=known.mark.newest)
        since = list(newer.values_list("account", flat=True))
        if known.mark.judgements + len(since) == mark.judgements:
            return Axis(mark, {**known.found, **dict(read(set(since)))})
    return Axis(mark, dict(read(None)) if mark.judgements else {})


def attractiveness_now(accounts: Collection[int] | None) -> Iterator[tuple[int, Attractiveness]]:
    """Of these accounts, or of all."""
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is not None:
        rows = of(Assessment.objects.newest(criteria_set), accounts)
        given, criteria = attractiveness_result.ratings_of(rows.values("pk"))[0], criteria_set.weighed()
        for account, said in by_account(rows.values_list("account_id", "pk")).items():
            found = attractiveness_raters.combined(criteria, [given.get(pk, {}) for (pk,) in said])
            if found is not None:
                yield account, found


def strength_now(accounts: Collection[int] | None) -> Iterator[tuple[int, Strong]]:
    """Of these accounts, or of all."""
    factor_set = FactorSet.objects.current()
    if factor_set is not None:
        rows = of(StrengthJudgement.objects.newest(factor_set), accounts)
        ratings, factors = strength_result.ratings_of(rows.values("pk"))[0], factor_set.weighed()
        for account, said in by_account(rows.values_list("account_id", "pk", "asked")).items():
            found = relative_strength.combined(factors, [ratings.get(pk, {}) for pk, _asked in said])
            if found is not None:
                yield account, Strong(found, sum(asked for _pk, asked in said))


def of(judgements: Any, accounts: Collection[int] | None) -> Any:
    return judgements.order_by() if accounts is None else judgements.order_by().filter(account__in=accounts)


def by_account(rows: Any) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for account, *said in rows:
        found.setdefault(account, []).append(tuple(said))
    return found
