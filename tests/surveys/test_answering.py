"""Answering by a link: saved little by little, sent once, changed until it closes; with and without scripts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import Answer, Comment, Respondent, Survey
from surveys.models.invitation import State
from tests.surveys.answering import ask, at, come, criteria_of, post, ratings, respondent, state, whole

pytestmark = pytest.mark.django_db


def close(invitation):
    Survey.objects.filter(pk=invitation.survey_id).update(status="closed", closed_at=timezone.now())


# --- the way through --------------------------------------------------------------------------------------------------


def test_from_the_link_to_thanks_without_scripts():
    invitation = ask()
    client = come(invitation)
    assert b"would like to hear from you" in client.get(at("answer", invitation)).content
    assert state(invitation) == State.SENT
    assert post(client, "answer", invitation).headers["Location"] == at("answer_questions", invitation)
    assert state(invitation) == State.OPENED
    sent = client.post(at("answer_questions", invitation), {**whole(invitation), "version": "0", "to": "review"})
    assert sent.headers["Location"] == at("answer_review", invitation)
    assert state(invitation) == State.STARTED
    assert respondent(invitation).counts is False
    assert b"Everything is answered" in client.get(at("answer_review", invitation)).content
    assert post(client, "answer_review", invitation).headers["Location"] == at("answer_thanks", invitation)
    assert state(invitation) == State.ANSWERED
    assert b"they count" in client.get(at("answer_thanks", invitation)).content
    kept = respondent(invitation)
    assert (kept.counts, kept.satisfaction, kept.recommendation, kept.label) == (True, 9, 10, invitation.name)
    assert ratings(invitation) == [(8, 8, False)] * 3
    assert kept.comments.get().text == "Thank you"


def test_each_answer_is_saved_as_it_is_given():
    invitation = ask()
    client, (first, second, _third) = come(invitation), criteria_of(invitation)
    assert post(client, "answer_save", invitation, **{f"i{first}": "7"}).json() == {"version": 1}
    assert post(client, "answer_save", invitation, **{f"p{first}": "3", f"p{second}": "none"}).json() == {"version": 2}
    assert ratings(invitation) == [(7, 3, False), (None, None, True)]
    post(client, "answer_save", invitation, **{f"p{first}": "none"})
    assert ratings(invitation)[0] == (7, None, True)
    post(client, "answer_save", invitation, **{f"p{first}": "1"})
    assert ratings(invitation)[0] == (7, 1, False)


def test_an_answer_can_be_taken_back():
    invitation = ask()
    client, (first, *_others) = come(invitation), criteria_of(invitation)
    post(client, "answer_save", invitation, **whole(invitation), **{f"c{first}": "Well"})
    blank = {f"i{first}": "", f"p{first}": "", f"c{first}": " ", "satisfaction": "", "comment": ""}
    post(client, "answer_save", invitation, **blank)
    assert ratings(invitation) == [(8, 8, False)] * 2
    assert (respondent(invitation).satisfaction, respondent(invitation).recommendation) == (None, 10)
    assert not Comment.objects.exists()


def test_what_another_device_saved_is_there():
    invitation = ask()
    first, *_others = criteria_of(invitation)
    post(come(invitation), "answer_save", invitation, **{f"i{first}": "7", f"c{first}": "a < b"})
    page = come(invitation).get(at("answer_questions", invitation)).content.decode()
    assert f'name="i{first}" value="7" checked' in page
    assert "a &lt; b</textarea>" in page
    assert page.count(" checked") == 1
    assert "1 of 4 steps" not in page


def test_opening_the_page_is_told_by_the_page():
    invitation = ask()
    client = come(invitation)
    assert post(client, "answer_opened", invitation).status_code == 204
    first = state(invitation), invitation.opened_at
    post(client, "answer_opened", invitation)
    assert (state(invitation), invitation.opened_at) == first
    assert first[0] == State.OPENED


# --- sending ----------------------------------------------------------------------------------------------------------


def test_sending_twice_is_sending_once():
    invitation = ask()
    client = come(invitation)
    post(client, "answer_save", invitation, **whole(invitation))
    for _again in range(3):
        assert post(client, "answer_review", invitation).status_code == 302
        assert state(invitation) == State.ANSWERED
    assert Respondent.objects.count() == 1
    assert Answer.objects.count() == 3


def test_nothing_cannot_be_sent():
    invitation = ask()
    client = come(invitation)
    response = post(client, "answer_review", invitation)
    assert response.status_code == 422
    assert b"nothing to send yet" in response.content
    assert not Respondent.objects.exists()
    assert state(invitation) == State.SENT


def test_thanks_are_for_who_has_sent():
    invitation = ask()
    assert come(invitation).get(at("answer_thanks", invitation)).headers["Location"] == at("answer", invitation)


def test_what_was_sent_can_be_changed_and_keeps_counting():
    invitation = ask()
    client = come(invitation)
    post(client, "answer_save", invitation, **whole(invitation, 8))
    post(client, "answer_review", invitation)
    post(client, "answer_save", invitation, **whole(invitation, 2))
    assert ratings(invitation) == [(2, 2, False)] * 3
    assert respondent(invitation).counts is True


def test_a_trial_never_counts_and_works_before_the_survey_opens():
    invitation = ask()
    Survey.objects.filter(pk=invitation.survey_id).update(status="draft")
    assert Client().get(reverse("survey_link", args=[invitation.token])).status_code == 404
    invitation.is_trial = True
    invitation.save()
    client = come(invitation)
    post(client, "answer_save", invitation, **whole(invitation))
    assert post(client, "answer_review", invitation).status_code == 302
    assert respondent(invitation).counts is False
    assert b"The trial has worked" in client.get(at("answer_thanks", invitation)).content


# --- two windows ------------------------------------------------------------------------------------------------------


def test_a_form_older_than_what_is_stored_keeps_what_was_typed_and_shows_both():
    invitation = ask()
    client, (first, *_others) = come(invitation), criteria_of(invitation)
    post(client, "answer_save", invitation, **{f"i{first}": "7"})
    stale = {f"i{first}": "2", "comment": "typed here", "version": "0", "to": "review"}
    response = post(client, "answer_questions", invitation, **stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert f'name="i{first}" value="2" checked' in page
    assert "typed here</textarea>" in page
    assert "<td>2</td><td>7</td>" in page
    assert 'name="version" value="1"' in page
    assert ratings(invitation) == [(7, None, False)]
    assert post(client, "answer_questions", invitation, **{**stale, "version": "1"}).status_code == 302
    assert ratings(invitation) == [(2, None, False)]


def test_the_same_form_sent_twice_is_no_conflict():
    invitation = ask()
    client = come(invitation)
    for _again in range(2):
        response = client.post(at("answer_questions", invitation), {**whole(invitation), "version": "0"})
        assert response.status_code == 302
    assert respondent(invitation).version == 1


def test_windows_with_scripts_send_what_changed_and_do_not_meet():
    invitation = ask()
    first, second, _third = criteria_of(invitation)
    one, other = come(invitation), come(invitation)
    post(one, "answer_save", invitation, **{f"i{first}": "7"})
    post(other, "answer_save", invitation, **{f"i{second}": "4"})
    post(one, "answer_save", invitation, **{f"p{first}": "6"})
    assert ratings(invitation) == [(7, 6, False), (4, None, False)]


def test_a_form_of_one_person_is_never_taken_from_another():
    erik = ask()
    nina = ask(survey=erik.survey)
    client = come(erik)
    client.get(reverse("survey_link", args=[nina.token]))
    for page in ("answer", "answer_save", "answer_questions", "answer_review", "answer_language", "answer_opened"):
        response = client.post(at(page, erik), whole(erik))
        assert response.status_code == 409
        assert b"Another link was opened in this browser" in response.content
    assert not Respondent.objects.exists()
    assert {state(erik), state(nina)} == {State.SENT}


# --- closing ----------------------------------------------------------------------------------------------------------


def test_closing_meanwhile_is_said_with_what_was_saved():
    invitation = ask()
    client, (first, second, _third) = come(invitation), criteria_of(invitation)
    post(client, "answer_save", invitation, **{f"i{first}": "7"})
    close(invitation)
    for page in ("answer_save", "answer_questions", "answer_review", "answer", "answer_opened", "answer_language"):
        response = post(client, page, invitation, **{f"i{second}": "3"})
        assert response.status_code == 410
        assert b"was not saved" in response.content
        assert b"What you had saved before counts" in response.content
    assert ratings(invitation) == [(7, None, False)]
    for page in ("answer", "answer_questions", "answer_review", "answer_thanks"):
        response = client.get(at(page, invitation))
        assert response.status_code == 410
        assert b"was not saved" not in response.content


def test_who_had_saved_nothing_is_told_so():
    invitation = ask()
    client = come(invitation)
    close(invitation)
    assert b"none of yours is counted" in client.get(at("answer", invitation)).content


def test_the_closing_time_holds_before_anybody_has_closed():
    invitation = ask()
    client = come(invitation)
    questionnaire = invitation.survey.questionnaire
    questionnaire.opened_at = timezone.now() - timedelta(days=2)
    questionnaire.closes_at = timezone.now() - timedelta(seconds=1)
    questionnaire.save()
    assert post(client, "answer_save", invitation, satisfaction="7").status_code == 410
    assert not Respondent.objects.exists()


def test_a_withdrawn_invitation_opens_nothing_any_more():
    invitation = ask()
    client = come(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save()
    assert client.get(at("answer", invitation)).status_code == 404
    assert post(client, "answer_save", invitation, satisfaction="7").status_code == 404
