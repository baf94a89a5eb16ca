"""What customers and sellers answered about one criterion, and the exact means that follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from surveys.domain.cuts import Means
from surveys.domain.sums import Sums
from surveys.domain.tally import Audience, Tally

Answers: TypeAlias = Tally | Sums
Kept: TypeAlias = list[list[int | None]] | dict[str, list[int]]

NO_ANSWERS = Tally()
RANKED = ("importance_mean", "performance_mean", "gap_mean", "seller_importance_mean", "seller_gap")


@dataclass(frozen=True)
class Judged:
    """The tallies of both audiences for one criterion: a slug, unique in its survey.

    `no_experience`: the customers who said they have none of it. None: nobody could say so, or it may not be known.
    """

    criterion: str
    customers: Answers = NO_ANSWERS
    sellers: Answers = NO_ANSWERS
    no_experience: int | None = None

    @classmethod
    def from_json(cls, criterion: str, kept: Mapping[str, Kept]) -> "Judged":
        """Read what `to_json` wrote; an audience that is not there has not answered."""
        customers, sellers = (answers_from_json(kept.get(audience, [])) for audience in Audience)
        return cls(criterion, customers, sellers)

    def to_json(self) -> dict[str, Kept]:
        """The cells of both tallies: {"customer": [[importance, performance, respondents], ...], "seller": [...]}."""
        return {str(Audience.CUSTOMER): self.customers.to_json(), str(Audience.SELLER): self.sellers.to_json()}

    @cached_property
    def means(self) -> Means | None:
        """The customers' mean importance and mean performance; None without paired answers."""
        importance, performance = self.customers.importance.mean, self.customers.performance.mean
        return None if importance is None or performance is None else (importance, performance)

    @cached_property
    def seller_mean(self) -> Fraction | None:
        """The sellers' mean importance, over all who rated it."""
        return self.sellers.every_importance.mean

    @cached_property
    def seller_gap(self) -> Fraction | None:
        """The sellers' mean importance minus the customers'; None where one of them is not known."""
        return self.seller_mean - self.means[0] if self.seller_mean is not None and self.means else None

    @cached_property
    def belief_gap(self) -> Fraction | None:
        """How sellers believe customers see performance, minus how they do; None where one of them is not known."""
        believed = self.sellers.every_performance.mean
        return believed - self.means[1] if believed is not None and self.means else None

    @cached_property
    def ranked(self) -> dict[str, Fraction | None]:
        """The values that are compared between criteria, one for each of `RANKED`."""
        importance, performance = self.means or (None, None)
        values = (importance, performance, self.customers.gap.mean, self.seller_mean, self.seller_gap)
        return dict(zip(RANKED, values, strict=True))


def answers_from_json(kept: Kept) -> Answers:
    """The rows of a tally, or sums under their names."""
    return Sums.from_json(kept) if isinstance(kept, dict) else Tally.from_json(kept)
