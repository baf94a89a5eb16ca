"""The web server's application with some of its cares left out: the twin a proof must find wanting."""

import os
import time
from contextlib import nullcontext
from threading import Timer

from kamplan import masking
from kamplan.wsgi import application

__all__ = ["application"]

PAUSE = 0.05  # seconds, where another request or a kill may come between
LONG_PAUSE = 1.0  # between a respondent and the ratings: most of the time somebody is there when a kill comes
LATER = 0.3


def without_lock():
    """Neither a lock nor a transaction: look, wait, write, wait, write the rest."""
    from surveys.changes import answering as changes
    from surveys.models import visit
    from surveys.views import link

    rate = changes._rate

    def check(invitation, now):
        if not invitation.takes_answers(now):
            raise changes.Closed
        time.sleep(PAUSE)

    def rate_after_a_while(*given):
        time.sleep(LONG_PAUSE)
        return rate(*given)

    changes._check_turn, changes._rate = check, rate_after_a_while
    visit.BEGUN = visit.BEGUN.replace("(survey_id, label)", "")  # the tables may be without that promise
    link.turn = lambda *key: nullcontext(visit.visited(*key))


def before_commit():
    """Says thank you first, and writes a moment later."""
    from django.db import connection

    from surveys.models import Respondent
    from surveys.views import answering as views
    from surveys.views import link

    def later(write):
        def writing(invitation, **given):
            try:
                with link.turn(invitation.pk, invitation.survey_id) as taken:
                    write(invitation=taken, **given)
            finally:
                connection.close()

        def promised(**given):
            Timer(LATER, writing, kwargs=given).start()
            return Respondent(version=1)

        return promised

    views.save_answers, views.send_answers = later(views.save_answers), later(views.send_answers)


def without_mask():
    """Logs addresses as they are."""
    masking.masked = str


for care in os.environ["TWIN"].split():
    {"without_lock": without_lock, "before_commit": before_commit, "without_mask": without_mask}[care]()
