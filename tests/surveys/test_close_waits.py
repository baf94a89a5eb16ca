"""Who closes a survey waits for what is being saved at that moment."""

from threading import Event, Thread

from django.db import connections
from django.utils import timezone

from surveys.changes.answering import turn
from surveys.changes.opening import close_survey
from surveys.models import Survey
from tests.surveys.answering import ask

PATIENCE = 30  # seconds


def test_who_closes_waits_for_what_is_being_saved(really_committed):
    invitation, begun, closed = ask(), Event(), []

    def close():
        begun.set()
        close_survey(survey=Survey.objects.get(pk=invitation.survey_id), by=None, now=timezone.now())
        closed.append(True)
        connections.close_all()

    with turn(invitation.pk, invitation.survey_id):
        closing = Thread(target=close, daemon=True)
        closing.start()
        assert begun.wait(PATIENCE)
        closing.join(0.3)
        assert not closed
    closing.join(PATIENCE)
    assert closed == [True]
