"""Turns: who sends a form holds their invitation meanwhile, and what is refused changes nothing."""

import pytest
from django.db.transaction import TransactionManagementError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from surveys.changes.answering import NothingGiven, note_opened, save_answers, send_answers, turn
from surveys.domain.sheet import Given
from surveys.models import Invitation, Survey
from surveys.views.link import Key, visit
from tests.surveys.answering import ask, respondent

SATISFIED = Given(overall={"satisfaction": 7})


def turn_of(invitation):
    return turn(invitation.pk, invitation.survey_id)


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "name"), [(302, "changed"), (204, "changed"), (409, ""), (422, ""), (500, "")])
def test_what_is_refused_changes_nothing(status, name):
    invitation = ask()

    def page(request, invitation):
        Survey.objects.filter(pk=invitation.survey_id).update(title="changed")
        return HttpResponse(status=status)

    request = RequestFactory().post("/", {"mark": invitation.mark})
    key = Key(invitation.survey_id, invitation.pk, invitation.nonce)
    assert visit(page, request, key).status_code == status
    assert Survey.objects.get().title == (name or invitation.survey.title)


@pytest.mark.django_db
def test_a_turn_reads_anew_what_has_changed():
    invitation = ask()
    Invitation.objects.filter(pk=invitation.pk).update(name="Changed")
    with turn_of(invitation) as taken:
        assert taken.name == "Changed"


@pytest.mark.django_db
def test_saving_and_sending_in_one_turn():
    invitation = ask()
    with turn_of(invitation) as taken:
        save_answers(invitation=taken, given=SATISFIED, now=timezone.now())
        send_answers(invitation=taken, given=None, now=timezone.now())
    assert respondent(invitation).counts is True
    with turn_of(invitation) as taken, pytest.raises(NothingGiven):
        send_answers(invitation=taken, given=Given(overall={"satisfaction": None}), now=timezone.now())
    assert (respondent(invitation).satisfaction, respondent(invitation).version) == (7, 1)


def test_nothing_is_kept_out_of_turn(really_committed):
    invitation = ask()
    for act in (
        lambda: save_answers(invitation=invitation, given=SATISFIED, now=timezone.now()),
        lambda: send_answers(invitation=invitation, given=SATISFIED, now=timezone.now()),
        lambda: note_opened(invitation=invitation, now=timezone.now()),
    ):
        with pytest.raises(TransactionManagementError):
            act()
    assert not Survey.objects.get().respondents.exists()
