"""What a person reads when kamplan is ready: the address, links to sign in and to answer by, pictures for phones."""

import pytest

from kamplan.bootstrap.address import for_network
from kamplan.bootstrap.place import ROOT, at
from kamplan.bootstrap.supervise import welcome

SIGN_IN = "Jonas - Key account manager: http://localhost:8000/welcome/secret/\n"
ANSWERING = "Emily, Tindelyng Kraftlag: http://localhost:8000/a/other-secret\n"
BLOCK = "█" * 20


@pytest.fixture
def alone(tmp_path):
    return at(ROOT, tmp_path, "127.0.0.1", 8000, {})


def test_on_this_machine_links_stand_without_pictures(alone):
    assert welcome(alone, f"{SIGN_IN}\n{ANSWERING}").split("\n\n") == [
        "\nkamplan is ready: http://localhost:8000   (Ctrl-C stops it)",
        f"Sign in as one of these people; each link works once:\n{SIGN_IN.rstrip()}",
        f"Answer a survey as a customer does; this link works until it closes:\n{ANSWERING}",
    ]


def test_when_no_survey_is_open_nothing_is_said_of_one(alone):
    assert "Answer a survey" not in welcome(alone, SIGN_IN)


def test_without_the_demonstration_there_are_no_links(alone):
    assert welcome(alone, "") == "\nkamplan is ready: http://localhost:8000   (Ctrl-C stops it)\n"


def test_phones_get_a_picture_of_the_address_and_one_of_the_survey(tmp_path):
    place = for_network(at(ROOT, tmp_path, "192.0.2.7", 8000, {}))
    first, _sign_in, answering = welcome(place, f"{SIGN_IN}\n{ANSWERING}").partition("Sign in as")[0:3]
    assert "From a phone in the same network: http://192.0.2.7:8000" in first
    assert BLOCK in first
    assert BLOCK in answering.partition("/a/other-secret")[2]
