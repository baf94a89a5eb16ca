"""How strong we are with accounts by a set of factors: what each rater thinks, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from accounts.domain.strength import Combined, Factor, Lever, Pair, Strength, combined, levers, strength
from accounts.models.account import Account, AccountQuerySet
from accounts.models.attractiveness_result import About
from accounts.models.factors import FactorSet
from accounts.models.strength import FactorRating, StrengthJudgement

ABOUT = ("account_id", "account__name", "account__sort_key", "account__owner__name", "account__unit__name")
RATED = ("factor__slug", "own", "rival", "evidence")


@dataclass(frozen=True)
class StrengthVoice:
    """One rater's judgement that counts."""

    judgement: int
    rater: str
    on: date
    rival: str
    asked: bool
    asked_on: date | None
    asked_contact: str
    price: int | None
    ratings: dict[str, Pair]
    evidence: dict[str, str]
    found: Strength


@dataclass(frozen=True)
class StrengthResult:
    """One account by one set. It has a voice at least."""

    account: About
    factors: Sequence[Factor]
    voices: tuple[StrengthVoice, ...]

    @cached_property
    def combined(self) -> Combined:
        found = combined(self.factors, [voice.ratings for voice in self.voices])
        if found is None:
            raise ValueError("A result has a voice at least.")
        return found

    @cached_property
    def levers(self) -> list[Lever]:
        return levers(self.factors, [voice.ratings for voice in self.voices])

    @property
    def asked(self) -> int:
        """How many of the judgements rest on what the customer said."""
        return sum(voice.asked for voice in self.voices)

    @property
    def prices(self) -> list[int]:
        """Ours where that of the rival is 100, of those who know it."""
        return [voice.price for voice in self.voices if voice.price is not None]

    @property
    def price(self) -> Fraction | None:
        """Their mean; None when nobody knows."""
        return Fraction(sum(self.prices), len(self.prices)) if self.prices else None

    @property
    def rivals(self) -> list[str]:
        """Each once: raters need not think of the same one."""
        return list(dict.fromkeys(voice.rival for voice in self.voices))


def strengths(factor_set: FactorSet, accounts: AccountQuerySet) -> list[StrengthResult]:
    """Of those accounts somebody has judged by the set. One query: each rating brings its judgement along."""
    factors = factor_set.weighed()
    newest = StrengthJudgement.objects.newest(factor_set).filter(account__in=accounts.order_by().values("pk"))
    columns = ("pk", "rater__name", "on", "rival", "asked", "asked_on", "contact", "price", *ABOUT)
    rated = [f"ratings__{column}" for column in RATED]
    rows = [(row[: len(columns)], row[len(columns) :]) for row in newest.with_contact().values_list(*columns, *rated)]
    ratings, evidence = sorted_out((said[0], *given) for said, given in rows if given[0])
    named: dict[About, list[StrengthVoice]] = defaultdict(list)
    for pk, rater, on, rival, asked, asked_on, contact, price, *about in dict.fromkeys(said for said, _given in rows):
        whom, found = contact or "", strength(factors, ratings[pk])
        voice = StrengthVoice(pk, rater, on, rival, asked, asked_on, whom, price, ratings[pk], evidence[pk], found)
        named[About(*about)].append(voice)
    return [StrengthResult(about, factors, tuple(voices)) for about, voices in named.items()]


def strength_of(account: Account, factor_set: FactorSet | None = None) -> StrengthResult | None:
    """By a set, or by the one in use; None without one, or when nobody has judged by it."""
    judged_by = factor_set or FactorSet.objects.current()
    found = strengths(judged_by, Account.objects.filter(pk=account.pk)) if judged_by else []
    return found[0] if found else None


def said_of(account: Account, most: int | None = None) -> list[tuple[StrengthJudgement, Strength]]:
    """All that was ever said of it, newest first, each by the weights of its own day. Three queries."""
    rows = account.strength_judgements.select_related("rater", "set").prefetch_related("set__factors")
    said = list(rows[:most])
    ratings, _evidence = ratings_of([row.pk for row in said])
    weighed = {row.set_id: row.set.weighed() for row in said}
    return [(row, strength(weighed[row.set_id], ratings[row.pk])) for row in said]


def ratings_of(judgements: Any) -> tuple[dict[int, dict[str, Pair]], dict[int, dict[str, str]]]:
    """By judgement and factor: the ratings, and what speaks for them."""
    rows = FactorRating.objects.filter(judgement__in=judgements).order_by()
    return sorted_out(rows.values_list("judgement_id", *RATED))


def sorted_out(rows: Iterable[tuple[Any, ...]]) -> tuple[dict[int, dict[str, Pair]], dict[int, dict[str, str]]]:
    ratings: dict[int, dict[str, Pair]] = defaultdict(dict)
    evidence: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, slug, own, rival, words in rows:
        ratings[pk][slug] = Pair(own, rival)
        evidence[pk][slug] = words
    return ratings, evidence
