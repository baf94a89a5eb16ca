"""What may be known of answers that stay confidential: numbers, sums and sums of squares, never single ratings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.domain.moments import Moments
from surveys.domain.tally import Tally

NOTHING = Moments()


@dataclass(frozen=True)
class Sums:
    """The place of a tally where single ratings may not be known; it answers the questions that sums can answer.

    Of customers, all three run over the paired answers alone: whoever rated one dimension is nowhere counted, or they
    could be told from the others by the difference. Of sellers, `gap` is empty. What was asked and is empty here is
    withheld, which is not the same as nobody having answered.
    """

    importance: Moments = NOTHING
    performance: Moments = NOTHING
    gap: Moments = NOTHING

    @classmethod
    def of(cls, tally: Tally) -> "Sums":
        """Of the paired answers of a tally."""
        return cls(tally.importance, tally.performance, tally.gap)

    @classmethod
    def from_json(cls, kept: Mapping[str, Sequence[int]]) -> "Sums":
        return cls(*(Moments(*kept.get(name, ())) for name in ("importance", "performance", "gap")))

    def to_json(self) -> dict[str, list[int]]:
        """{"importance": [number, sum, sum of squares], "performance": [...], "gap": [...]}"""
        names = {"importance": self.importance, "performance": self.performance, "gap": self.gap}
        return {name: [moments.n, moments.total, moments.squares] for name, moments in names.items()}

    def __add__(self, other: "Sums") -> "Sums":
        """Of both groups together."""
        return Sums(self.importance + other.importance, self.performance + other.performance, self.gap + other.gap)

    @property
    def n(self) -> int:
        return self.gap.n

    @property
    def importance_n(self) -> int:
        return self.importance.n

    @property
    def performance_n(self) -> int:
        return self.performance.n

    @property
    def every_importance(self) -> Moments:
        return self.importance

    @property
    def every_performance(self) -> Moments:
        return self.performance

    @property
    def importance_scores(self) -> dict[int, int]:
        """How often each score was given is not known."""
        return {}

    @property
    def performance_scores(self) -> dict[int, int]:
        return {}
