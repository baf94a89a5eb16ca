"""Opening, extending, closing and reopening a survey asked by link."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from surveys.changes.notice import notice_to_read
from surveys.changes.opening import NotNow, close_survey, extend_survey, open_survey, reopen_survey
from surveys.models import Invitation, Message, Questionnaire, Respondent, Survey
from tests import factories
from tests.checksum import checksum
from tests.surveys.asked import NOW, SOON, answered, draft_of, invite

ADDRESS = "/surveys/autumn"


@pytest.fixture
def draft(cast, units):
    return draft_of(cast.alice, units.bergen)


@pytest.fixture
def survey(draft, cast):
    """With one customer invited."""
    invite(draft.survey, account=cast.account, contact=cast.erik, email="erik@verft.example")
    return draft.survey


@pytest.fixture
def opened(survey, cast):
    open_survey(survey=survey, by=cast.alice, now=NOW)
    return survey


def test_opening_freezes_what_was_promised_and_who_is_asked(cast, survey):
    trial = invite(survey, is_trial=True)
    answered(trial)

    open_survey(survey=survey, by=cast.alice, now=NOW)

    survey.refresh_from_db()
    invitation = Invitation.objects.get()
    assert (survey.status, survey.questionnaire.opened_at) == (Survey.Status.OPEN, NOW)
    assert set(survey.questionnaire.notice) == {"en", "nb"}
    assert invitation.unit == cast.account.unit
    assert (invitation.sector, invitation.region) == (cast.account.sector, cast.account.region)
    assert not Respondent.objects.exists()
    assert Message.objects.get().invitation == invitation
    assert survey.history.first().history_user == cast.alice


def test_opening_twice_sends_once(cast, opened):
    before = checksum()

    open_survey(survey=opened, by=cast.alice, now=NOW + timedelta(seconds=1))

    assert checksum() == before


@pytest.mark.parametrize("missing", ["criteria", "people", "questions for customers", "time"])
def test_what_is_missing_keeps_it_closed(cast, survey, missing):
    questionnaire = survey.questionnaire
    if missing == "criteria":
        survey.survey_criteria.all().delete()
    if missing == "people":
        survey.invitations.all().delete()
    if missing == "questions for customers":
        questionnaire.asks_customers = False
    if missing == "time":
        questionnaire.closes_at = NOW - timedelta(days=1)
    questionnaire.save()
    before = checksum()

    with pytest.raises(NotNow):
        open_survey(survey=survey, by=cast.alice, now=NOW)
    assert checksum() == before


def test_closing_counts_who_had_begun(cast, opened):
    answered(invite(opened), sent=True)
    begun = answered(invite(opened), sent=False)
    nothing_rated = answered(invite(opened), sent=False, scores=(None, None))

    close_survey(survey=opened, by=cast.alice, now=SOON)

    opened.refresh_from_db()
    assert (opened.status, opened.closed_at) == (Survey.Status.CLOSED, SOON)
    assert set(Respondent.objects.filter(counts=True)) == set(Respondent.objects.exclude(pk=nothing_rated.pk))
    assert begun in Respondent.objects.filter(counts=True)
    assert opened.tallies["answered"] == 2
    assert opened.invitations.get(respondent=begun).counted_at == SOON
    assert opened.invitations.reached()["answered"] == 2
    assert opened.invitations.exclude(counted_at=None).count() == 1


def test_a_survey_closed_before_invitations_knew_it_is_told_by_the_migration(cast, opened):
    answered(invite(opened), sent=True)
    begun = answered(invite(opened), sent=False)
    close_survey(survey=opened, by=cast.alice, now=SOON)
    opened.invitations.update(counted_at=None)

    with connection.cursor() as cursor:
        cursor.execute(import_module("surveys.migrations.0005_invitation_counted").COUNTED)

    assert list(opened.invitations.exclude(counted_at=None).values_list("respondent", "counted_at")) == [
        (begun.pk, SOON)
    ]


def test_closing_twice_and_by_nobody(opened):
    close_survey(survey=opened, by=None, now=SOON)
    before = checksum()

    close_survey(survey=opened, by=None, now=SOON + timedelta(days=1))

    assert checksum() == before
    assert opened.history.first().history_user is None


def test_reopening_lets_go_on_who_had_begun(cast, opened):
    begun = answered(invite(opened), sent=False)
    close_survey(survey=opened, by=cast.alice, now=NOW)

    reopen_survey(survey=opened, by=cast.alice, now=NOW, closes_at=SOON)

    opened.refresh_from_db()
    begun.refresh_from_db()
    assert (opened.status, opened.closed_at, opened.questionnaire.closes_at) == ("open", None, SOON)
    assert not begun.counts
    assert opened.invitations.reached()["answered"] == 0


def test_reopening_writes_to_whom_closing_had_spared(cast, opened):
    Message.objects.update(state=Message.State.CANCELLED)
    close_survey(survey=opened, by=cast.alice, now=NOW)

    reopen_survey(survey=opened, by=cast.alice, now=NOW)

    assert Message.objects.get().state == Message.State.WAITING


def test_released_confidential_results_stay_closed(cast, units):
    survey = draft_of(cast.alice, units.bergen, mode=Survey.Mode.CONFIDENTIAL, threshold=3).survey
    people = [invite(survey) for _number in range(4)]
    open_survey(survey=survey, by=cast.alice, now=NOW)
    for invitation in people:
        answered(invitation)
    close_survey(survey=survey, by=cast.alice, now=NOW)
    assert survey.tallies

    with pytest.raises(NotNow):
        reopen_survey(survey=survey, by=cast.alice, now=NOW)


def test_confidential_survey_that_showed_nothing_can_be_reopened(cast, units):
    survey = draft_of(cast.alice, units.bergen, mode=Survey.Mode.CONFIDENTIAL, threshold=3).survey
    answered(invite(survey))
    open_survey(survey=survey, by=cast.alice, now=NOW)
    close_survey(survey=survey, by=cast.alice, now=NOW)
    assert not survey.tallies

    reopen_survey(survey=survey, by=cast.alice, now=NOW)

    assert survey.status == Survey.Status.OPEN


def test_links_end_after_90_days(cast, opened):
    close_survey(survey=opened, by=cast.alice, now=NOW)

    with pytest.raises(NotNow):
        reopen_survey(survey=opened, by=cast.alice, now=NOW + timedelta(days=90))


def test_extending_only_while_open_and_into_the_future(cast, survey):
    with pytest.raises(NotNow):
        extend_survey(survey=survey, closes_at=SOON, by=cast.alice, now=NOW)
    open_survey(survey=survey, by=cast.alice, now=NOW)
    with pytest.raises(NotNow):
        extend_survey(survey=survey, closes_at=NOW, by=cast.alice, now=NOW)

    extend_survey(survey=survey, closes_at=SOON, by=cast.alice, now=NOW)

    assert survey.questionnaire.closes_at == SOON


@pytest.mark.parametrize(("wanted", "held"), [(4, 5), (5, 5), (7, 7), (11, 5)])
def test_threshold_may_only_rise(cast, opened, wanted, held):
    try:
        extend_survey(survey=opened, closes_at=None, threshold=wanted, by=cast.alice, now=NOW)
    except NotNow:
        assert wanted != held
    opened.refresh_from_db()
    assert opened.questionnaire.threshold == held


def test_who_reads_the_terms_after_it_rose_is_promised_the_larger_groups(cast, units):
    survey = draft_of(cast.alice, units.bergen, mode=Survey.Mode.CONFIDENTIAL, threshold=5).survey
    invite(survey)
    open_survey(survey=survey, by=cast.alice, now=NOW)
    before = survey.questionnaire.notice
    extend_survey(survey=survey, closes_at=SOON, threshold=5, by=cast.alice, now=NOW)
    assert Questionnaire.objects.get().notice == before, "another day alone changes no promise"
    extend_survey(survey=survey, closes_at=SOON, threshold=7, by=cast.alice, now=NOW)
    told = str(notice_to_read(Questionnaire.objects.get()))
    assert ("at least 7 people" in told, "at least 5 people" in told) == (True, False)


def test_answers_of_a_file_cannot_be_reopened(cast, units):
    loaded = factories.SurveyFactory(unit=units.bergen, created_by=cast.alice)

    with pytest.raises(NotNow):
        reopen_survey(survey=loaded, by=cast.alice, now=NOW)


def test_page_of_opening_says_what_will_happen(cast, sign_in, survey):
    alice = sign_in(cast.alice)
    before = checksum()
    text = alice.get(f"{ADDRESS}/open/").content.decode()

    assert checksum() == before
    for words in ("1 customer", "Named", "Your answers are stored with your name", "Sellers are to be asked"):
        assert words in text
    assert alice.post(f"{ADDRESS}/open/").url == f"{ADDRESS}/"
    assert Survey.objects.get().status == Survey.Status.OPEN
    assert alice.get(f"{ADDRESS}/open/").url == f"{ADDRESS}/"


def test_page_of_opening_names_what_is_missing(cast, sign_in, draft):
    alice = sign_in(cast.alice)
    assert "Nobody is invited." in alice.get(f"{ADDRESS}/open/").content.decode()
    before = checksum()

    assert alice.post(f"{ADDRESS}/open/").url == f"{ADDRESS}/"
    assert checksum() == before


def test_pages_of_extending_closing_and_reopening(cast, sign_in, opened):
    alice = sign_in(cast.alice)
    last = timezone.localdate() + timedelta(days=20)

    assert alice.get(f"{ADDRESS}/extend/").status_code == 200
    assert alice.post(f"{ADDRESS}/extend/", {"closes_at": "2020-01-01"}).status_code == 422
    assert alice.post(f"{ADDRESS}/extend/", {"closes_at": last.isoformat()}).status_code == 302
    closes_at = timezone.localtime(Survey.objects.get().questionnaire.closes_at)
    assert (closes_at.date(), closes_at.hour) == (last, 23)
    assert "Begun, not sent" in alice.get(f"{ADDRESS}/close/").content.decode()
    assert alice.post(f"{ADDRESS}/close/").url == f"{ADDRESS}/"
    assert alice.get(f"{ADDRESS}/extend/").url == f"{ADDRESS}/"
    assert alice.get(f"{ADDRESS}/reopen/").status_code == 200
    assert alice.post(f"{ADDRESS}/reopen/", {"closes_at": "nonsense"}).status_code == 422
    assert alice.post(f"{ADDRESS}/reopen/", {"closes_at": ""}).url == f"{ADDRESS}/"
    assert Survey.objects.get().status == Survey.Status.OPEN


@pytest.mark.parametrize(("who", "answer"), [("carol", 403), ("dave", 404), ("stranger", 404)])
@pytest.mark.parametrize("page", ["extend", "close", "reopen", "open"])
def test_only_who_may_edit(cast, sign_in, opened, who, answer, page):
    client = sign_in(getattr(cast, who))
    before = checksum()

    assert client.get(f"{ADDRESS}/{page}/").status_code == answer
    assert client.post(f"{ADDRESS}/{page}/").status_code == answer
    assert checksum() == before


def test_a_trial_never_counts_even_when_it_closes(cast, units):
    survey = draft_of(cast.mona, units.norway).survey
    type(survey).objects.filter(pk=survey.pk).update(status="open")
    trial, real = (invite(survey, is_trial=is_trial) for is_trial in (True, False))
    tried, begun = (answered(each, sent=False) for each in (trial, real))
    close_survey(survey=survey, by=cast.mona, now=NOW)
    tried.refresh_from_db()
    begun.refresh_from_db()
    assert (tried.counts, begun.counts) == (False, True)


def test_opening_tells_when_the_silent_are_reminded(cast, survey, sign_in):
    client = sign_in(cast.alice)
    assert "No day has been chosen." in client.get(f"{ADDRESS}/open/").content.decode()
    survey.reminders.create(on=SOON.date())
    page = client.get(f"{ADDRESS}/open/").content.decode()
    assert "No day has been chosen." not in page
    assert f"{ADDRESS}/reminders/" in page
