"""The counts kept with a survey: written when its answers are stored, read for every figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from surveys.domain.cuts import Rule, Targets
from surveys.domain.gaps import importance_performance
from surveys.domain.judged import Judged, answers_from_json
from surveys.domain.moments import Moments
from surveys.domain.overall import NOT_ASKED, Overall
from surveys.domain.results import Extra, Results
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience, Tally

CountedCell = tuple[str, str, int | None, int | None, bool, int]


@dataclass(frozen=True)
class Tallies:
    """What all, or a chosen part, of a survey's respondents answered: every result follows from this alone.

    With a `threshold` it is what was released of a confidential survey: sums instead of tallies.
    """

    judged: tuple[Judged, ...] = ()
    answered: int = 0
    seller_answered: int = 0
    asked: frozenset[Extra] = frozenset()
    overall: Overall = NOT_ASKED
    threshold: int | None = None

    def to_json(self) -> dict[str, Any]:
        """What is not there is left out."""
        overall = self.overall
        whole = {name: [each.n, each.total, each.squares] for name, each in vars(overall).items() if each.n}
        extras = {"asked": sorted(self.asked), "threshold": self.threshold, **whole}
        return {
            "answered": self.answered,
            "seller_answered": self.seller_answered,
            "criteria": [_kept(each) for each in self.judged],
            **{name: value for name, value in extras.items() if value},
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Tallies":
        """Read what `to_json` wrote; an empty dict is a survey without answers."""
        judged = (
            Judged(criterion, answers_from_json(customers), answers_from_json(sellers), *no_experience)
            for criterion, customers, sellers, *no_experience in kept.get("criteria", ())
        )
        whole = (Moments(*kept.get(name, ())) for name in ("satisfaction", "recommendation"))
        return cls(
            tuple(judged),
            kept.get("answered", 0),
            kept.get("seller_answered", 0),
            frozenset(map(Extra, kept.get("asked", ()))),
            Overall(*whole),
            kept.get("threshold"),
        )

    @classmethod
    def of_cells(
        cls,
        slugs: Iterable[str],
        cells: Iterable[CountedCell],
        answered: Mapping[str, int],
        *,
        asked: frozenset[Extra] = frozenset(),
        overall: Overall = NOT_ASKED,
    ) -> "Tallies":
        """From (criterion, audience, importance, performance, no experience, respondents), for the criteria and in the
        order given.
        """
        kept: dict[tuple[str, str], list[tuple[int | None, int | None, int]]] = defaultdict(list)
        without: dict[str, int] = defaultdict(int)
        for criterion, audience, importance, performance, no_experience, respondents in cells:
            kept[criterion, audience].append((importance, performance, respondents))
            if no_experience and audience == Audience.CUSTOMER:
                without[criterion] += respondents
        says = Extra.NO_EXPERIENCE in asked
        judged = (
            Judged(
                slug,
                Tally(tuple(kept[slug, Audience.CUSTOMER])),
                Tally(tuple(kept[slug, Audience.SELLER])),
                without[slug] if says else None,
            )
            for slug in slugs
        )
        customers, sellers = answered.get(Audience.CUSTOMER, 0), answered.get(Audience.SELLER, 0)
        return cls(tuple(judged), customers, sellers, asked, overall)

    def in_order(self, slugs: Iterable[str]) -> "Tallies":
        """The same, its criteria in the order given."""
        by_slug = {each.criterion: each for each in self.judged}
        return replace(self, judged=tuple(by_slug[slug] for slug in slugs))

    def results(
        self,
        *,
        scale: Scale,
        rule: Rule = Rule.MEANS,
        targets: Targets | None = None,
        invited: int | None = None,
    ) -> Results:
        results = importance_performance(
            self.judged,
            scale=scale,
            rule=rule,
            targets=targets,
            invited=invited,
            answered=self.answered,
            seller_answered=self.seller_answered,
        )
        return replace(results, overall=self.overall, asked=self.asked, threshold=self.threshold)


def _kept(each: Judged) -> list[Any]:
    kept: list[Any] = [each.criterion, each.customers.to_json(), each.sellers.to_json()]
    return kept if each.no_experience is None else [*kept, each.no_experience]
