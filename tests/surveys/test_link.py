"""The personal link: a secret that is swapped for a cookie, tells nobody anything, and does nothing by itself."""

import secrets
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kamplan.masking import MaskedLine
from surveys.models import Invitation
from surveys.models.invitation import hash_of
from tests.checksum import checksum
from tests.surveys.answering import ask, at, come, post

pytestmark = pytest.mark.django_db


def open_link(token, client=None, **headers):
    return (client or Client(headers=headers)).get(reverse("survey_link", args=[token]))


@pytest.fixture(autouse=True)
def no_misses_yet(monkeypatch):
    """And all of a test falls into one minute."""
    cache.clear()
    monkeypatch.setattr("surveys.views.link.time", SimpleNamespace(time=lambda: 1_800_000_015.0))


def test_a_link_is_swapped_for_a_cookie_and_a_clean_address():
    invitation = ask()
    response = open_link(invitation.token)
    assert (response.status_code, response.headers["Location"]) == (302, at("answer", invitation))
    cookie = response.cookies[f"answer-{invitation.survey_id}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert invitation.token not in str(response.headers) + cookie.value
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_served_by_https_the_cookie_is_bound_to_the_host(settings):
    settings.ENCRYPTED = True
    settings.SECURE_SSL_REDIRECT = False
    invitation = ask()
    response = open_link(invitation.token)
    cookie = response.cookies[f"__Host-answer-{invitation.survey_id}"]
    assert cookie["secure"] is True
    assert cookie["domain"] == ""


def test_looking_changes_nothing():
    invitation = ask()
    before = checksum()
    for method in ("get", "head"):
        for _again in range(20):
            client = Client()
            getattr(client, method)(reverse("survey_link", args=[invitation.token]))
            for page in ("answer", "answer_questions", "answer_review", "answer_thanks"):
                assert getattr(client, method)(at(page, invitation)).status_code in (200, 302, 404)
    assert checksum() == before


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_link_takes_no_other_method(method):
    assert getattr(Client(), method)(reverse("survey_link", args=[ask().token])).status_code == 405


def test_a_used_link_of_an_open_survey_opens_it_again():
    invitation = ask()
    post(come(invitation), "answer_save", invitation, satisfaction="7")
    post(come(invitation), "answer_review", invitation)
    assert open_link(invitation.token).status_code == 302
    assert b'value="7" checked' in come(invitation).get(at("answer_questions", invitation)).content


def voided():
    """Links that lead nowhere, each for another reason."""
    now = timezone.now()
    unknown = secrets.token_urlsafe(32)
    closed, withdrawn, overdue, binned = ask(), ask(), ask(), ask()
    closed.survey.status = "closed"
    binned.survey.deleted_at = now
    for survey in (closed.survey, binned.survey):
        survey.save()
    overdue.survey.questionnaire.opened_at = now - timedelta(days=3)
    overdue.survey.questionnaire.closes_at = now - timedelta(seconds=1)
    overdue.survey.questionnaire.save()
    withdrawn.withdrawn_at = now
    withdrawn.save()
    return [unknown, "short", *(invitation.token for invitation in (closed, withdrawn, overdue, binned))]


def test_links_that_lead_nowhere_cannot_be_told_apart():
    answers = [open_link(token) for token in voided()]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    alike = {tuple(sorted((k, v) for k, v in answer.headers.items())) for answer in answers}
    assert len(alike) == 1
    assert not any(answer.cookies for answer in answers)


def test_the_page_behind_the_cookie_says_no_more_than_that():
    """Somebody who walks through the numbers learns of no survey."""
    existing, token = ask(), secrets.token_urlsafe(32)
    nowhere = open_link(token)
    for survey in (existing.survey_id, existing.survey_id + 1000):
        response = Client().get(reverse("answer", args=[survey]))
        assert (response.status_code, response.content) == (nowhere.status_code, nowhere.content)


@pytest.mark.parametrize("value", ["", "1", "1.abc", "1.abc:x:y", "x", "9" * 500, "a.b:c:d"])
def test_a_made_up_cookie_opens_nothing(value):
    invitation = ask()
    client = Client()
    client.cookies[f"answer-{invitation.survey_id}"] = value
    assert client.get(at("answer", invitation)).status_code == 404


def test_a_cookie_opens_one_survey_only():
    mine, other = ask(), ask()
    client = come(mine)
    client.cookies[f"answer-{other.survey_id}"] = client.cookies[f"answer-{mine.survey_id}"].value
    assert client.get(at("answer", other)).status_code == 404


def test_near_misses_hit_nothing():
    invitation = ask()
    token = invitation.token
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    tried = set()
    while len(tried) < 500:
        place, letter = secrets.randbelow(len(token)), secrets.choice(letters)
        tried.add(token[:place] + letter + token[place + 1 :])
    tried.discard(token)
    assert not Invitation.objects.filter(token_hash__in=[hash_of(each) for each in tried]).exists()
    assert {open_link(each).status_code for each in list(tried)[:30]} == {404, 429}


def test_the_token_is_worth_256_bits_and_kept_nowhere():
    tokens = {ask(1).token for _each in range(20)}
    assert {len(token) for token in tokens} == {43}
    assert len(tokens) == 20
    row = Invitation.objects.values().first()
    assert not any(token in str(row) for token in tokens)


def test_twenty_misses_a_minute_are_enough_and_hits_are_never_limited():
    invitation = ask()
    answers = [open_link(f"nothing-{n}") for n in range(25)]
    assert [answer.status_code for answer in answers] == [404] * 20 + [429] * 5
    assert answers[-1].headers["Retry-After"] == "45", "seconds until the next minute"
    client = Client()
    assert open_link(invitation.token, client).status_code == 302, "of a colleague in the same office"
    assert post(client, "answer_save", invitation, satisfaction="7").status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get(reverse("survey_link", args=["nothing"])).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "Wait a minute"), ("nb", "Vent ett minutt")])
def test_who_tries_too_often_is_told_so_in_the_language_of_the_browser(language, words):
    page = [open_link("nothing", **{"Accept-Language": language}) for _again in range(21)][-1]
    assert (page.status_code, page.headers["Content-Language"]) == (429, language)
    assert words in page.content.decode()


def test_behind_a_proxy_its_visitors_are_counted_one_by_one(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _again in range(20):
        open_link("nothing", **{"X-Forwarded-For": "198.51.100.1, 192.0.2.1"})
    assert open_link("nothing", **{"X-Forwarded-For": "203.0.113.9, 192.0.2.1"}).status_code == 429
    assert open_link("nothing", **{"X-Forwarded-For": "192.0.2.2"}).status_code == 404


def test_neighbours_in_a_network_of_the_sixth_version_share_a_count():
    for last in range(20):
        Client(REMOTE_ADDR=f"2001:db8::{last:x}").get(reverse("survey_link", args=["nothing"]))
    known, other = Client(REMOTE_ADDR="2001:db8::ffff"), Client(REMOTE_ADDR="2001:db8:1::1")
    assert known.get(reverse("survey_link", args=["nothing"])).status_code == 429
    assert other.get(reverse("survey_link", args=["nothing"])).status_code == 404


def test_the_log_of_a_miss_holds_no_token(caplog):
    token = secrets.token_urlsafe(32)
    open_link(token)
    lines = [MaskedLine("%(message)s").format(record) for record in caplog.records]
    assert lines == ["Not Found: /a/..."]
