"""Sessions: how long they last, what ends them, and the page that lists them."""

import re
import time

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.changes.user import deactivate, reactivate
from tests.clock import after, at

PASSWORD = "seven herrings by the quay"
HOME = reverse("rights")  # a page that is there for everybody


@pytest.fixture
def alice(cast):
    cast.alice.set_password(PASSWORD)
    cast.alice.save()
    return cast.alice


def signed_in(user, agent="Firefox"):
    browser = Client(headers={"user-agent": agent})
    response = browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302
    return browser


def is_in(browser):
    return browser.get(HOME).status_code == 200


def test_the_key_changes_at_sign_in(alice):
    browser = Client()
    browser.get(reverse("account_login"))
    session = browser.session
    session["planted"] = True
    session.save()
    before = session.session_key
    browser.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert is_in(browser)
    assert browser.session.session_key != before


def test_a_session_ends_two_hours_after_its_last_use(alice):
    browser, start = signed_in(alice), time.time()
    assert is_in(browser)
    for minutes in (110, 220, 330):
        with at(start, minutes=minutes):
            assert is_in(browser)
    with at(start, minutes=330 + 121):
        assert not is_in(browser)
    assert not is_in(browser)


def test_a_session_ends_twelve_hours_after_sign_in_however_much_it_is_used(alice):
    browser, start = signed_in(alice), time.time()
    for hours in range(12):
        with at(start, hours=hours, minutes=1):
            assert is_in(browser)
    with at(start, hours=12, minutes=2):
        assert not is_in(browser)


def test_use_is_written_down_at_most_every_five_minutes(alice, django_assert_num_queries):
    browser = signed_in(alice)
    is_in(browser)
    with django_assert_num_queries(2 + 4):  # session, user; and what the page asks for itself
        is_in(browser)
    first = browser.session["seen"]
    with after(seconds=301):
        is_in(browser)
        assert browser.session["seen"] > first + 300


def test_deactivation_ends_every_session_at_the_next_request(cast, alice):
    phone, desk = signed_in(alice), signed_in(alice)
    assert is_in(phone)
    assert is_in(desk)
    deactivate(user=alice, by=cast.ada)
    assert not is_in(phone)
    assert not is_in(desk)
    reactivate(user=alice, by=cast.ada)
    assert not is_in(phone)  # an old cookie does not come back to life


def test_a_session_unknown_to_the_list_dies_with_the_user_too(cast, sign_in):
    browser = sign_in(cast.alice)
    deactivate(user=cast.alice, by=cast.ada)
    assert browser.get(HOME).url.startswith(reverse("account_login"))


def test_a_password_change_ends_the_other_sessions_and_keeps_this_one(alice):
    phone, desk = signed_in(alice), signed_in(alice)
    new = "nine salmon in the river"
    body = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert desk.post(reverse("account_change_password"), body).url == reverse("me")
    assert is_in(desk)
    assert not is_in(phone)


def test_signing_out_kills_the_cookie(alice):
    browser = signed_in(alice)
    stolen = browser.cookies["kamplan"].value
    assert browser.get(reverse("account_logout")).status_code == 200
    assert is_in(browser)  # looking at the page signs nobody out
    browser.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["kamplan"] = stolen
    assert not is_in(thief)


def test_the_list_shows_ones_own_sessions_and_ends_one_or_all_others(cast, alice):
    phone, desk, old = signed_in(alice, "Phone"), signed_in(alice, "Desk"), signed_in(alice, "Old")
    page = desk.get(reverse("session_list")).content.decode()
    assert all(agent in page for agent in ("Phone", "Desk", "Old"))
    row = UserSession.objects.get(user_agent="Phone")
    assert desk.post(reverse("session_end", args=[row.pk])).status_code == 302
    assert (is_in(phone), is_in(desk), is_in(old)) == (False, True, True)
    desk.post(reverse("session_end_others"))
    assert (is_in(desk), is_in(old)) == (True, False)


def test_nobody_ends_anothers_session(cast, alice, sign_in):
    browser = signed_in(alice)
    row = UserSession.objects.get(user=alice)
    sign_in(cast.ada).post(reverse("session_end", args=[row.pk]))
    assert is_in(browser)
    assert sign_in(cast.ada).get(reverse("session_end", args=[row.pk])).status_code == 405


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.mark.parametrize(
    ("agent", "language", "said"),
    [
        (WINDOWS, "en", "Firefox on Windows"),
        (WINDOWS, "nb", "Firefox på Windows"),
        (f"crawler/{'9' * 80}", "en", f"crawler/{'9' * 51}…"),
        ("", "en", "–"),
    ],
)
def test_the_list_names_browsers_as_people_do(alice, agent, language, said):
    alice.language = language
    alice.save()
    page = signed_in(alice, agent).get(reverse("session_list")).content.decode()
    assert said in re.findall(r'session-words">\s*(.*?)\s*<br>', page)
