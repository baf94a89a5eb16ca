"""The answers of a survey before they are kept: who rated what, and the tallies that follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.domain.judged import Judged
from surveys.domain.scale import Scale
from surveys.domain.tally import Audience, Dimension, Rating, Tally


@dataclass(slots=True)
class AnswerSheet:
    """What one respondent answered, and on which line of the file it stands: {criterion slug: rating} by dimension."""

    respondent: str
    audience: Audience
    line: int
    account: str = ""
    account_line: int = 0
    importance: dict[str, int] = field(default_factory=dict)
    performance: dict[str, int] = field(default_factory=dict)
    lines: dict[tuple[str, Dimension], int] = field(default_factory=dict, repr=False)

    def ratings(self, dimension: Dimension) -> dict[str, int]:
        return self.importance if dimension is Dimension.IMPORTANCE else self.performance

    def pairs(self) -> dict[str, tuple[Rating, Rating]]:
        """{criterion slug: (importance, performance)}, None for a rating not given."""
        return {
            criterion: (self.importance.get(criterion), self.performance.get(criterion))
            for criterion in self.importance | self.performance
        }


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """Answers without a fault, ready to be kept.

    `sheets` holds the respondents who gave a rating, `criteria` {slug: name as first written} also the criteria that
    nobody rated. `ratings` were given, `blanks` left open; `ignored` are the headings that were not read.
    """

    scale: Scale
    sheets: tuple[AnswerSheet, ...]
    criteria: Mapping[str, str]
    ratings: int
    blanks: int
    ignored: tuple[str, ...]

    def answered(self, audience: Audience) -> int:
        """Respondents of the audience who gave at least one rating."""
        return sum(sheet.audience is audience for sheet in self.sheets)

    def judged(self) -> tuple[Judged, ...]:
        """The tallies of both audiences for each criterion, in the file's order."""
        given: dict[tuple[str, Audience], list[tuple[Rating, Rating]]] = {}
        for sheet in self.sheets:
            for criterion, pair in sheet.pairs().items():
                given.setdefault((criterion, sheet.audience), []).append(pair)
        return tuple(
            Judged(
                criterion,
                customers=Tally.of_pairs(given.get((criterion, Audience.CUSTOMER), ())),
                sellers=Tally.of_pairs(given.get((criterion, Audience.SELLER), ())),
            )
            for criterion in self.criteria
        )
