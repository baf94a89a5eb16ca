"""Every answer as a dot; where they are many, circles as large as the number who gave a score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from kamplan.charts import Axis, Chart, Ink, Margins, Mark, Series, Shape
from kamplan.charts.names import in_lines
from kamplan.formats import number
from surveys.charts.profile import LETTER
from surveys.charts.words import Names
from surveys.domain.results import CriterionResult, Results

MOST_DOTS = 1200
ABREAST = 4  # dots beside each other in one score
DOT = 6.5  # pixels from dot to dot
LARGEST = 18.0  # pixels across, of a circle
INKS = {"importance": Ink.BLUE, "performance": Ink.ORANGE, "seller_importance": Ink.GREY}
SHAPES = {"importance": Shape.CIRCLE, "performance": Shape.DIAMOND, "seller_importance": Shape.SQUARE}


@dataclass(frozen=True)
class Counts:
    """How many gave each score of the scale, to one criterion in one of the three questions."""

    criterion: str  # only in the first of its rows, which says how many there are
    questions: int
    question: str
    times: tuple[str, ...]
    n: str


def scores_of(result: CriterionResult, column: str) -> dict[int, int]:
    """{score: respondents}"""
    return {
        "importance": result.customers.importance_scores,
        "performance": result.customers.performance_scores,
        "seller_importance": result.sellers.importance_scores,
    }[column]


def questions() -> dict[str, str]:
    return {
        "importance": _("Customers: importance"),
        "performance": _("Customers: performance"),
        "seller_importance": _("Sellers: importance"),
    }


def answers_table(results: Results, names: Names) -> list[Counts]:
    """The numbers behind the dots, in the questionnaire's order; questions without any answer are left out."""
    rows: list[Counts] = []
    for result in results.criteria:
        given = [(question, scores_of(result, column)) for column, question in questions().items()]
        given = [(question, scores) for question, scores in given if scores]
        for place, (question, scores) in enumerate(given):
            times = tuple(number(scores.get(score, 0)) for score in results.scale.scores)
            name = "" if place else names[result.criterion]
            rows.append(Counts(name, len(given), question, times, number(sum(scores.values()))))
    return rows


def answers_chart(results: Results, criteria: Sequence[CriterionResult], names: Names) -> Chart | None:
    """One row for each criterion, one lane in it for each question; None without answers."""
    stacks = [scores_of(result, column) for result in criteria for column in INKS]
    total = sum(sum(scores.values()) for scores in stacks)
    if not total:
        return None
    fullest = max(max(scores.values(), default=0) for scores in stacks)
    lanes = Lanes(fullest, single=total <= MOST_DOTS)
    scale, labels = results.scale, [in_lines(names[result.criterion]) for result in criteria]
    longest = max(len(line) for label in labels for line in label.split("\n"))
    return Chart(
        key="answers",
        note=_("In each row from the top: importance to customers, performance, importance to sellers."),
        title=_("Every answer") if lanes.single else _("How many gave each score"),
        alt=_alt(lanes.single),
        x=Axis(scale.low - 0.6, scale.high + 0.6, tuple((score, number(score)) for score in scale.scores)),
        y=Axis(len(labels) - 0.5, -0.5, tuple(enumerate(labels)), rows=True),
        series=tuple(_series(criteria, lanes)),
        height=round(lanes.row * len(labels)) + 40,
        margins=Margins(left=round(LETTER * longest) + 18, right=8, top=8, bottom=32),
    )


@dataclass(frozen=True)
class Lanes:
    """How a row is shared between the three questions: high enough for the fullest stack of dots."""

    fullest: int
    single: bool

    @property
    def lane(self) -> float:
        return max(13.0, DOT * ceil(self.fullest / ABREAST) + 5) if self.single else LARGEST + 1

    @property
    def row(self) -> float:
        """Pixels."""
        return 3 * self.lane + 8

    def middle(self, row: int, place: int) -> float:
        """Where the lane of a question runs, in rows."""
        return row + (place - 1) * self.lane / self.row

    def dots(self, score: int, times: int) -> Iterator[tuple[float, float]]:
        """For each answer, where its dot stands: the score with a shift, and a shift in rows from the lane's middle."""
        layers = ceil(times / ABREAST)
        for answer in range(times):
            layer, place = divmod(answer, ABREAST)
            abreast = min(ABREAST, times - layer * ABREAST)
            yield score + (place - (abreast - 1) / 2) * 0.2, ((layers - 1) / 2 - layer) * DOT / self.row


def _series(criteria: Sequence[CriterionResult], lanes: Lanes) -> Iterator[Series]:
    for place, (column, question) in enumerate(questions().items()):
        marks: list[Mark] = []
        for row, result in enumerate(criteria):
            middle = lanes.middle(row, place)
            for score, times in scores_of(result, column).items():
                if lanes.single:
                    marks += [Mark(x, middle + shift) for x, shift in lanes.dots(score, times)]
                else:
                    marks.append(Mark(score, middle, count=times))
        if marks and lanes.single:
            yield Series(question, INKS[column], Shape.CIRCLE, tuple(marks), size=DOT - 1, plain=True)
        elif marks:
            yield Series(question, INKS[column], SHAPES[column], tuple(marks), size=LARGEST)


def _alt(single: bool) -> str:
    if single:
        return _("One dot for every answer, by criterion and score. The table below the picture has the counts.")
    return _("A mark for every score, as large as the share who gave it. The table below the picture has the counts.")
