"""Delivery reports: what a mail server gives back later."""

import sys
from email import message_from_string
from email.policy import default
from io import BytesIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from surveys.changes.bounce import take_report
from surveys.changes.message import queue_invitations
from surveys.jobs.message import send_due
from surveys.models import Message
from tests import factories

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: kamplan@supplier.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Sun, 22 Nov 2026 01:00:00 +0000 (UTC)

Final-Recipient: rfc822; erik@verft.example
Original-Recipient: rfc822;erik@verft.example
Action: {action}
Status: {status}
Remote-MTA: dns; mail.verft.example
Diagnostic-Code: smtp; 550 {status} <erik@verft.example>: User unknown

--cut
Content-Type: {kind}

{head}
--cut--
"""
WHOLE = "Message-ID: {identifier}\nTo: erik@verft.example\n\nHello, http://localhost:8000/a/{token}\n"
HEAD = "Message-ID: {identifier}\nTo: erik@verft.example\n"
FOLDED = "Received: from mx\nMessage-ID:\n\t{identifier}\nTo: erik@verft.example\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    invitation = factories.InvitationFactory(name="Erik", email="erik@verft.example", sent_at=None)
    queue_invitations(survey=invitation.survey, now=timezone.now())
    send_due(timezone.now())
    return invitation.messages.get()


def report(message, status="5.1.1", action="failed", kind="message/rfc822", head=WHOLE, identifier=None):
    words = {"identifier": identifier or message.identifier, "token": message.invitation.token}
    return REPORT.format(status=status, action=action, kind=kind, head=head.format(**words))


def take(text):
    return take_report(message_from_string(text), now=timezone.now())


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("message/rfc822", WHOLE),
        ("message/rfc822", FOLDED),
        ("text/rfc822-headers", HEAD),
        ("text/rfc822-headers", FOLDED),
        ("text/rfc822-headers; charset=us-ascii", "\n" + FOLDED),
    ],
)
def test_report_of_a_final_failure_marks_the_invitation(sent, kind, head):
    assert take(report(sent, kind=kind, head=head))
    sent.refresh_from_db()
    assert (sent.state, sent.invitation.state) == (Message.State.BOUNCED, "bounced")
    assert sent.invitation.bounce_reason == "550 5.1.1 <erik@verft.example>: User unknown"
    assert not take(report(sent, kind=kind, head=head))


def test_parser_of_the_newer_kind_reads_the_same(sent):
    assert take_report(message_from_string(report(sent), policy=default), now=timezone.now())


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "4.4.1", "action": "delayed"},
        {"status": "2.0.0", "action": "delivered"},
        {"identifier": "<kamplan-1-0-00000000@localhost>"},
        {"identifier": "<other@localhost>"},
    ],
)
def test_other_reports_change_nothing(sent, changed):
    assert not take(report(sent, **changed))
    sent.refresh_from_db()
    assert (sent.state, sent.invitation.state) == (Message.State.SENT, "sent")


@pytest.mark.parametrize(
    "text", ["", "no mail at all", "Subject: x\n\nI am on holiday", REPORT[:700], "\x00\xff" * 500]
)
def test_what_is_no_report_is_left_alone(sent, text):
    assert not take(text)


def test_command_reads_from_a_mail_server(sent, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(report(sent).encode())))
    call_command("bounced")
    assert capsys.readouterr().out == "Marked as bounced.\n"
    sent.refresh_from_db()
    assert sent.state == Message.State.BOUNCED


def test_while_the_database_is_away_the_mail_server_is_told_to_come_again(sent, monkeypatch):
    def away(*report, **when):
        raise OperationalError("no such table")

    monkeypatch.setattr("surveys.management.commands.bounced.take_report", away)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"")))
    with pytest.raises(CommandError) as told:
        call_command("bounced")
    assert told.value.returncode == 75
