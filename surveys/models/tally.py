"""The counts kept with a survey: written when its answers are stored, read for every figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.domain.cuts import Rule, Targets
from surveys.domain.gaps import importance_performance
from surveys.domain.judged import Judged
from surveys.domain.results import Results
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience, Tally

CountedCell = tuple[str, str, int | None, int | None, int]


@dataclass(frozen=True)
class Tallies:
    """What all, or a chosen part, of a survey's respondents answered: every result follows from this alone."""

    judged: tuple[Judged, ...] = ()
    answered: int = 0
    seller_answered: int = 0

    def to_json(self) -> dict[str, Any]:
        criteria = [[each.criterion, each.customers.to_json(), each.sellers.to_json()] for each in self.judged]
        return {"answered": self.answered, "seller_answered": self.seller_answered, "criteria": criteria}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Tallies":
        """Read what `to_json` wrote; an empty dict is a survey without answers."""
        judged = (
            Judged(criterion, customers=Tally.from_json(customers), sellers=Tally.from_json(sellers))
            for criterion, customers, sellers in kept.get("criteria", ())
        )
        return cls(tuple(judged), kept.get("answered", 0), kept.get("seller_answered", 0))

    @classmethod
    def of_cells(cls, slugs: Iterable[str], cells: Iterable[CountedCell], answered: Mapping[str, int]) -> "Tallies":
        """From (criterion, audience, importance, performance, respondents), for the criteria and in the order given."""
        kept: dict[tuple[str, str], list[tuple[int | None, int | None, int]]] = defaultdict(list)
        for criterion, audience, importance, performance, respondents in cells:
            kept[criterion, audience].append((importance, performance, respondents))
        judged = (Judged(slug, *(Tally(tuple(kept[slug, audience])) for audience in Audience)) for slug in slugs)
        return cls(tuple(judged), answered.get(Audience.CUSTOMER, 0), answered.get(Audience.SELLER, 0))

    def in_order(self, slugs: Iterable[str]) -> "Tallies":
        """The same, its criteria in the order given."""
        by_slug = {each.criterion: each for each in self.judged}
        return Tallies(tuple(by_slug[slug] for slug in slugs), self.answered, self.seller_answered)

    def results(
        self,
        *,
        scale: Scale,
        rule: Rule = Rule.MEANS,
        targets: Targets | None = None,
        invited: int | None = None,
    ) -> Results:
        return importance_performance(
            self.judged,
            scale=scale,
            rule=rule,
            targets=targets,
            invited=invited,
            answered=self.answered,
            seller_answered=self.seller_answered,
        )
