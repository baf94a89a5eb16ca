"""The navigation: every chapter is one press away or two, and the reader sees where he is."""

import re

import pytest

pytestmark = pytest.mark.django_db


def current(page):
    return re.findall(r'<(?:a|summary)[^>]*aria-current="(\w+)"[^>]*>([^<]*)', page.split("</header>")[0])


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/", [("page", "Start")]),
        ("/accounts/bin/", [("page", "Accounts")]),
        ("/surveys/", [("page", "Surveys")]),
        ("/matrix/", [("true", "Portfolio"), ("page", "Portfolio matrix")]),
        ("/units/", [("true", "Administration"), ("page", "Units")]),
        ("/me/", []),
    ],
)
def test_the_chapter_and_its_group_are_marked(cast, sign_in, address, marked):
    assert current(sign_in(cast.ada).get(address).content.decode()) == marked


def test_administration_is_offered_to_administrators_alone(cast, sign_in):
    assert "Administration" not in sign_in(cast.alice).get("/").content.decode().split("</header>")[0]
    assert "Administration" in sign_in(cast.ada).get("/").content.decode().split("</header>")[0]
