"""Sending: every mail once, whatever the mail server does; and no link in the database or the log."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from surveys.changes import message as messages
from surveys.changes.delivery import BACK_OFF, LEASE, MOST_TRIES, take_due
from surveys.changes.message import queue_invitations, queue_reminders, try_again, write_again
from surveys.changes.unsubscription import unsubscribe
from surveys.jobs.message import send_due
from surveys.models import Invitation, Message, Survey, Unsubscription
from tests import factories
from tests.faults.sink import Sink

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def sink(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.5
    with Sink() as running:
        settings.EMAIL_PORT = running.port
        yield running


@pytest.fixture
def survey():
    return factories.QuestionnaireFactory(closes_at=timezone.now() + timedelta(days=14)).survey


@pytest.fixture
def erik(survey):
    return factories.InvitationFactory(survey=survey, name="Erik", email="erik@verft.example", sent_at=None)


def queue(survey):
    queue_invitations(survey=survey, now=timezone.now())
    return list(Message.objects.filter(invitation__survey=survey))


def send():
    send_due(timezone.now())


def make_due():
    """As if the time until the next try had passed."""
    Message.objects.filter(state=Message.State.WAITING).update(next_try_at=timezone.now())


def states(survey):
    return sorted(Message.objects.filter(invitation__survey=survey).values_list("state", flat=True))


def test_everybody_gets_one_mail_over_one_connection(survey, sink):
    people = [factories.InvitationFactory(survey=survey, sent_at=None) for _ in range(30)]
    queue(survey)
    send()
    send()

    assert sorted(mail["To"] for mail in sink.arrived) == sorted(f"{p.name} <{p.email}>" for p in people)
    assert set(sink.identifiers().values()) == {1}
    assert sink.connections == 1
    assert states(survey) == ["sent"] * 30
    assert survey.invitations.filter(sent_at=None).count() == 0


def test_nothing_is_sent_when_the_transaction_is_undone(survey, erik, sink):
    with transaction.atomic():
        assert queue_invitations(survey=survey, now=timezone.now()) == 1
        transaction.set_rollback(True)
    send()

    assert (sink.arrived, sink.connections) == ([], 0)


def test_address_refused_for_good_bounces_at_once_with_the_reason(survey, erik, sink):
    sink.refused["erik@verft.example"] = "550 5.1.1 no such user"
    other = factories.InvitationFactory(survey=survey, sent_at=None)
    queue(survey)
    send()
    erik.refresh_from_db()

    assert (erik.state, erik.bounce_reason) == ("bounced", "550 5.1.1 no such user")
    assert states(survey) == ["bounced", "sent"]
    assert [mail["To"].addresses[0].addr_spec for mail in sink.arrived] == [other.email]

    sink.refused.clear()
    write_again(invitation=erik, now=timezone.now())
    send()
    erik.refresh_from_db()
    assert (erik.state, erik.bounce_reason, states(survey)) == ("sent", "", ["sent", "sent"])


@pytest.mark.parametrize("fault", ["451 4.7.1 greylisted", "hang", "421 4.3.2 shutting down"])
def test_passing_trouble_is_tried_again_later(survey, erik, sink, fault):
    sink.faults.append(fault)
    (message,) = queue(survey)
    before = timezone.now()
    send()
    message.refresh_from_db()

    assert (message.state, message.tries, sink.arrived) == (Message.State.WAITING, 1, [])
    assert BACK_OFF[0] <= message.next_try_at - before <= BACK_OFF[0] + timedelta(seconds=20)
    send()
    assert sink.arrived == []

    make_due()
    send()
    assert states(survey) == ["sent"]
    assert list(sink.identifiers().values()) == [1]


def test_connection_cut_before_the_answer_gives_a_repeat_under_the_same_identifier(survey, erik, sink):
    sink.faults.append("drop")
    (message,) = queue(survey)
    send()
    make_due()
    send()

    assert sink.identifiers() == {message.identifier: 2}
    assert states(survey) == ["sent"]


def test_given_up_after_five_tries_over_hours_and_sent_when_asked_again(survey, erik, sink):
    assert sum(BACK_OFF, timedelta()) > timedelta(hours=5)
    sink.faults.extend(["450 4.2.1 busy"] * MOST_TRIES)
    queue(survey)
    for _ in range(MOST_TRIES + 2):
        send()
        make_due()
    erik.refresh_from_db()
    assert (states(survey), erik.state, sink.arrived) == (["failed"], "waiting", [])
    assert Message.objects.get().error == "450 4.2.1 busy"

    assert try_again(survey=survey, now=timezone.now()) == 1
    send()
    assert (states(survey), len(sink.arrived)) == (["sent"], 1)


def test_mail_server_away_costs_one_look_for_all(survey, sink):
    for _ in range(10):
        factories.InvitationFactory(survey=survey, sent_at=None)
    queue(survey)
    sink.close()
    send()

    assert set(Message.objects.values_list("state", "tries", "error")) == {
        ("waiting", 1, "The mail server did not answer.")
    }


@pytest.mark.parametrize(
    "happening",
    [
        lambda erik: erik.survey.invitations.update(withdrawn_at=timezone.now()),
        lambda erik: erik.survey.invitations.update(answered_at=timezone.now()),
        lambda erik: Survey.objects.update(status="closed", closed_at=timezone.now()),
        lambda erik: Survey.objects.update(deleted_at=timezone.now()),
        lambda erik: type(erik.survey.questionnaire).objects.update(closes_at=timezone.now(), opened_at=None),
        lambda erik: unsubscribe(address_hash=Unsubscription.hash_of("Erik@Verft.example")),
    ],
    ids=["withdrawn", "answered", "closed", "in the bin", "time is up", "unsubscribed"],
)
def test_before_sending_it_looks_again(survey, erik, sink, happening):
    queue(survey)
    happening(erik)
    send()

    assert (states(survey), sink.arrived) == (["cancelled"], [])


def test_message_is_taken_by_one_worker_until_its_lease_ends(survey, erik):
    queue(survey)
    now = timezone.now()
    assert take_due(now=now).invitation == erik
    assert take_due(now=now) is None
    assert take_due(now=now + LEASE - timedelta(seconds=1)) is None
    assert take_due(now=now + LEASE + timedelta(seconds=1)).invitation == erik


def test_no_link_gets_into_the_database_or_the_log(survey, erik, sink, caplog):
    """Not even when the mail server repeats the whole mail in its answer."""
    sink.faults.extend(["554 5.7.1 spam: {content}", "drop"])
    factories.InvitationFactory(survey=survey, sent_at=None)
    queue(survey)
    send()
    make_due()
    send()

    tokens = [invitation.token for invitation in survey.invitations.all()]
    assert tokens[1] in sink.arrived[0].get_body(("plain",)).get_content()
    stored = everything_stored() + caplog.text
    assert "554" in stored
    for token in tokens:
        assert [token[i : i + 12] for i in range(31) if token[i : i + 12] in stored] == []


def everything_stored():
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows)


def test_trial_goes_to_the_user_himself_in_a_draft_and_does_not_count(survey, sink):
    Survey.objects.update(status=Survey.Status.DRAFT)
    survey.refresh_from_db()
    mona = factories.UserFactory(name="Mona", language="nb")
    for _ in range(2):
        messages.send_test(survey=survey, audience="customer", language="nb", by=mona, now=timezone.now())
    send()

    assert [mail["To"].addresses[0].addr_spec for mail in sink.arrived] == [mona.email] * 2
    assert survey.invitations.count() == 1
    assert survey.invitations.real().count() == 0
    assert queue_invitations(survey=survey, now=timezone.now()) == 0


def test_after_a_change_of_the_link_key_the_newest_mail_opens_the_form(survey, erik, sink, client, settings):
    queue(survey)
    send()
    earlier = client_opens(client, sink.arrived[0])
    settings.OLD_LINK_KEYS, settings.LINK_KEY = [settings.LINK_KEY], "k" * 43
    assert earlier() == 302
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=2))
    queue_reminders(survey=survey, now=timezone.now())
    send()
    assert client_opens(client, sink.arrived[1])() == 302
    assert earlier() == 404


def client_opens(client, mail):
    link = re.search(r"/a/\S+", mail.get_body(("plain",)).get_content())[0]
    return lambda: client.get(link).status_code
