"""The mails: what they say in each language, their headers, who is owed one, and the page that shows them."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from surveys.changes import message as messages
from surveys.changes.delivery import mark_bounced
from surveys.changes.message import queue_invitations
from surveys.exports.message import Links, classes, letter_to, mail_of
from surveys.jobs.message import send_due
from surveys.models import Message, Survey
from tests import factories
from tests.surveys.answering import ask, at, come

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(cast):
    questionnaire = factories.QuestionnaireFactory(
        survey__title="Kunder 2026",
        survey__unit=cast.account.unit,
        survey__created_by=cast.alice,
        purpose_en="To serve you better.",
        purpose_nb="For å bli bedre.",
        closes_at=timezone.now() + timedelta(days=14),
    )
    for order in range(12):
        questionnaire.survey.survey_criteria.create(criterion=factories.CriterionFactory(), order=order)
    return questionnaire.survey


def invited(survey, **about):
    return factories.InvitationFactory(survey=survey, **{"name": "Erik", "email": "erik@verft.example", **about})


def mail_to(invitation, kind=Message.Kind.INVITATION):
    """As it is sent, read again as its receiver's mail program reads it."""
    message = messages.message_to(invitation, kind, 0, timezone.now())
    return message_from_bytes(mail_of(message).message().as_bytes(), policy=default)


def bodies(mail):
    return [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]


def test_mail_in_english_says_all_one_wants_to_know_in_text_and_html(survey):
    invitation = invited(survey, language="en")
    mail = mail_to(invitation)
    assert mail["Subject"] == "Nordvik Supply asks for your opinion: Kunder 2026"
    for body in bodies(mail):
        assert "Hello Erik," in body
        assert "To serve you better." in body
        assert "It takes about 3 minutes" in body
        assert "You can answer until" in body
        assert "Your answers are stored with your name, and Nordvik Supply can read them." in body
        assert f"http://localhost:8000/a/{invitation.token}" in body
        assert "http://localhost:8000/unsubscribe/" in body
        assert f"Just answer this mail: it goes to {survey.created_by.name}." in body


def test_mail_is_in_the_language_of_its_receiver(survey):
    for body in bodies(mail_to(invited(survey, language="nb"))):
        assert "For å bli bedre." in body
        assert "To serve you better." not in body


def test_confidential_mail_names_the_smallest_group(survey):
    Survey.objects.update(mode=Survey.Mode.CONFIDENTIAL)
    survey.refresh_from_db()
    for body in bodies(mail_to(invited(survey, language="en"))):
        assert "only figures of at least 5 people together are shown" in body


def test_seller_is_asked_what_he_believes(survey):
    for body in bodies(mail_to(invited(survey, audience="seller", language="en"))):
        assert "what you believe is important to our customers" in body
        assert "It takes about 2 minutes" in body


def test_headers(survey):
    invitation = invited(survey)
    mail = mail_to(invitation)
    assert mail["To"] == "Erik <erik@verft.example>"
    assert mail["From"] == "Nordvik Supply <kamplan@localhost>"
    assert mail["Reply-To"] == "alice@supplier.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Kamplan-Survey"] == str(survey.pk)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<http://localhost:8000/unsubscribe/")
    assert mail["List-Unsubscribe"].endswith("/one-click/>")
    assert mail["Message-ID"] == mail_to(invitation)["Message-ID"]
    assert mail["Message-ID"].startswith(f"<kamplan-{invitation.pk}-0-")


def test_nothing_is_fetched_by_a_mail_program(survey):
    html = bodies(mail_to(invited(survey)))[1]
    for word in ("<img", "<link", "<script", "url(", "src=", "@import"):
        assert word not in html


def test_every_rule_of_the_style_sheet_is_used_and_written_into_the_mail(survey, cast):
    invitation = invited(survey, is_trial=True, user=cast.alice)
    html = bodies(mail_to(invitation))[1]
    assert "class=" not in html
    assert html.count('style="') >= len(classes())


@pytest.mark.parametrize(
    "evil", ["Erik\r\nBcc: all@world.example", "Erik\nSubject: x", "Erik\x0b\x85\u2028Bcc: a@b.example"]
)
def test_no_text_becomes_a_header_of_its_own(survey, evil):
    survey.title = survey.questionnaire.asked_by = evil
    mail = mail_to(invited(survey, name=evil))
    assert mail["Bcc"] is None
    assert len(mail.get_all("Subject")) == 1
    assert len(mail["To"].addresses) == 1
    assert mail["To"].addresses[0].addr_spec == "erik@verft.example"
    assert mail["From"].addresses[0].addr_spec == "kamplan@localhost"


def test_sender_that_looks_like_an_address_is_not_shown_as_one(survey):
    survey.questionnaire.asked_by = "boss@bank.example"
    assert mail_to(invited(survey))["From"] == "kamplan@localhost"


def test_creator_who_has_left_gets_no_answers(survey, cast):
    cast.alice.is_active = False
    survey.created_by = cast.alice
    mail = mail_to(invited(survey, language="en"))
    assert mail["Reply-To"] is None
    assert "Just answer this mail" not in bodies(mail)[0]


