"""What customers find of the whole: overall satisfaction, and whether they would recommend the supplier."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from surveys.domain.moments import Moments
from surveys.domain.scale import Scale
from surveys.domain.uncertainty import INDICATION_BELOW, Interval, t_interval

Whole: TypeAlias = tuple[int | None, int | None, int]

NOBODY = Moments()
SATISFACTION = Scale(1, 10)
PROMOTERS_FROM, DETRACTORS_TO = 9, 6  # of 0 to 10


@dataclass(frozen=True)
class Overall:
    """`satisfaction` in points of 1 to 10; `recommendation` counts a promoter as 1, a detractor as -1, others as 0.

    The net promoter score is the share of promoters (9 and 10) minus that of detractors (0 to 6), in percent points
    (Reichheld 2003): a hundred times the mean of those signs, so its interval follows as that of any mean does.
    """

    satisfaction: Moments = NOBODY
    recommendation: Moments = NOBODY

    @classmethod
    def of(cls, answers: Iterable[Whole]) -> "Overall":
        """From (satisfaction, recommendation, respondents); None for what was not answered."""
        satisfied: dict[int, int] = {}
        recommending: dict[int, int] = {}
        for satisfaction, recommendation, times in answers:
            if satisfaction is not None:
                satisfied[satisfaction] = satisfied.get(satisfaction, 0) + times
            if recommendation is not None:
                sign = sign_of(recommendation)
                recommending[sign] = recommending.get(sign, 0) + times
        return cls(Moments.of(satisfied), Moments.of(recommending))

    @property
    def satisfaction_n(self) -> int:
        return self.satisfaction.n

    @property
    def satisfaction_mean(self) -> float | None:
        mean = self.satisfaction.mean
        return None if mean is None else float(mean)

    @property
    def satisfaction_sd(self) -> float | None:
        return self.satisfaction.sd

    @property
    def satisfaction_interval(self) -> Interval | None:
        interval = t_interval(self.satisfaction)
        return interval.within(SATISFACTION) if interval else None

    @property
    def recommendation_n(self) -> int:
        return self.recommendation.n

    @property
    def promoters(self) -> int:
        return (self.recommendation.squares + self.recommendation.total) // 2

    @property
    def detractors(self) -> int:
        return (self.recommendation.squares - self.recommendation.total) // 2

    @property
    def net_promoter_score(self) -> float | None:
        """-100 to 100."""
        mean = self.recommendation.mean
        return None if mean is None else float(100 * mean)

    @property
    def net_promoter_interval(self) -> Interval | None:
        """In percent points; None for fewer than two answers and where all are of one kind."""
        interval = t_interval(self.recommendation)
        return Interval(100 * interval.low, 100 * interval.high) if interval else None

    @property
    def net_promoter_margin(self) -> float | None:
        """Half the interval."""
        interval = self.net_promoter_interval
        return (interval.high - interval.low) / 2 if interval else None


def sign_of(recommendation: int) -> int:
    """1 for a promoter, -1 for a detractor, 0 for who is neither. ValueError outside 0 to 10."""
    if not 0 <= recommendation <= 10:
        raise ValueError(f"Whether somebody would recommend us is said from 0 to 10, not by {recommendation}.")
    return (recommendation >= PROMOTERS_FROM) - (recommendation <= DETRACTORS_TO)


def indication(n: int) -> bool:
    """Too few answers to call a figure more than an indication."""
    return 0 < n < INDICATION_BELOW


NOT_ASKED = Overall()
