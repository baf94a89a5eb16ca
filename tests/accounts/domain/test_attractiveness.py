"""Attractiveness: the example of the books, gaps that are never zero, and which weight swaps two customers."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accounts.domain.attractiveness import Gap, Weighed, attractiveness, percent_of, swaps

WEIGHTS = (20, 25, 10, 10, 10, 10, 10, 5)
CRITERIA = tuple(Weighed(f"c{n}", Fraction(weight)) for n, weight in enumerate(WEIGHTS, start=1))
ALFA, BETA, GAMMA = (
    {criterion.slug: rating for criterion, rating in zip(CRITERIA, ratings, strict=True)}
    for ratings in ((9, 6, 8, 5, 6, 9, 4, 10), (4, 9, 7, 9, 8, 5, 9, 6), (10, 3, 9, 3, 2, 6, 2, 8))
)


@st.composite
def sets(draw):
    """A published set of criteria and the ratings of two customers."""
    parts = draw(st.lists(st.integers(1, 50), min_size=2, max_size=8))
    criteria = tuple(Weighed(f"c{n}", Fraction(100 * part, sum(parts))) for n, part in enumerate(parts))
    rated = st.fixed_dictionaries({each.slug: st.integers(1, 10) for each in criteria})
    return criteria, draw(rated), draw(rated)


@pytest.mark.parametrize(("ratings", "total", "percent"), [(ALFA, 700, 66.67), (BETA, 715, 68.33), (GAMMA, 535, 48.33)])
def test_the_example(ratings, total, percent):
    found = attractiveness(CRITERIA, ratings)
    assert found.total == total
    assert [round(float(end), 2) for end in found.percent] == [percent, percent]


def test_not_applicable_is_left_out_and_rescaled():
    found = attractiveness(CRITERIA, {**BETA, "c6": Gap.NOT_APPLICABLE})
    assert found.total == Fraction(665 * 100, 90)
    assert found.rescaled
    assert found.missing == ()


@pytest.mark.parametrize("gap", [{"c6": Gap.MISSING}, {}])
def test_missing_makes_an_interval_and_never_a_zero(gap):
    ratings = {slug: rating for slug, rating in BETA.items() if slug != "c6"} | gap
    found = attractiveness(CRITERIA, ratings)
    assert (found.low, found.high, found.total) == (675, 765, None)
    assert found.missing == ("c6",)
    assert not found.rescaled


def test_nothing_rated_is_all_or_nothing():
    found = attractiveness(CRITERIA, {})
    assert (found.low, found.high) == (100, 1000)
    assert found.percent == (0, 100)


def test_nothing_applicable_is_not_known():
    found = attractiveness(CRITERIA, dict.fromkeys(ALFA, Gap.NOT_APPLICABLE))
    assert (found.low, found.percent, found.rescaled) == (None, None, True)


def test_a_minimum_knocks_out_what_lies_below_it():
    criteria = (Weighed("a", Fraction(60), minimum=5), Weighed("b", Fraction(40), minimum=5))
    assert attractiveness(criteria, {"a": 4, "b": 5}).knocked_out == ("a",)
    assert attractiveness(criteria, {"b": 5}).knocked_out == ()


@pytest.mark.parametrize(
    ("criteria", "ratings", "words"),
    [
        (CRITERIA[:-1], {}, "add up to 100"),
        ((Weighed("a", Fraction(110)), Weighed("b", Fraction(-10))), {}, "above 0"),
        (CRITERIA, {"c1": 0}, "1 to 10"),
        (CRITERIA, {"c1": 11}, "1 to 10"),
        (CRITERIA, {"c1": True}, "1 to 10"),
        (CRITERIA, {"other": 5}, "only criteria of the set"),
    ],
)
def test_nonsense_is_refused(criteria, ratings, words):
    with pytest.raises(ValueError, match=words):
        attractiveness(criteria, ratings)


def test_which_weight_swaps_two():
    """Beta leads Alfa by 15. On c1 Alfa has 5 more: it would have to weigh 22.33 instead of 20."""
    found = list(swaps(CRITERIA, BETA, ALFA))
    assert [(swap.slug, round(float(swap.weight), 2)) for swap in found[:3]] == [
        *(("c1", 22.33), ("c7", 7.22), ("c6", 13.25)),
    ]
    assert found[0].change_from(Fraction(20)) == found[0].weight - 20


def test_two_with_a_gap_are_not_compared():
    assert list(swaps(CRITERIA, {**ALFA, "c1": Gap.MISSING}, BETA)) == []


@given(sets())
def test_at_the_swapping_weight_the_totals_meet(drawn):
    criteria, one, other = drawn
    for swap in swaps(criteria, one, other):
        weight = next(each.weight for each in criteria if each.slug == swap.slug)
        rest = (100 - swap.weight) / (100 - weight)
        changed = {each.slug: swap.weight if each.slug == swap.slug else each.weight * rest for each in criteria}
        totals = [sum(changed[slug] * rating for slug, rating in ratings.items()) for ratings in (one, other)]
        assert totals[0] == totals[1]
        assert sum(changed.values()) == 100


@given(sets())
def test_the_total_lies_between_the_lowest_and_the_highest_rating(drawn):
    criteria, ratings, _ = drawn
    total = attractiveness(criteria, ratings).total
    assert 100 * min(ratings.values()) <= total <= 100 * max(ratings.values())
    assert 0 <= percent_of(total) <= 100


@given(sets(), st.data())
def test_a_better_rating_never_makes_less(drawn, data):
    criteria, ratings, _ = drawn
    slug = data.draw(st.sampled_from(sorted(ratings)))
    assume(ratings[slug] < 10)
    assert (
        attractiveness(criteria, {**ratings, slug: ratings[slug] + 1}).total > attractiveness(criteria, ratings).total
    )


@given(sets(), st.data())
def test_the_interval_holds_whatever_is_rated_later(drawn, data):
    criteria, ratings, _ = drawn
    slug = data.draw(st.sampled_from(sorted(ratings)))
    gap = attractiveness(criteria, {**ratings, slug: Gap.MISSING})
    assert gap.low <= attractiveness(criteria, ratings).total <= gap.high
