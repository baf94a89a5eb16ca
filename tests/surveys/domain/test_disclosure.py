"""Small groups stay hidden, however the sums that are shown are added and subtracted; a solver tries to find one."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.domain.confidential import Voice, let_out
from surveys.domain.disclosure import released, shown_groups
from surveys.domain.moments import Moments

ATTRIBUTES = ("account", "unit", "sector", "region")
CRITERIA = ("trust", "advice")


def counts(**sizes):
    """Of one attribute."""
    return {(value,): size for value, size in sizes.items()}


def test_nothing_is_shown_of_a_whole_below_the_threshold():
    assert shown_groups(counts(a=4), ["unit"], 5) is None
    assert shown_groups(counts(a=3, b=2), ["unit"], 5) == {}
    assert shown_groups({}, ["unit"], 3) is None


def test_a_small_value_is_part_of_what_is_not_shown():
    assert shown_groups(counts(a=5, b=6, c=7), ["unit"], 5) == {"unit": {"a", "b", "c"}}
    assert shown_groups(counts(a=5, b=3, c=2), ["unit"], 5) == {"unit": {"a"}}


def test_the_smallest_shown_joins_a_remainder_that_is_too_small():
    assert shown_groups(counts(a=5, b=6, c=4), ["unit"], 5) == {"unit": {"b"}}
    assert shown_groups(counts(a=9, b=4), ["unit"], 5) == {}


def test_who_has_no_value_is_part_of_the_remainder():
    assert shown_groups({("",): 1, ("a",): 9, ("b",): 8}, ["unit"], 5) == {"unit": {"a"}}


def test_two_harmless_partitions_may_not_cross_in_a_small_atom():
    """Public customers of Bergen: 6 + 4 of 20 in one, 10 + 10 in the other, and two who are in both."""
    crossing = {("bergen", "public"): 2, ("bergen", "private"): 8, ("oslo", "public"): 8, ("oslo", "private"): 2}
    assert shown_groups(crossing, ["unit", "sector"], 5) == {"unit": {"bergen", "oslo"}}
    apart = {("bergen", "public"): 5, ("bergen", "private"): 8, ("oslo", "public"): 8, ("oslo", "private"): 6}
    assert shown_groups(apart, ["unit", "sector"], 5) == {"unit": {"bergen", "oslo"}, "sector": {"public", "private"}}


def test_the_order_of_the_counts_changes_nothing():
    sizes = {("a", "x"): 7, ("b", "x"): 7, ("c", "y"): 7, ("d", "y"): 3}
    backwards = dict(reversed(sizes.items()))
    assert shown_groups(sizes, ["unit", "sector"], 5) == shown_groups(backwards, ["unit", "sector"], 5)


def test_what_is_shown_adds_up():
    parts = {("a",): Moments(5, 40, 330), ("b",): Moments(6, 30, 160)}
    found = released(parts, ["unit"], 5)
    assert found.whole == Moments(11, 70, 490)
    assert found.cells == {"unit": {"a": Moments(5, 40, 330), "b": Moments(6, 30, 160)}}


@pytest.mark.parametrize(("sizes", "threshold"), [({("a",): -1}, 5), ({("a", "b"): 1}, 5), ({("a",): 9}, 1)])
def test_nonsense_is_refused(sizes, threshold):
    with pytest.raises(ValueError):
        shown_groups(sizes, ["unit"], threshold)


# --- the proof --------------------------------------------------------------------------------------------------------
groups = st.tuples(*(st.sampled_from(values) for values in ("abc", "uv", ("", "public", "private"), "rs")))
pair = st.none() | st.tuples(st.integers(1, 10), st.integers(1, 10))
customers = st.tuples(groups, pair, pair, st.none() | st.integers(1, 10), st.none() | st.integers(0, 10))
many = st.lists(customers, min_size=14, max_size=24)  # in most small ones nothing is shown, which proves little
surveys = st.tuples(st.lists(customers, max_size=40) | many, st.integers(3, 6))


def voices_of(rows):
    for values, trust, advice, satisfaction, recommendation in rows:
        pairs = {name: pair for name, pair in zip(CRITERIA, (trust, advice), strict=True) if pair}
        yield Voice(values, pairs, satisfaction, recommendation)


def populations(rows):
    """Who stands behind each sum: {question: the rows that answered it}."""
    places = {"trust": 1, "advice": 2, "satisfaction": 3, "recommendation": 4}
    return {question: [row for row in rows if row[place] is not None] for question, place in places.items()}


def sizes_shown(group):
    sizes = {name: sums.n for name, sums in group.sums.items()}
    return sizes | {"satisfaction": group.overall.satisfaction.n, "recommendation": group.overall.recommendation.n}


def equations(rows, found):
    """What a reader learns by any sequence of filters, at most: for each question, whose answers each sum adds up."""
    learnt = {question: [] for question in populations(rows)}
    looks = [(None, None, found.whole)]
    looks += [
        (place, value, group)
        for place, name in enumerate(ATTRIBUTES)
        for value, group in found.cells.get(name, {}).items()
    ]
    for place, value, group in looks:
        for question, size in sizes_shown(group).items():
            inside = [place is None or row[0][place] == value for row in populations(rows)[question]]
            if size:
                assert size == sum(inside), "what is shown is what its name says"
                learnt[question].append(inside)
    return learnt


def careless(rows, threshold):
    """The sabotaged twin: whatever has enough respondents by itself is shown."""
    learnt = {}
    for question, members in populations(rows).items():
        looks = [[True] * len(members)]
        for place in range(len(ATTRIBUTES)):
            looks += [
                [row[0][place] == value for row in members] for value in {row[0][place] for row in members} - {""}
            ]
        learnt[question] = [look for look in looks if sum(look) >= threshold]
    return learnt


def reduced(rows):
    """The reduced echelon form of a matrix, without empty rows, and its pivots."""
    matrix, pivots = [[Fraction(value) for value in row] for row in rows], []
    for column in range(len(matrix[0]) if matrix else 0):
        below = next((row for row in range(len(pivots), len(matrix)) if matrix[row][column]), None)
        if below is None:
            continue
        top = len(pivots)
        matrix[top], matrix[below] = matrix[below], matrix[top]
        matrix[top] = [value / matrix[top][column] for value in matrix[top]]
        for row in range(len(matrix)):
            if row != top and matrix[row][column]:
                by = matrix[row][column]
                matrix[row] = [value - by * above for value, above in zip(matrix[row], matrix[top], strict=True)]
        pivots.append(column)
    return matrix[: len(pivots)], pivots


def small_group(looks, threshold):
    """A group below the threshold whose sum follows from the shown ones by adding and subtracting, or None.

    Respondents who stand alike in every shown sum cannot be parted by any of their combinations, so only groups made of
    such classes need to be tried.
    """
    basis, pivots = reduced(looks)
    if not basis:
        return None
    alike = {}
    for place, column in enumerate(zip(*basis, strict=True)):
        alike.setdefault(column, []).append(place)
    classes = [places for column, places in alike.items() if any(column) and len(places) < threshold]
    for number in range(1, threshold):
        for chosen in combinations(classes, number):
            group = sorted(place for places in chosen for place in places)
            if len(group) < threshold and follows(group, basis, pivots):
                return group
    return None


def follows(group, basis, pivots):
    wanted = [Fraction(place in group) for place in range(len(basis[0]))]
    for row, pivot in zip(basis, pivots, strict=True):
        if by := wanted[pivot]:
            wanted = [value - by * part for value, part in zip(wanted, row, strict=True)]
    return not any(wanted)


def test_the_solver_finds_who_is_left_over():
    total, all_but_one = [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0]
    assert small_group([total, all_but_one], 3) == [5]
    crossing = [[1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 1, 0], [1, 1, 0, 1, 1, 0]]
    assert small_group(crossing, 2) == [2]
    assert small_group([total, [1, 1, 1, 0, 0, 0]], 3) is None


def tried(number):
    """So many surveys, each of which must keep its small groups hidden; what was met on the way."""
    seen = Counter()

    @settings(max_examples=number, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(surveys)
    def nobody_can_be_told_apart(survey):
        rows, threshold = survey
        found = let_out(list(voices_of(rows)), CRITERIA, ATTRIBUTES, threshold)
        for looks in equations(rows, found).values():
            assert small_group(looks, threshold) is None
        seen["surveys"] += 1
        seen["with groups"] += bool(found.cells)
        seen["twins caught"] += any(small_group(looks, threshold) for looks in careless(rows, threshold).values())

    nobody_can_be_told_apart()
    return seen


def is_telling(seen, number):
    """Whether groups were shown, and a careless twin was caught, often enough for silence to mean anything."""
    return seen["surveys"] >= number and seen["with groups"] > number / 20 and seen["twins caught"] > number / 10


def test_nobody_can_be_told_apart():
    seen = tried(200)
    assert is_telling(seen, 200), seen


@pytest.mark.prove
def test_nobody_can_be_told_apart_in_5000_surveys():
    seen = tried(5000)
    assert is_telling(seen, 5000), seen
