"""Which names are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.duplicates import ALIKE, alike, similarity, stems, words

NAMES = st.text("abcdefghijklmnopqrstuvwxyzæøå /.-", max_size=40)


@pytest.mark.parametrize(
    "other",
    ["nordvik verft as", "nordvik verft a/s", "nordvik verft a.s.", "verft nordvik", "nordvik-verft asa"],
)
def test_legal_form_and_order_do_not_count(other):
    assert similarity("nordvik verft", other) == 1


@pytest.mark.parametrize("other", ["nordvik verf", "nordvik verfts", "nordvk verft", "nordvik werft", "nordviks verft"])
def test_a_slip_of_the_pen_is_still_alike(other):
    assert ALIKE <= similarity("nordvik verft", other) < 1


@pytest.mark.parametrize(
    "other", ["", "nordvik bygg", "nordvik verft 2", "sundvik verft", "verft", "as", "mälarhamn industri"]
)
def test_other_customers_are_not_alike(other):
    assert similarity("nordvik verft", other) < ALIKE


@pytest.mark.parametrize(("name", "left"), [("as", ["as"]), ("a/s", ["as"]), ("", []), ("b & b as", ["b", "b"])])
def test_a_name_of_nothing_but_legal_form_keeps_it(name, left):
    assert words(name) == left


def test_the_database_looks_for_the_beginnings_of_the_longest_words():
    assert stems("skarvøysund sjømat og fisk as") == ["skar", "sjøm", "fisk", "og"]


def test_the_likest_come_first_and_only_so_many():
    candidates = [(number, f"nordvik verft{'x' * (number % 3)}") for number in range(10)]
    assert alike("nordvik verft", candidates, most=4) == [0, 3, 6, 9]


@given(NAMES, NAMES)
def test_similarity_is_even_and_bounded(one, other):
    assert 0 <= similarity(one, other) == similarity(other, one) <= 1


@given(NAMES)
def test_every_name_is_its_own_duplicate(name):
    assert similarity(name, name) == 1