def test_everybody_is_owed_one_invitation(survey):
    for number in range(3):
        invited(survey, email=f"{number}@verft.example", sent_at=None)
    invited(survey, email="withdrawn@verft.example", sent_at=None, withdrawn_at=timezone.now())
    assert queue_invitations(survey=survey, now=timezone.now()) == 3
    assert queue_invitations(survey=survey, now=timezone.now()) == 0
    assert Message.objects.count() == 3


def test_queueing_costs_the_same_number_of_queries_for_one_and_for_many(survey, django_assert_num_queries):
    invited(survey, email="first@verft.example", sent_at=None)
    with django_assert_num_queries(7):
        queue_invitations(survey=survey, now=timezone.now())
    for number in range(30):
        invited(survey, email=f"{number}@verft.example", sent_at=None)
    with django_assert_num_queries(7):
        assert queue_invitations(survey=survey, now=timezone.now()) == 30


def test_invitation_cancelled_because_the_survey_was_closed_is_owed_again(survey):
    invited(survey, sent_at=None)
    queue_invitations(survey=survey, now=timezone.now())
    Survey.objects.update(status=Survey.Status.CLOSED)
    send_due(timezone.now())
    assert Message.objects.get().state == Message.State.CANCELLED

    Survey.objects.update(status=Survey.Status.OPEN)
    assert queue_invitations(survey=survey, now=timezone.now()) == 1
    send_due(timezone.now())
    assert Message.objects.get().state == Message.State.SENT


def test_page_shows_the_mail_without_anybodys_link(survey, cast, sign_in):
    erik = invited(survey)
    address = reverse("survey_mail", args=[survey.slug])
    page = sign_in(cast.alice).get(address, {"language": "nb", "kind": "reminder"}).content.decode()
    assert "For å bli bedre." in page
    assert "style=" not in page
    assert erik.token not in page
    assert "/unsubscribe/" not in page
    assert sign_in(cast.alice).get(address, {"language": "xx", "audience": "\0"}).status_code == 200


def test_test_to_oneself_is_sent_by_the_worker_even_from_a_draft(survey, cast, sign_in, mailoutbox):
    Survey.objects.update(status=Survey.Status.DRAFT)
    address = reverse("survey_mail_test", args=[survey.slug])
    response = sign_in(cast.alice).post(address, {"audience": "customer", "language": "nb"}, follow=True)
    assert "A test is on its way to alice@supplier.example." in response.content.decode()
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}

    send_due(timezone.now())
    assert mailoutbox[0].to == ["Alice <alice@supplier.example>"]
    assert survey.invitations.get().language == "nb"
    assert "Sent" in sign_in(cast.alice).get(reverse("survey_mail", args=[survey.slug])).content.decode()


def test_closed_survey_sends_no_test(survey, cast, sign_in):
    Survey.objects.update(status=Survey.Status.CLOSED)
    sign_in(cast.alice).post(reverse("survey_mail_test", args=[survey.slug]))
    assert not Message.objects.exists()


@pytest.mark.parametrize("where", ["survey_mail", "invitation_list"])
def test_what_was_not_delivered_is_shown_and_tried_again(survey, cast, sign_in, where, mailoutbox):
    given_up = invited(survey, sent_at=None)
    bounced = invited(survey, name="Ann", email="ann@verft.example", sent_at=None)
    queue_invitations(survey=survey, now=timezone.now())
    given_up.messages.update(state=Message.State.FAILED, tries=5, error="450 4.2.1 busy")
    mark_bounced(message=bounced.messages.get(), reason="550 5.1.1 no such user", now=timezone.now())

    client = sign_in(cast.alice)
    shown = client.get(reverse(where, args=[survey.slug])).content.decode()
    for words in ("1 mail could not be sent", "450 4.2.1 busy", "1 address does not work", "550 5.1.1 no such user"):
        assert words in shown
    assert "No reminder goes to it" in shown

    client.post(reverse("survey_mail_again", args=[survey.slug]))
    client.post(reverse("invitation_again", args=[survey.slug, bounced.pk]))
    client.post(reverse("invitation_again", args=[survey.slug, bounced.pk]))
    send_due(timezone.now())
    assert len(mailoutbox) == 2
    assert "could not be sent" not in client.get(reverse(where, args=[survey.slug])).content.decode()


def test_survey_of_a_file_has_no_mails(cast, sign_in):
    survey = factories.SurveyFactory(unit=cast.account.unit, created_by=cast.alice)
    for where in ("survey_mail", "reminder_list"):
        assert sign_in(cast.alice).get(reverse(where, args=[survey.slug])).status_code == 404


@pytest.mark.parametrize("audience", ["customer", "seller"])
def test_mail_and_form_promise_the_same_time(audience):
    invitation = ask(13, audience=audience)
    form = come(invitation).get(at("answer", invitation)).content.decode()
    (minutes,) = re.search(r"about (\d+) min", form).groups()
    text = letter_to(invitation, "invitation", links=Links("")).text
    assert re.search(r"about (\d+) minute", text).groups() == (minutes,)
