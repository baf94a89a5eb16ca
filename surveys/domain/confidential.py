"""What is let out of a confidential survey: sums over groups from which nobody can be told apart, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.domain.disclosure import Part, Released, Values, released
from surveys.domain.moments import Moments
from surveys.domain.overall import Overall, sign_of
from surveys.domain.sums import NOTHING, Sums


@dataclass(frozen=True)
class Voice:
    """What one customer answered, and to which groups they belong: {criterion: (importance, performance)}, both given.

    `values` are those of the attributes, in their order, "" where there is none.
    """

    values: Values
    pairs: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    satisfaction: int | None = None
    recommendation: int | None = None


@dataclass(frozen=True)
class Group:
    """What is known of a group: how many answered, and sums that are empty where they are withheld."""

    answered: int
    sums: Mapping[str, Sums]
    overall: Overall

    def __bool__(self) -> bool:
        """Something is known."""
        overall = self.overall.satisfaction.n or self.overall.recommendation.n
        return bool(overall or any(each.n for each in self.sums.values()))


@dataclass(frozen=True)
class LetOut:
    """All that may be known of the customers' answers: the whole, and {attribute: {value: group}}, one at a time."""

    whole: Group
    cells: Mapping[str, Mapping[str, Group]]


def let_out(voices: Sequence[Voice], criteria: Sequence[str], attributes: Sequence[str], threshold: int) -> LetOut:
    """Cut the answers to every question by the rule of `disclosure`, each over the customers who answered it.

    A group is there when its size may be known and at least one of its sums.
    """
    everybody = released(_added((voice.values, Moments(n=1)) for voice in voices), attributes, threshold)
    questions = Questions.of(voices, criteria, attributes, threshold)
    whole = Group(len(voices), *questions.whole())
    cells: dict[str, dict[str, Group]] = {}
    for attribute, groups in (everybody.cells if everybody else {}).items():
        for value, size in groups.items():
            if group := Group(size.n, *questions.cell(attribute, value)):
                cells.setdefault(attribute, {})[value] = group
    return LetOut(whole, cells)


def enough(sums: Moments, threshold: int) -> Moments:
    """Of a population that is never cut: itself, or nothing when it is too small."""
    return sums if sums.n >= threshold else NOTHING


@dataclass(frozen=True)
class Questions:
    """What is released of each question by itself; None where not even the whole is."""

    sums: Mapping[str, Released[Sums] | None]
    satisfaction: Released[Moments] | None
    recommendation: Released[Moments] | None

    @classmethod
    def of(
        cls, voices: Sequence[Voice], criteria: Sequence[str], attributes: Sequence[str], threshold: int
    ) -> "Questions":
        sums = {}
        for criterion in criteria:
            given = ((voice.values, _sums(voice.pairs[criterion])) for voice in voices if criterion in voice.pairs)
            sums[criterion] = released(_added(given), attributes, threshold)
        satisfied = ((each.values, _one(each.satisfaction)) for each in voices if each.satisfaction is not None)
        signs = (
            (each.values, _one(sign_of(each.recommendation))) for each in voices if each.recommendation is not None
        )
        return cls(
            sums,
            released(_added(satisfied), attributes, threshold),
            released(_added(signs), attributes, threshold),
        )

    def whole(self) -> tuple[dict[str, Sums], Overall]:
        sums = {criterion: each.whole if each else Sums() for criterion, each in self.sums.items()}
        return sums, Overall(*(each.whole if each else NOTHING for each in (self.satisfaction, self.recommendation)))

    def cell(self, attribute: str, value: str) -> tuple[dict[str, Sums], Overall]:
        def part(found: Released[Part] | None, empty: Part) -> Part:
            return found.cells.get(attribute, {}).get(value, empty) if found else empty

        sums = {criterion: part(each, Sums()) for criterion, each in self.sums.items()}
        return sums, Overall(part(self.satisfaction, NOTHING), part(self.recommendation, NOTHING))


def _one(score: int) -> Moments:
    return Moments(1, score, score * score)


def _sums(pair: tuple[int, int]) -> Sums:
    importance, performance = pair
    return Sums(_one(importance), _one(performance), _one(performance - importance))


def _added(parts: Iterable[tuple[Values, Part]]) -> dict[Values, Part]:
    found: dict[Values, Part] = {}
    for values, part in parts:
        found[values] = found[values] + part if values in found else part
    return found
