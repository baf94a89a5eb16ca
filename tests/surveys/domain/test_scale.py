"""Scales: which there are, and which are refused."""

from fractions import Fraction

import pytest

from surveys.domain.scale import Scale


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("1-10", 1, 10), ("0-1", 0, 1), (" 1 - 5 ", 1, 5), ("1–7", 1, 7), ("0-9", 0, 9), ("9-10", 9, 10)],
)
def test_reads_a_written_scale(text, low, high):
    assert Scale.parse(text) == Scale(low, high)


@pytest.mark.parametrize("text", ["", "10", "1-", "-10", "a-b", "1-10-20", "1.5-3", "٣-٥", "1-10\x00"])
def test_refuses_what_is_not_written_like_a_scale(text):
    with pytest.raises(ValueError, match="written like 1-10"):
        Scale.parse(text)


@pytest.mark.parametrize(("low", "high"), [(5, 5), (10, 1), (0, 10)])
def test_refuses_fewer_than_two_points_and_more_than_ten(low, high):
    with pytest.raises(ValueError, match="2 to 10 points"):
        Scale(low, high)


@pytest.mark.parametrize(("low", "high"), [(-2, 2), (2, 11)])
def test_refuses_scores_outside_0_to_10(low, high):
    with pytest.raises(ValueError, match="between 0 and 10"):
        Scale(low, high)


@pytest.mark.parametrize(("low", "high"), [(1.0, 10), (True, 10), ("1", "10"), (None, 10)])
def test_refuses_ends_that_are_no_whole_numbers(low, high):
    with pytest.raises(ValueError, match="whole numbers"):
        Scale(low, high)


def test_is_one_to_ten_when_nothing_is_said():
    assert (str(Scale()), Scale().points) == ("1-10", 10)


@pytest.mark.parametrize(
    ("scale", "midpoint"), [(Scale(1, 10), Fraction(11, 2)), (Scale(0, 1), Fraction(1, 2)), (Scale(1, 5), Fraction(3))]
)
def test_midpoint_is_exact(scale, midpoint):
    assert scale.midpoint == midpoint


def test_holds_its_scores_and_nothing_else():
    scale = Scale(1, 5)
    assert [score for score in range(-1, 8) if score in scale] == [1, 2, 3, 4, 5] == list(scale.scores)
    assert 2.5 not in scale
    assert None not in scale
