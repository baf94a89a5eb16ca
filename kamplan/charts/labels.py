"""Where the labels of crowded points go, so that each can be read and none hides another."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

REACHES = (13, 20, 29, 40, 53, 68, 84)  # pixels from a point to its label, the nearest place first
ANGLES = tuple(math.radians(degrees) for degrees in (0, 180, 270, 90, 315, 225, 45, 135, 20, 160, 340, 200))
POINT = 7.0  # a point with a little air around it, in pixels
HEIGHT = 14.0
LETTER = 6.4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its middle and half its sides."""

    x: float
    y: float
    wide: float
    high: float

    def overlap(self, other: "Box") -> float:
        across = self.wide + other.wide - abs(self.x - other.x)
        along = self.high + other.high - abs(self.y - other.y)
        return max(0.0, across) * max(0.0, along)

    def outside(self, width: float, height: float) -> float:
        across = max(0.0, self.wide - self.x) + max(0.0, self.x + self.wide - width)
        return across + max(0.0, self.high - self.y) + max(0.0, self.y + self.high - height)


Place = tuple[float, float]


def placed(
    points: Sequence[Place], words: Sequence[str], *, width: float, height: float, taken: Sequence[Box] = ()
) -> list[Place]:
    """For each point (pixels from the top left) how far its label's middle lies from it, in pixels (right, down).

    Greedy, the points with most neighbours first: the nearest free place, or the least bad one. `taken` are boxes that
    other words stand in. The larger the picture is drawn, the more air the same places have.
    """
    marks = [Box(x, y, POINT, POINT) for x, y in points]
    labels: list[Box] = []
    found: dict[int, Place] = {}
    for index in sorted(range(len(points)), key=lambda index: -_crowd(points, index)):
        others = [mark for number, mark in enumerate(marks) if number != index]
        best = min(
            _candidates(points[index], words[index]),
            key=lambda box: _cost(box, points[index], [*labels, *taken], others, width, height),
        )
        labels.append(best)
        found[index] = (round(best.x - points[index][0], 1), round(best.y - points[index][1], 1))
    return [found[index] for index in range(len(points))]


def _candidates(point: Place, words: str) -> Iterator[Box]:
    wide, high = LETTER * len(words) / 2 + 2, HEIGHT / 2
    for reach in REACHES:
        for angle in ANGLES:
            right, down = math.cos(angle), math.sin(angle)
            yield Box(point[0] + right * (reach + wide - 5), point[1] + down * (reach + high - 5), wide, high)


def _cost(box: Box, point: Place, labels: Sequence[Box], marks: Sequence[Box], width: float, height: float) -> float:
    far = math.hypot(box.x - point[0], box.y - point[1])
    hidden = sum(box.overlap(other) for other in (*labels, *marks))
    crossed = sum(_distance((mark.x, mark.y), point, (box.x, box.y)) < POINT for mark in marks)
    return far + 20 * hidden + 60 * crossed + 200 * box.outside(width, height)


def _crowd(points: Sequence[Place], index: int) -> float:
    here = points[index]
    return sum(1 / (10 + math.dist(here, other)) for other in points)


def _distance(point: Place, start: Place, end: Place) -> float:
    """From a point to the line between two others."""
    across, along = end[0] - start[0], end[1] - start[1]
    length = across * across + along * along
    share = ((point[0] - start[0]) * across + (point[1] - start[1]) * along) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * across, start[1] + share * along))
