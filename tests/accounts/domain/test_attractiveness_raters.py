"""Several raters: the mean of totals, how far they are apart, and the parts that make up the total."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.attractiveness import Gap, Weighed, attractiveness, swaps, swaps_apart
from accounts.domain.attractiveness_raters import apart, combined, levers, parts

WEIGHTS = (20, 25, 10, 10, 10, 10, 10, 5)
CRITERIA = [Weighed(f"c{place}", Fraction(weight)) for place, weight in enumerate(WEIGHTS)]
ALFA, BETA = (9, 6, 8, 5, 6, 9, 4, 10), (4, 9, 7, 9, 8, 5, 9, 6)


def rated(*ratings):
    return {f"c{place}": rating for place, rating in enumerate(ratings)}


def test_one_rater_alone_is_the_vector():
    found = combined(CRITERIA, [rated(*BETA)])
    assert (found.n, found.total, found.least, found.most, found.spread) == (1, 715, 715, 715, 0)


def test_each_rater_has_one_voice():
    found = combined(CRITERIA, [rated(*ALFA), rated(*BETA)])
    assert (found.n, found.total, found.least, found.most, found.spread) == (2, Fraction(1415, 2), 700, 715, 15)
    assert found.percent == (Fraction(1215, 18), Fraction(1215, 18))


def test_a_missing_rating_makes_an_interval():
    found = combined(CRITERIA, [rated(*ALFA), rated(*BETA[:5], Gap.MISSING, *BETA[6:])])
    assert (found.low, found.high, found.total) == (Fraction(1375, 2), Fraction(1465, 2), None)
    assert (found.missing, found.least, found.most, found.middle) == (True, 675, 765, 710)


def test_what_is_not_applicable_is_rescaled_and_said():
    found = combined(CRITERIA, [rated(*BETA[:5], Gap.NOT_APPLICABLE, *BETA[6:])])
    assert (found.rescaled, found.total) == (True, Fraction(66500, 90))


def test_who_finds_nothing_applicable_has_no_voice():
    nothing = rated(*[Gap.NOT_APPLICABLE] * 8)
    assert combined(CRITERIA, [nothing]) is None
    assert combined(CRITERIA, []) is None
    assert combined(CRITERIA, [nothing, rated(*ALFA)]).n == 1
    assert sum(part.points for part in parts(CRITERIA, [nothing, rated(*ALFA)])) == 700


def test_one_rater_below_the_minimum_knocks_out():
    criteria = [Weighed("a", Fraction(60), 4), Weighed("b", Fraction(40))]
    assert combined(criteria, [{"a": 4, "b": 1}]).knocked_out == ()
    assert combined(criteria, [{"a": 4, "b": 1}, {"a": 3, "b": 9}]).knocked_out == ("a",)


def test_a_part_without_a_rating_has_no_mean():
    part = parts(CRITERIA, [rated(Gap.MISSING, *ALFA[1:])])[0]
    assert (part.mean, part.shown, part.n, part.least, part.points) == (None, None, 0, None, 20)


def test_what_would_raise_the_total():
    low, top, unrated = levers(
        [Weighed("low", Fraction(50)), Weighed("top", Fraction(30)), Weighed("unrated", Fraction(20))],
        [{"low": 4, "top": 10}, {"low": 9, "top": 10, "unrated": Gap.NOT_APPLICABLE}],
    )
    assert (low.step, low.room) == (25 + Fraction(125, 4), 150 + Fraction(125, 4))  # the second voice weighs 62.5
    assert (top.step, top.room, top.open) == (0, 0, 0)
    assert (unrated.step, unrated.room, unrated.open) == (0, 0, 90)


def test_without_a_voice_nothing_raises_anything():
    assert {(each.step, each.room, each.open) for each in levers(CRITERIA, [])} == {(0, 0, 0)}


RATINGS = st.tuples(*[st.one_of(st.integers(1, 10), st.sampled_from(Gap))] * 8).map(lambda given: rated(*given))


@given(st.lists(RATINGS, max_size=4))
def test_parts_add_up_to_the_total(raters):
    found = combined(CRITERIA, raters)
    assert sum(part.points for part in parts(CRITERIA, raters)) == (found.low if found else 0)


@given(st.lists(RATINGS, min_size=1, max_size=4))
def test_the_mean_lies_between_the_raters(raters):
    found = combined(CRITERIA, raters)
    if found:
        assert 100 <= found.least <= found.low <= found.high <= found.most <= 1000


@given(st.lists(RATINGS, min_size=1, max_size=4))
def test_all_room_and_all_that_is_open_make_the_whole_scale(raters):
    found, could = combined(CRITERIA, raters), levers(CRITERIA, raters)
    if found:
        assert sum(each.room for each in could) == 1000 - found.high
        assert sum(each.open for each in could) == found.high - found.low


@given(RATINGS, st.integers(0, 7))
def test_a_step_gives_what_was_promised(ratings, place):
    slug, found = f"c{place}", combined(CRITERIA, [ratings])
    if isinstance(ratings[slug], int) and not isinstance(ratings[slug], Gap):
        more = combined(CRITERIA, [ratings | {slug: min(ratings[slug] + 1, 10)}])
        assert more.low - found.low == levers(CRITERIA, [ratings])[place].step


def test_one_rater_each_swaps_as_the_ratings_do():
    one, other = parts(CRITERIA, [rated(*ALFA)]), parts(CRITERIA, [rated(*BETA)])
    assert list(swaps_apart(CRITERIA, apart(one, other))) == list(swaps(CRITERIA, rated(*ALFA), rated(*BETA)))
    assert apart(one, parts(CRITERIA, [rated(Gap.MISSING, *BETA[1:])])) is None


@pytest.mark.parametrize("place", range(8))
def test_at_the_weight_of_a_swap_both_come_out_alike(place):
    found = {swap.slug: swap for swap in swaps(CRITERIA, rated(*ALFA), rated(*BETA))}
    swap = found.get(f"c{place}")
    if swap is None or swap.weight in (0, 100):
        return
    rest = (100 - swap.weight) / (100 - CRITERIA[place].weight)
    moved = [Weighed(each.slug, swap.weight if each.slug == swap.slug else each.weight * rest) for each in CRITERIA]
    assert attractiveness(moved, rated(*ALFA)).total == attractiveness(moved, rated(*BETA)).total
