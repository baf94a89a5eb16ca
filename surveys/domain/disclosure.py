"""Which groups of a confidential survey may be shown: none from which fewer than a threshold can be told apart.

A cell with fewer than k respondents is sensitive (threshold rule, OECD Glossary of Statistical Terms), and so is what
is left when shown cells are taken from a shown total (complementary suppression), and whatever else sums of several
cuts give when they are added and subtracted. Here everything that is shown of one population is a sum over blocks of
partitions of it. Any sum worked out from those gives all respondents of one atom, an intersection of a block of each
partition, the same weight. So when every atom that is not empty holds k or more, no group smaller than k has a sum that
can be worked out, in whatever order and however often somebody filters.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

Values: TypeAlias = tuple[str, ...]  # of each attribute, in their order; "" where there is none
Shown: TypeAlias = dict[str, frozenset[str]]


class Countable(Protocol):
    """What can be added up and knows how many respondents stand behind it."""

    @property
    def n(self) -> int: ...

    def __add__(self, other: Any, /) -> Any: ...


Part = TypeVar("Part", bound=Countable)


@dataclass(frozen=True)
class Released(Generic[Part]):
    """What may be shown of one population: the whole, and {attribute: {value: part}}."""

    whole: Part
    cells: dict[str, dict[str, Part]] = field(default_factory=dict)


def released(parts: Mapping[Values, Part], attributes: Sequence[str], threshold: int) -> Released[Part] | None:
    """Add up what may be shown of a population; None when the whole is too small.

    `parts` holds what the respondents with the same values of all attributes answered. A population is everybody whose
    answer stands in the same sum: those who rated one criterion. Populations of different sums do not meet.
    """
    groups = shown_groups({values: part.n for values, part in parts.items()}, attributes, threshold)
    if groups is None:
        return None
    cells = {
        attribute: {
            value: _added([part for values, part in parts.items() if values[place] == value]) for value in found
        }
        for place, attribute in enumerate(attributes)
        if (found := sorted(groups.get(attribute, ())))
    }
    return Released(_added(list(parts.values())), cells)


def shown_groups(counts: Mapping[Values, int], attributes: Sequence[str], threshold: int) -> Shown | None:
    """The values of each attribute that may be shown; an attribute without any is left out. None: not even the whole.

    `counts` holds the respondents with the same values of all attributes. Greedy, the attributes in their order: each
    shows as many values as the partitions chosen before it allow. The same for the same counts, whatever their order.
    ValueError for a threshold below 2, a negative count or values that are not one for each attribute.
    """
    if threshold < 2:
        raise ValueError(f"A group of {threshold} hides nobody.")
    if any(count < 0 or len(values) != len(attributes) for values, count in counts.items()):
        raise ValueError("Counts are not negative, and there is one value for each attribute.")
    present = {values: count for values, count in counts.items() if count}
    if sum(present.values()) < threshold:
        return None
    shown: Shown = {}
    atoms: dict[Values, Hashable] = dict.fromkeys(present, ())
    for place, attribute in enumerate(attributes):
        values = _largest_partition(present, atoms, place, threshold)
        if values:
            shown[attribute] = values
            atoms = {each: (atom, each[place] if each[place] in values else None) for each, atom in atoms.items()}
    return shown


def _largest_partition(
    counts: Mapping[Values, int], atoms: Mapping[Values, Hashable], place: int, threshold: int
) -> frozenset[str]:
    """The values of one attribute to show, given the atoms of the attributes before it; the others are the remainder.

    A value goes when it leaves too few in an atom; when the remainder does, the smallest value joins it. With one block
    left there is nothing to choose between, and none is shown.
    """
    sizes: dict[tuple[str, Hashable], int] = {}
    for each, count in counts.items():
        cell = each[place], atoms[each]
        sizes[cell] = sizes.get(cell, 0) + count
    totals = {value: sum(size for _, size in cells) for value, cells in _by_value(sizes)}
    smallest = {value: min(size for _, size in cells) for value, cells in _by_value(sizes)}
    kept = {value for value in totals if value and smallest[value] >= threshold}
    while kept and not _fits(sizes, kept, threshold):
        kept.remove(min(kept, key=lambda value: (totals[value], value)))
    return frozenset(kept) if kept and len(totals) > 1 else frozenset()


def _by_value(sizes: Mapping[tuple[str, Hashable], int]) -> list[tuple[str, list[tuple[str, int]]]]:
    cells = sorted((value, size) for (value, _atom), size in sizes.items())
    return [(value, list(group)) for value, group in groupby(cells, key=lambda cell: cell[0])]


def _fits(sizes: Mapping[tuple[str, Hashable], int], kept: set[str], threshold: int) -> bool:
    """Whether the remainder holds none or enough of every atom."""
    remainder: dict[Hashable, int] = {}
    for (value, atom), size in sizes.items():
        if value not in kept:
            remainder[atom] = remainder.get(atom, 0) + size
    return all(size >= threshold for size in remainder.values())


def _added(parts: Sequence[Part]) -> Part:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole
