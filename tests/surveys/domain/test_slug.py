"""Slugs: addresses anybody can type."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.slug import slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Figur 12", "figur-12"),
        ("Kundeundersøkelse, vår 2026", "kundeundersokelse-var-2026"),
        ("ÆØÅ æøå", "aeoa-aeoa"),
        ("  -- Crème brûlée! --  ", "creme-brulee"),
        ("Customer's view", "customers-view"),
        ("Müller & Straße", "muller-strasse"),
        ("a" + "\u030a", "a"),
        ("İstanbul", "istanbul"),
        ("½ year", "1-2-year"),
        ("../../etc/passwd", "etc-passwd"),
        ("Привет", ""),
        ("!?", ""),
        ("", ""),
    ],
)
def test_slugs(text, slug):
    assert slug_of(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Follow-up", "follow_up"),
        ("follow_up", "follow_up"),
        ("CRM system", "crm_system"),
        ("Rådgivning", "radgivning"),
    ],
)
def test_criteria_are_joined_by_underscores(text, slug):
    assert slug_of(text, "_") == slug


@given(st.text())
def test_a_slug_holds_only_plain_signs_and_is_its_own_slug(text):
    slug = slug_of(text)
    assert re.fullmatch("([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slug_of(slug) == slug
