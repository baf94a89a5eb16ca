"""What all judgements come to, in memory: read once, and after another judgement only the account it is about."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import CharField, Func, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.domain import attractiveness_raters
from accounts.domain import strength as relative_strength
from accounts.domain.attractiveness import Gap, Rating, Weighed
from accounts.domain.attractiveness_raters import Combined as Attractiveness
from accounts.domain.strength import Combined as Strength
from accounts.domain.strength import Pair
from accounts.models.attractiveness import Assessment
from accounts.models.criteria import CriteriaSet
from accounts.models.factors import FactorSet
from accounts.models.rows import rows_of, statement
from accounts.models.strength import StrengthJudgement
from accounts.models.weighed_set import WeighedSet
from kamplan.unchanged import Statement

Found = TypeVar("Found")
Voice = tuple[dict[str, Pair], bool]  # the ratings of a judgement of strength, and whether the customer was asked


@dataclass(frozen=True, eq=False, slots=True)
class Rated:
    """How attractive an account is, and what its raters said of each criterion; another one after another rating."""

    combined: Attractiveness
    criteria: Sequence[Weighed]
    raters: tuple[tuple[Rating, ...], ...]


class Strong(NamedTuple):
    """How strong we are with an account; `asked` counts the judgements that rest on what the customer said."""

    found: Strength
    asked: int


class Mark(NamedTuple):
    """A set in use, the newest judgement by any, and how many there are: judgements come and go, and never change."""

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
    """One query, and where somebody has judged since the last time a few for each axis."""
    attractive, strong = marks()
    return _judged(
        kept("attractive", attractive, Assessment, attractiveness_now),
        kept("strong", strong, StrengthJudgement, strength_now),
    )


def rated(criteria_set: CriteriaSet) -> Axis[Rated]:
    """By the set in use. One query, and where somebody has rated since the last time one or two more."""
    told = marked(CriteriaSet, Assessment, "attractive").filter(pk=criteria_set.pk)
    mark = next((Mark(*mark) for _axis, *mark in told), NOTHING)
    return kept("attractive", mark, Assessment, partial(ratings_now, criteria_set))


def marks() -> tuple[Mark, Mark]:
    told = {axis: Mark(*mark) for axis, *mark in rows_of(both_marks())}
    return told.get("attractive", NOTHING), told.get("strong", NOTHING)


@cache
def both_marks() -> Statement | None:
    """The same question every time."""
    attractive = marked(CriteriaSet, Assessment, "attractive")
    return statement(attractive.union(marked(FactorSet, StrengthJudgement, "strong"), all=True))


def marked(weighed_set: Any, model: Any, axis: str) -> Any:
    """Of the set in use. SQLite counts all rows of a table a hundred times as fast as those of one set."""
    newest = Subquery(model.objects.order_by("-pk").values("pk")[:1])
    in_use = weighed_set.objects.order_by().filter(state=WeighedSet.State.PUBLISHED)
    told = in_use.annotate(axis=Value(axis, CharField()), newest=Coalesce(newest, 0), count=Subquery(all_of(model)))
    return told.values_list("axis", "pk", "newest", "count")


def all_of(model: Any) -> Any:
    """How many there are; not `Count`, which names a column."""
    everything = Func(function="COUNT", template="%(function)s(*)", output_field=IntegerField())
    return model.objects.order_by().annotate(everything=everything).values("everything")


def forget() -> None:
    """For tests, which use numbers again."""
    _kept.clear()


# --- what is kept -----------------------------------------------------------------------------------------------------
_kept: dict[str, Axis[Any]] = {}


@lru_cache(maxsize=1)
def _judged(attractive: Axis[Rated], strong: Axis[Strong]) -> Judged:
    return Judged({account: each.combined for account, each in attractive.found.items()}, strong.found)


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
        newer = model.objects.order_by().filter(pk__gt=known.mark.newest)
        since = list(newer.values_list("account", flat=True))
        if known.mark.judgements + len(since) == mark.judgements:
            return Axis(mark, {**known.found, **dict(read(set(since)))})
    return Axis(mark, dict(read(None)) if mark.judgements else {})


def attractiveness_now(accounts: Collection[int] | None) -> Iterator[tuple[int, Rated]]:
    """Of these accounts, or of all."""
    criteria_set = CriteriaSet.objects.current()
    if criteria_set is not None:
        yield from ratings_now(criteria_set, accounts)


def ratings_now(criteria_set: CriteriaSet, accounts: Collection[int] | None) -> Iterator[tuple[int, Rated]]:
    """By a set, of these accounts, or of all. One query."""
    criteria = criteria_set.weighed()
    for account, raters in said_by(criteria_set, accounts).items():
        found = attractiveness_raters.combined(criteria, list(raters.values()))
        if found is not None:
            said = tuple(tuple(one.get(each.slug, Gap.MISSING) for each in criteria) for one in raters.values())
            yield account, Rated(found, criteria, said)


def said_by(criteria_set: CriteriaSet, accounts: Collection[int] | None) -> dict[int, dict[int, dict[str, Rating]]]:
    """By account and assessment that counts: the ratings there are."""
    columns = ("account_id", "pk", "ratings__criterion_id", "ratings__rating", "ratings__not_applicable")
    found: dict[int, dict[int, dict[str, Rating]]] = {}
    slugs = {each.pk: each.slug for each in criteria_set.parts}
    rows = of(Assessment.objects.newest(criteria_set), accounts).values_list(*columns)
    for account, pk, criterion, rating, not_applicable in rows_of(statement(rows)):
        ratings = found.setdefault(account, {}).setdefault(pk, {})
        if not_applicable or rating is not None:
            ratings[slugs[criterion]] = Gap.NOT_APPLICABLE if not_applicable else rating
    return found


def strength_now(accounts: Collection[int] | None) -> Iterator[tuple[int, Strong]]:
    """Of these accounts, or of all."""
    factor_set = FactorSet.objects.current()
    if factor_set is not None:
        factors = factor_set.weighed()
        for account, voices in heard_by(factor_set, accounts).items():
            found = relative_strength.combined(factors, [ratings for ratings, _asked in voices.values()])
            if found is not None:
                yield account, Strong(found, sum(asked for _ratings, asked in voices.values()))


def heard_by(factor_set: FactorSet, accounts: Collection[int] | None) -> dict[int, dict[int, Voice]]:
    """By account and judgement that counts: the ratings there are, and whether the customer was asked. One query."""
    columns = ("account_id", "pk", "asked", "ratings__factor_id", "ratings__own", "ratings__rival")
    found: dict[int, dict[int, Voice]] = {}
    slugs = {each.pk: each.slug for each in factor_set.parts}
    rows = of(StrengthJudgement.objects.newest(factor_set), accounts).values_list(*columns)
    for account, pk, asked, factor, own, rival in rows_of(statement(rows)):
        ratings, _asked = found.setdefault(account, {}).setdefault(pk, ({}, bool(asked)))
        if factor is not None:
            ratings[slugs[factor]] = Pair(own, rival)
    return found


def of(judgements: Any, accounts: Collection[int] | None) -> Any:
    return judgements.order_by() if accounts is None else judgements.order_by().filter(account__in=accounts)
