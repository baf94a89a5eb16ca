"""The ranking of accounts by attractiveness, from ratings kept in memory; only of those shown anything more is told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from accounts.domain.attractiveness import ALL_WEIGHT, Swap, swaps_apart
from accounts.domain.attractiveness_raters import Combined, Part, apart, parts
from accounts.models.account import AccountQuerySet
from accounts.models.attractiveness_result import About
from accounts.models.criteria import CriteriaSet
from accounts.models.matrix import named_as
from accounts.models.matrix_judged import Axis, Rated, rated
from accounts.models.seen import Seen, seen_of

CHOICES_KEPT = 8
PARTS_KEPT = 1024


class Ranked(NamedTuple):
    """An account in its place. Equals share one."""

    place: int
    account: About
    rated: Rated

    @property
    def combined(self) -> Combined:
        return self.rated.combined

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.rated)

    @property
    def is_whole(self) -> bool:
        """Every rater has rated every criterion, so that the means of the ratings make up the total."""
        return not self.combined.missing and not self.combined.rescaled

    def swaps_with(self, other: "Ranked") -> list[Swap]:
        """Which one weight makes both alike, so that a little more swaps them; the smallest change first.

        Empty unless both are whole. At a weight of 0 or 100 there is no little more.
        """
        between = apart(self.parts, other.parts) if self.is_whole and other.is_whole else None
        if between is None:
            return []
        return [swap for swap in swaps_apart(self.rated.criteria, between) if 0 < swap.weight < ALL_WEIGHT]


@dataclass(frozen=True, eq=False)
class Ranking:
    """Some accounts by name, as all ratings have them; put in order once as long as these are the same."""

    accounts: tuple[int, ...]
    rated: Axis[Rated]

    @classmethod
    def of(cls, accounts: AccountQuerySet, criteria_set: CriteriaSet) -> "Ranking":
        """By the set in use. Two queries, and where ratings are new to the process those that read them."""
        return _ranking(seen_of(accounts), rated(criteria_set))

    @cached_property
    def middles(self) -> Mapping[int, Fraction]:
        """By which those somebody has rated are ranked."""
        known = self.rated.found
        return {each: known[each].combined.middle for each in self.accounts if each in known}

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The most attractive first, equals by name."""
        # Rounding never turns an order round, so that slow fractions decide only between what rounds alike.
        return tuple(sorted(self.middles, key=lambda each: (-float(self.middles[each]), -self.middles[each])))

    @cached_property
    def places(self) -> Mapping[int, int]:
        found: dict[int, int] = {}
        for _middle, equals in groupby(self.order, key=self.middles.__getitem__):
            found |= dict.fromkeys(equals, len(found) + 1)
        return found

    @property
    def is_complete(self) -> bool:
        """Somebody has rated each of them."""
        return len(self.order) == len(self.accounts)

    def told(self, accounts: Collection[int]) -> list[Ranked]:
        """Of these of my rated accounts, in their order, with names as they are now. One query."""
        named = named_as(accounts)
        return self.placed(named[each] for each in accounts if each in named)

    def placed(self, accounts: Iterable[About]) -> list[Ranked]:
        """These of my rated accounts, in their order."""
        return [Ranked(self.places[each.pk], each, self.rated.found[each.pk]) for each in accounts]


# --- kept while nobody rates ------------------------------------------------------------------------------------------
@lru_cache(maxsize=CHOICES_KEPT)
def _ranking(seen: Seen, found: Axis[Rated]) -> Ranking:
    return Ranking(tuple(seen.owners), found)


@lru_cache(maxsize=PARTS_KEPT)
def parts_of(found: Rated) -> tuple[Part, ...]:
    """Criterion by criterion."""
    slugs = [each.slug for each in found.criteria]
    return tuple(parts(found.criteria, [dict(zip(slugs, said, strict=True)) for said in found.raters]))
