"""Relative strength: weighed means of us and the best rival, intervals while ratings are missing, several raters."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.strength import Factor, Pair, combined, levers, strength

SLUGS = ("quality", "cost", "trust", "advice")
RATINGS = st.one_of(st.none(), st.integers(1, 10))
SAID = st.fixed_dictionaries({slug: st.builds(Pair, RATINGS, RATINGS) for slug in SLUGS})
WHOLE = st.fixed_dictionaries({slug: st.builds(Pair, st.integers(1, 10), st.integers(1, 10)) for slug in SLUGS})


@st.composite
def weights(draw):
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True)))
    ends = zip([0, *cuts], [*cuts, 100], strict=True)
    return [Factor(slug, Fraction(end - start)) for slug, (start, end) in zip(SLUGS, ends, strict=True)]


def rated(*rows):
    factors = [Factor(slug, Fraction(weight)) for slug, (weight, *_pair) in zip(SLUGS, rows, strict=False)]
    ratings = {slug: Pair(own, rival) for slug, (_weight, own, rival) in zip(SLUGS, rows, strict=False)}
    return factors, ratings


def test_strength_is_weighed_and_relative():
    found = strength(*rated((50, 8, 6), (30, 6, 9), (20, 10, 5)))
    assert (found.own, found.rival) == ((Fraction(78, 10),) * 2, (Fraction(67, 10),) * 2)
    assert (found.relative, found.ratio) == ((Fraction(11, 10),) * 2, (Fraction(78, 67),) * 2)
    assert found.is_whole


def test_strength_reaches_from_minus_9_to_9():
    assert strength(*rated((100, 10, 1))).relative == (9, 9)
    assert strength(*rated((100, 1, 10))).relative == (-9, -9)


def test_what_is_missing_is_an_interval_and_never_zero():
    found = strength(*rated((50, 8, 6), (50, None, 6)))
    assert (found.own, found.rival, found.relative) == ((4.5, 9), (6, 6), (-1.5, 3))
    assert (found.middle, found.is_whole) == (Fraction(3, 4), False)
    factors, _ratings = rated((50, 8, 6), (50, 8, 6))
    assert strength(factors, {}).relative == (-9, 9)


@pytest.mark.parametrize("rows", [((50, 8, 6),), ((110, 8, 6), (-10, 8, 6)), ((100, 0, 6),), ((100, 8, 11),)])
def test_nonsense_is_refused(rows):
    with pytest.raises(ValueError, match=r"add up to 100|from 1 to 10"):
        strength(*rated(*rows))


def test_a_factor_of_another_set_is_refused():
    factors, ratings = rated((100, 8, 6))
    with pytest.raises(ValueError, match="only factors of the set"):
        strength(factors, ratings | {"other": Pair(1, 1)})


def test_several_raters_have_one_voice_each():
    factors, ratings = rated((60, 8, 6), (40, 5, 9))
    other = {"quality": Pair(8, 8), "cost": Pair(5, None)}
    found = combined(factors, [ratings, other])
    assert (found.n, found.least, found.most) == (2, Fraction(-2), Fraction(8, 5))
    assert found.relative == (Fraction(-6, 5), Fraction(3, 5))
    assert combined(factors, []) is None


def test_levers_say_what_a_factor_costs_and_what_a_step_gives():
    factors, ratings = rated((60, 10, 6), (40, 5, 9))
    quality, cost = levers(factors, [ratings])
    assert (quality.lead, quality.step) == (Fraction(24, 10), 0)  # nothing is above 10
    assert (cost.lead, cost.step) == (Fraction(-16, 10), Fraction(4, 10))
    assert levers(factors, [])[0].lead is None


@given(weights(), SAID)
def test_a_strength_lies_where_it_can(factors, ratings):
    found = strength(factors, ratings)
    assert 1 <= found.own[0] <= found.own[1] <= 10
    assert -9 <= found.relative[0] <= found.middle <= found.relative[1] <= 9


@given(weights(), SAID, st.sampled_from(SLUGS), st.integers(1, 10))
def test_a_rating_more_never_widens_what_is_possible(factors, ratings, slug, rating):
    before = strength(factors, ratings)
    known = ratings[slug]
    after = strength(factors, ratings | {slug: Pair(known.own or rating, known.rival or rating)})
    assert before.relative[0] <= after.relative[0] <= after.relative[1] <= before.relative[1]


@given(weights(), SAID, st.integers(1, 4))
def test_raters_who_agree_count_as_one(factors, ratings, n):
    alone, together = strength(factors, ratings), combined(factors, [ratings] * n)
    assert (together.own, together.rival, together.n) == (alone.own, alone.rival, n)


@given(weights(), st.lists(WHOLE, min_size=1, max_size=3))
def test_the_leads_make_up_the_relative_strength(factors, raters):
    together = combined(factors, raters)
    assert (sum(each.lead for each in levers(factors, raters)),) * 2 == together.relative
    assert together.least <= together.middle <= together.most


@given(weights(), WHOLE, st.sampled_from(SLUGS))
def test_a_step_gives_what_was_promised(factors, ratings, slug):
    lever = next(each for each in levers(factors, [ratings]) if each.slug == slug)
    own, rival = ratings[slug]
    stepped = strength(factors, ratings | {slug: Pair(min(own + 1, 10), rival)})
    assert stepped.middle - strength(factors, ratings).middle == lever.step
