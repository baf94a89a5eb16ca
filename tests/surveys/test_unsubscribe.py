"""Unsubscribing: by the page, by the button of a mail program, and back again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.changes.message import queue_invitations, queue_reminders
from surveys.changes.unsubscription import unsubscribe_token, unsubscribed_among
from surveys.models import Message, Unsubscription
from tests import factories
from tests.checksum import checksum

EMAIL = "erik@verft.example"
pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return reverse("unsubscribe", args=[unsubscribe_token(EMAIL)])


@pytest.fixture
def at_once():
    return reverse("unsubscribe_at_once", args=[unsubscribe_token(EMAIL)])


def test_looking_changes_nothing(client, page, at_once):
    before = checksum()
    for address in (page, at_once):
        for method in (client.get, client.head):
            assert method(address).status_code in (200, 302)
    assert checksum() == before


def test_one_button_out_and_one_back(client, page):
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 302
    assert unsubscribed_among(["ERIK@verft.example", "ann@verft.example"]) == {"ERIK@verft.example"}
    assert "You get no more surveys from us" in client.get(page).content.decode()

    client.post(page, {"again": "1"})
    assert not Unsubscription.objects.exists()
    assert "Send me no more surveys" in client.get(page).content.decode()


def test_button_of_a_mail_program_needs_no_token_and_no_page(at_once):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(at_once, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert unsubscribed_among([EMAIL])


def test_anything_else_sent_there_leads_to_the_page(client, page, at_once):
    assert client.post(at_once, {"x": "y"}).headers["Location"] == page
    assert client.get(at_once).headers["Location"] == page
    assert not unsubscribed_among([EMAIL])


@pytest.mark.parametrize("name", ["unsubscribe", "unsubscribe_at_once"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_we_did_not_make_is_answered_alike(client, name, method):
    token = unsubscribe_token(EMAIL)
    wrong = [
        token[:-1],
        token + "x",
        token[::-1],
        "x",
        "ærlig",
        "x" * 2000,
        token[:43] + unsubscribe_token("a@b.no")[43:],
    ]
    answers = [getattr(client, method)(reverse(name, args=[word]), {"List-Unsubscribe": "One-Click"}) for word in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not Unsubscription.objects.exists()


def test_link_holds_neither_address_nor_number_and_stays_secret(client, page):
    invitation = factories.InvitationFactory(email=EMAIL)
    assert str(invitation.pk) not in unsubscribe_token(EMAIL).split("/")
    assert "erik" not in page
    response = client.get(page)
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert EMAIL not in response.content.decode()


def test_who_is_out_gets_neither_invitation_nor_reminder(client, page):
    before = timezone.now() - timedelta(days=2)
    new = factories.InvitationFactory(email=EMAIL, sent_at=None)
    old = factories.InvitationFactory(email=EMAIL, sent_at=before)
    client.post(page)
    for survey in (new.survey, old.survey):
        assert queue_invitations(survey=survey, now=timezone.now()) == 0
        assert queue_reminders(survey=survey, now=timezone.now()) == 0
    assert not Message.objects.exists()

    client.post(page, {"again": "1"})
    assert queue_invitations(survey=new.survey, now=timezone.now()) == 1
    assert queue_reminders(survey=old.survey, now=timezone.now()) == 1


def test_who_unsubscribed_is_known_under_another_link_key(client, page, settings):
    client.post(page)
    old, settings.LINK_KEY = settings.LINK_KEY, "k" * 43
    assert not unsubscribed_among([EMAIL])
    assert client.get(page).status_code == 404
    settings.OLD_LINK_KEYS = [old]
    assert unsubscribed_among([EMAIL, "ann@verft.example"]) == {EMAIL}
    assert "You get no more surveys from us" in client.get(page).content.decode()
    assert client.get(reverse("unsubscribe", args=[unsubscribe_token(EMAIL)])).status_code == 200


def test_page_speaks_the_language_of_the_mail(client, page):
    address = f"{page}?language=nb"
    assert "Ingen flere undersøkelser?" in client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert client.post(address).headers["Location"] == address
    told = client.get(address, headers={"Accept-Language": "en"})
    assert 'lang="nb"' in told.content.decode()
    assert client.get(f"{page}?language=xx", headers={"Accept-Language": "en"}).status_code == 200
