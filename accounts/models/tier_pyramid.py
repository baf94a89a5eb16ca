"""The pyramid as a reader sees it: some accounts as the newest run left them, tier by tier."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from accounts.domain.pyramid import Cut, tier_at
from accounts.domain.tier import Curve
from accounts.models.account import Account, AccountQuerySet
from accounts.models.seen import Seen, seen_of
from accounts.models.tier import Tier, TierSet
from accounts.models.tier_recorded import (
    NOBODY,
    Chosen,
    Moved,
    Stand,
    chosen_in,
    moves_since,
    tiers_of,
)
from accounts.models.tier_run import TierRun
from accounts.models.user import User


class Named(NamedTuple):
    """What an account is called where it is listed."""

    name: str
    owner: str
    unit: str


@dataclass(frozen=True, slots=True)
class Step:
    """A tier: how many accounts, how many of them bought something, and their revenue."""

    tier: Tier
    count: int
    selling: int
    revenue: Decimal
    of_accounts: float
    of_revenue: float | None

    @property
    def unsold(self) -> int:
        return self.count - self.selling

    @property
    def percent_of_accounts(self) -> float:
        return 100 * self.of_accounts

    @property
    def percent_of_revenue(self) -> float | None:
        return None if self.of_revenue is None else 100 * self.of_revenue


@dataclass(frozen=True, slots=True)
class Load:
    """How many key accounts one manager owns; `state` says whether these are many or too many: more than `most`."""

    owner: int
    name: str
    count: int
    state: str
    most: int


@dataclass(frozen=True)
class Pyramid:
    """The accounts chosen, best first, and the tiers of the run. `newer` ones have come since, and have no class."""

    run: TierRun
    tiers: tuple[Tier, ...]
    seen: Seen

    @classmethod
    def of(cls, accounts: AccountQuerySet, run: TierRun) -> "Pyramid":
        """One query."""
        return cls(run, tiers_of(run.set), seen_of(accounts))

    @cached_property
    def chosen(self) -> Chosen:
        return chosen_in(self.run, self.seen)

    @property
    def owners(self) -> Mapping[int, int]:
        """Of all of them, who owns each."""
        return self.seen.owners

    @property
    def stands(self) -> tuple[Stand, ...]:
        return self.chosen.stands

    @property
    def curve(self) -> Curve:
        return self.chosen.curve

    @property
    def newer(self) -> int:
        return len(self.owners) - len(self.stands)

    @cached_property
    def steps(self) -> list[Step]:
        return [self._step(tier) for tier in self.tiers]

    def _step(self, tier: Tier) -> Step:
        mine, total = self.chosen.sums.get(tier.pk, NOBODY), self.chosen.revenue
        share = float(mine.bought / total) if total else None
        return Step(tier, mine.accounts, mine.selling, mine.revenue, mine.accounts / max(len(self.stands), 1), share)

    @property
    def key_accounts(self) -> list[Stand]:
        """Those in classes of key accounts, best class first."""
        return [stand for tier in self.tiers if tier.is_key for stand in self.chosen.by_tier.get(tier.pk, ())]

    @cached_property
    def owned(self) -> Counter[int]:
        """How many key accounts everybody owns."""
        by_tier = (self.chosen.owned.get(tier.pk, Counter()) for tier in self.tiers if tier.is_key)
        return sum(by_tier, Counter())

    @cached_property
    def crowded(self) -> list[int]:
        """Who owns many key accounts."""
        return sorted(owner for owner, count in self.owned.items() if count > self.run.set.many_key_accounts)

    def loads(self, names: Mapping[int, str]) -> list[Load]:
        """Of who owns many key accounts; the most first."""
        return loads_of(Counter({owner: self.owned[owner] for owner in self.crowded}), names, self.run.set)

    def with_cuts(self, cuts: Sequence[Cut]) -> "list[tuple[Stand, Tier]]":
        """Each account with the tier the plain rule would give it at these cuts, one for each tier but the last."""
        last = len(self.tiers) - 1
        return [
            (stand, self.tiers[tier_at(stand.before, cuts) if stand.value > 0 else last])  # type: ignore[arg-type]
            for stand in self.stands
        ]

    def moves_since(self, day: date) -> list[Moved]:
        """The newest first, of the runs whose figures end after a day."""
        return moves_since(day, self.owners)


def names_of(accounts: Iterable[int]) -> dict[int, Named]:
    """Of accounts the reader may see. One query."""
    rows = Account.objects.filter(pk__in=list(accounts)).order_by()
    return {pk: Named(*named) for pk, *named in rows.values_list("pk", "name", "owner__name", "unit__name")}


def owners_named(owners: Iterable[int]) -> dict[int, str]:
    """One query where there is anybody."""
    return dict(User.objects.filter(pk__in=owners).order_by().values_list("pk", "name")) if owners else {}


def loads_of(counted: Counter[int], names: Mapping[int, str], tier_set: TierSet) -> list[Load]:
    """Of who has more key accounts than the set of classes finds many; the most first."""
    many, too_many = tier_set.many_key_accounts, tier_set.too_many_key_accounts
    return [
        Load(owner, names[owner], count, *(("too many", too_many) if count > too_many else ("many", many)))
        for owner, count in counted.most_common()
        if count > many
    ]
