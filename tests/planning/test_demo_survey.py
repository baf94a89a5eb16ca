"""The demonstration's surveys by link: one to answer at once, the wave before it, and one in confidence."""

import re
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.utils import timezone

from kamplan.often import do_often_work
from kamplan.outbox import mails
from planning.changes.demo import make_account, make_people, make_units
from planning.changes.demo_survey import Supplier, invitation_to_print, make_asked_surveys
from planning.changes.leave_demo import remove_demo
from planning.domain import demo
from planning.domain.demo_survey import CONFIDENTIAL, FIRST_WAVE, SECOND_WAVE
from surveys.changes.candidate import TOO_SOON
from surveys.models import Comment, Invitation, Message, Respondent, Survey
from surveys.models.invitation import State
from surveys.models.wave import waves_of, who_answered_both
from tests.taken_back import made_once

pytestmark = pytest.mark.django_db


def make_supplier():
    """Without its figures, which take longer."""
    units = make_units()
    people = make_people(units)
    for number, wanted in enumerate(demo.ACCOUNTS):
        make_account(wanted, number, units=units, people=people)
    supplier = Supplier(units, people, timezone.now())
    make_asked_surveys(supplier)
    return supplier


supplier = made_once(make_supplier)


def made(wanted):
    return Survey.objects.get(title=wanted.title)


def test_the_open_one_shows_every_state_and_what_comes_next(supplier):
    survey = made(SECOND_WAVE)
    assert (survey.status, survey.mode) == ("open", "named")
    assert survey.questionnaire.takes_answers(timezone.now())
    found = {invitation.state for invitation in survey.invitations.all()}
    assert found == set(State) - {State.WITHDRAWN}
    assert sum(each.answered for each in survey.invitations.response().values()) == survey.respondents.counted().count()
    closes_on = timezone.localtime(survey.questionnaire.closes_at).date()
    assert all(timezone.localdate() < reminder.on < closes_on for reminder in survey.reminders.all())
    assert survey.reminders.count() == 2


def test_jonas_who_made_it_reads_both_waves_with_those_in_both(supplier):
    first, second = made(FIRST_WAVE), made(SECOND_WAVE)
    assert waves_of(second, supplier.people["jonas"]) == [first, second]
    assert len(who_answered_both(first, second)) == 9
    assert first.tallies["answered"] == 15


def test_the_confidential_one_shows_some_groups_and_hides_others(supplier):
    survey = made(CONFIDENTIAL)
    assert (survey.status, survey.mode) == ("closed", "confidential")
    shown = {cell["name"] for cells in survey.cells.values() for cell in cells.values()}
    assert {"Vestlandet", "Østlandet", "Skarvøysund Sjømat"} <= shown
    assert not {"Vintergard Media", "Kvitmåne Logistikk", "Oslo"} & shown
    assert not Respondent.objects.filter(survey=survey, contact__isnull=False).exists()


def test_comments_come_in_both_languages(supplier):
    texts = " ".join(Comment.objects.readable(made(SECOND_WAVE)).values_list("text", flat=True))
    assert "Takk for at dere spør" in texts
    assert "Clear and friendly" in texts


def test_nobody_is_asked_again_too_soon(supplier):
    opened = sorted(survey.questionnaire.opened_at for survey in Survey.objects.all())
    assert all(later - earlier > TOO_SOON for earlier, later in pairwise(opened))


def test_all_of_it_is_said_to_be_invented_and_every_address_belongs_to_nobody(supplier):
    assert {survey.provenance for survey in Survey.objects.all()} == {"Invented for the demonstration"}
    assert all(email.endswith(".example") for email in Invitation.objects.values_list("email", flat=True))


def test_only_one_mail_is_still_to_go(supplier, settings):
    settings.EMAIL_BACKEND = "kamplan.outbox.OutboxBackend"
    assert Message.objects.due(timezone.now()).count() == 1
    do_often_work(timezone.now())
    assert [kept.mail["To"] for kept in mails()] == ["Emily Hartvale <emily.hartvale@customer4.example>"]


def test_the_same_is_invented_every_time(supplier):
    before = [survey.tallies for survey in map(made, (FIRST_WAVE, CONFIDENTIAL))]
    remove_demo()
    make_supplier()
    assert [survey.tallies for survey in map(made, (FIRST_WAVE, CONFIDENTIAL))] == before


def test_the_printed_link_leads_to_the_form(supplier, settings, client):
    settings.DEMO = True
    said = StringIO()
    call_command("demo_links", stdout=said)
    sign_in, answering = said.getvalue().split("\n\n")
    assert len(sign_in.splitlines()) == len(demo.PEOPLE)
    link = re.fullmatch(r"Emily Hartvale, Tindelyng Kraftlag: (\S+)\n", answering)[1]
    assert link.startswith(settings.SITE_ADDRESS + "/a/")
    page = client.get(link.removeprefix(settings.SITE_ADDRESS), follow=True)
    assert page.status_code == 200
    assert "Havblikk Teknologi would like to hear from you" in page.content.decode()


@pytest.mark.parametrize("key", ["the-key-of-another-machine", None])
def test_no_link_is_printed_that_leads_nowhere(supplier, settings, key):
    if key:
        settings.LINK_KEY = key
    else:
        Survey.objects.update(status="closed")
    assert invitation_to_print(now=timezone.now()) is None


def test_its_mails_go_with_it(supplier, settings, django_capture_on_commit_callbacks, data_folder):
    settings.EMAIL_BACKEND = "kamplan.outbox.OutboxBackend"
    do_often_work(timezone.now())
    (data_folder / "outbox" / "real.eml").write_text("To: kari@company.example\n\nHello")
    with django_capture_on_commit_callbacks(execute=True):
        remove_demo()
    assert [kept.name for kept in mails()] == ["real"]
