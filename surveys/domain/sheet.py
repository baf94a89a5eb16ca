"""What one respondent has answered so far, and what a change of some answers makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

NoExperience: TypeAlias = Literal["none"]
NO_EXPERIENCE: NoExperience = "none"
LAST_WORD = None  # the comment that is about no criterion
OVERALL = ("satisfaction", "recommendation")


@dataclass(frozen=True, slots=True)
class Rating:
    """Of one criterion. Who has no experience of it gives no performance."""

    importance: int | None = None
    performance: int | None = None
    no_experience: bool = False

    def __bool__(self) -> bool:
        return self.no_experience or self.importance is not None or self.performance is not None

    def judged(self, score: int | NoExperience | None) -> "Rating":
        """The same with another word on performance."""
        if score == NO_EXPERIENCE:
            return replace(self, performance=None, no_experience=True)
        return replace(self, performance=score, no_experience=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything somebody has answered: by criterion, of the whole, in own words. It holds nothing empty."""

    ratings: Mapping[int, Rating] = field(default_factory=dict)
    overall: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[int | None, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ratings or self.overall or self.comments)

    def rating(self, criterion: int) -> Rating:
        return self.ratings.get(criterion, Rating())


@dataclass(frozen=True, slots=True)
class Given:
    """Some answers on their way in. What is not named here stays as it is; None, or "" in words, takes it back."""

    importance: Mapping[int, int | None] = field(default_factory=dict)
    performance: Mapping[int, int | NoExperience | None] = field(default_factory=dict)
    overall: Mapping[str, int | None] = field(default_factory=dict)
    comments: Mapping[int | None, str] = field(default_factory=dict)

    def over(self, sheet: Sheet) -> Sheet:
        """The sheet as it is then."""
        ratings = dict(sheet.ratings)
        for criterion, weight in self.importance.items():
            ratings[criterion] = replace(ratings.get(criterion, Rating()), importance=weight)
        for criterion, score in self.performance.items():
            ratings[criterion] = ratings.get(criterion, Rating()).judged(score)
        overall = {**sheet.overall, **self.overall}
        comments = {**sheet.comments, **self.comments}
        return Sheet(
            {criterion: rating for criterion, rating in ratings.items() if rating},
            {question: score for question, score in overall.items() if score is not None},
            {criterion: words for criterion, words in comments.items() if words},
        )
