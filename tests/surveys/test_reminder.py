"""Reminders: to the silent alone, on the days chosen, and never twice within a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from kamplan.often import do_often_work
from surveys.changes.message import queue_reminders
from surveys.jobs.message import remind, send_due
from surveys.jobs.survey import close_due
from surveys.models import Message, Survey
from tests import factories

NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)
BEFORE = NOW - timedelta(days=5)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def survey(cast):
    closes_at = NOW + timedelta(days=10)
    made = factories.QuestionnaireFactory(
        survey__unit=cast.account.unit, survey__created_by=cast.alice, opened_at=BEFORE, closes_at=closes_at
    )
    return made.survey


def silent(survey, **about):
    return factories.InvitationFactory(survey=survey, **{"sent_at": BEFORE, **about})


def reminded(survey):
    return set(Message.objects.filter(kind="reminder").values_list("invitation__name", flat=True))


def test_the_silent_are_reminded_and_nobody_else(survey):
    names = [silent(survey).name, silent(survey, started_at=BEFORE, opened_at=BEFORE).name]
    silent(survey, answered_at=NOW)
    silent(survey, bounced_at=NOW)
    silent(survey, withdrawn_at=NOW)
    silent(survey, is_trial=True)
    silent(survey, sent_at=None)
    silent(survey, sent_at=NOW - timedelta(hours=23))
    silent(survey, reminded_at=NOW - timedelta(hours=23))

    assert queue_reminders(survey=survey, now=NOW) == 2
    assert queue_reminders(survey=survey, now=NOW) == 0
    assert reminded(survey) == set(names)


def test_reminder_is_a_mail_of_its_own_and_noted(survey, mailoutbox):
    erik = silent(survey, language="en")
    Message.objects.create(invitation=erik, kind="invitation", identifier="<first>", state="sent", sent_at=BEFORE)
    queue_reminders(survey=survey, now=NOW)
    send_due(NOW)

    erik.refresh_from_db()
    assert (erik.sent_at, erik.reminded_at) == (BEFORE, NOW)
    assert mailoutbox[0].subject.startswith("Reminder: ")
    assert Message.objects.get(kind="reminder").number == 1
    assert erik.token in mailoutbox[0].body


def test_who_answers_meanwhile_is_not_reminded(survey, mailoutbox):
    erik = silent(survey)
    queue_reminders(survey=survey, now=NOW)
    type(erik).objects.update(answered_at=NOW)
    send_due(NOW)
    assert mailoutbox == []


@pytest.mark.parametrize("changed", [{"status": "closed"}, {"deleted_at": NOW}])
def test_survey_that_takes_no_answers_reminds_nobody(survey, changed):
    silent(survey)
    Survey.objects.update(**changed)
    survey.refresh_from_db()
    assert queue_reminders(survey=survey, now=NOW) == 0


def test_day_is_kept_once_from_eight_in_the_morning_in_norway(survey):
    silent(survey)
    survey.reminders.create(on=date(2026, 11, 24))
    for too_early in (NOW, datetime(2026, 11, 24, 6, 59, tzinfo=UTC)):
        remind(too_early)
        assert reminded(survey) == set()

    remind(datetime(2026, 11, 24, 7, 0, tzinfo=UTC))
    remind(datetime(2026, 11, 24, 7, 1, tzinfo=UTC))
    assert Message.objects.filter(kind="reminder").count() == 1
    assert survey.reminders.get().sent_at == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def test_days_on_which_no_worker_ran_are_made_good_by_one_mail(survey):
    silent(survey)
    for day in (17, 19, 21):
        survey.reminders.create(on=date(2026, 11, day))
    remind(NOW)
    assert Message.objects.count() == 1
    assert not survey.reminders.filter(sent_at=None).exists()


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_every_hour_of_the_days_the_clock_changes_sends_one_reminder(survey, day):
    survey.questionnaire.closes_at = datetime(2027, 6, 1, tzinfo=UTC)
    survey.questionnaire.opened_at = datetime(2026, 10, 1, tzinfo=UTC)
    survey.questionnaire.save()
    silent(survey, sent_at=datetime(2026, 10, 2, tzinfo=UTC))
    survey.reminders.create(on=day)
    for hour in range(-2, 30):
        remind(datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour))
    assert Message.objects.count() == 1


def test_page_adds_suggested_days_and_takes_them_back(survey, cast, sign_in):
    client, address = sign_in(cast.alice), reverse("reminder_list", args=[survey.slug])
    page = client.get(address).content.decode()
    assert page.count('name="on" value="2026-11-25"') == 1
    assert page.count('name="on" value="2026-11-29"') == 1

    client.post(address, {"on": "2026-11-25"})
    assert 'name="on" value="2026-11-25"' not in client.get(address).content.decode()
    reminder = survey.reminders.get()
    client.post(reverse("reminder_remove", args=[survey.slug, reminder.pk]))
    assert not survey.reminders.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-11-21", "This day is over."),
        ("2026-12-03", "The survey closes on 2 Dec 2026"),
        ("2026-11-30", "This day has been chosen already."),
        ("soon", "Enter a valid date."),
        ("", "This field is required."),
    ],
)
def test_day_that_does_not_do_is_refused_with_a_reason(survey, cast, sign_in, typed, told):
    survey.reminders.create(on=date(2026, 11, 30))
    response = sign_in(cast.alice).post(reverse("reminder_list", args=[survey.slug]), {"on": typed})
    assert response.status_code == 422
    assert told in response.content.decode()
    assert survey.reminders.count() == 1


def test_reminder_that_went_out_stays_in_the_list(survey, cast, sign_in):
    sent = survey.reminders.create(on=date(2026, 11, 21), sent_at=NOW)
    sign_in(cast.alice).post(reverse("reminder_remove", args=[survey.slug, sent.pk]))
    assert survey.reminders.count() == 1


def test_remind_now(survey, cast, sign_in):
    silent(survey)
    address = reverse("remind_now", args=[survey.slug])
    assert "1 reminder is on its way." in sign_in(cast.alice).post(address, follow=True).content.decode()
    assert "There is nobody to remind now." in sign_in(cast.alice).post(address, follow=True).content.decode()
    assert Message.objects.count() == 1


def test_survey_is_closed_when_its_time_has_come(survey):
    close_due(NOW + timedelta(days=9))
    survey.refresh_from_db()
    assert survey.status == Survey.Status.OPEN

    close_due(NOW + timedelta(days=10))
    survey.refresh_from_db()
    assert survey.status == Survey.Status.CLOSED


def test_one_survey_that_cannot_be_closed_keeps_no_other_open(survey, monkeypatch):
    from surveys.jobs import survey as work

    broken = factories.QuestionnaireFactory(opened_at=BEFORE, closes_at=NOW - timedelta(days=1)).survey
    close = work.close_survey

    def close_or_fail(*, survey, **more):
        if survey == broken:
            raise ZeroDivisionError
        close(survey=survey, **more)

    monkeypatch.setattr(work, "close_survey", close_or_fail)
    do_often_work(NOW + timedelta(days=10))
    survey.refresh_from_db()
    assert survey.status == Survey.Status.CLOSED
