"""Changes that follow from a delivery report: which mail a server gave back for good, and why."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_string
from email.message import Message as Mail

from django.db import transaction

from surveys.changes.delivery import mark_bounced
from surveys.models import Message

RETURNED = ("message/rfc822", "text/rfc822-headers")
IDENTIFIER = re.compile(r"<kamplan-\d+-\d+-[0-9a-f]{8}@[^\s<>]+>")


@transaction.atomic
def take_report(report: Mail, *, now: datetime) -> bool:
    """Mark the mail a delivery report (RFC 3464) is about. False when it is about none of ours, or nothing final.

    Who writes a report must know the mail's Message-ID, which nobody can guess.
    """
    reason = final_failure(report)
    messages = Message.objects.filter(identifier__in=identifiers(report), state=Message.State.SENT)
    message = messages.first() if reason else None
    if message is None:
        return False
    mark_bounced(message=message, reason=reason, now=now)
    return True


def final_failure(report: Mail) -> str:
    """What the server said of the first receiver it gave up on (status 5.x.x); nothing when it will go on trying."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            for fields in groups_of(part):
                if fields.get("Status", "").strip().startswith("5"):
                    said = str(fields.get("Diagnostic-Code", fields["Status"]))
                    return said.partition(";")[2].strip() or said
    return ""


def groups_of(part: Mail) -> Iterator[Mail]:
    """The groups of fields of a delivery status: one about the server, one for each receiver."""
    groups = part.get_payload()
    yield from (group for group in groups if isinstance(group, Mail)) if isinstance(groups, list) else ()


def identifiers(report: Mail) -> list[str]:
    """Of our mails, as they stand in the returned mail or its head."""
    returned = (part for part in report.walk() if part.get_content_type() in RETURNED)
    return [found for part in returned for found in IDENTIFIER.findall(str(mail_in(part)["Message-ID"]))]


def mail_in(part: Mail) -> Mail:
    """What was given back: the parser reads a whole mail by itself, its head alone it leaves as text."""
    payload = part.get_payload()
    if isinstance(payload, list) and isinstance(payload[0], Mail):
        return payload[0]
    return message_from_string(text_of(part).lstrip())


def text_of(part: Mail) -> str:
    text = part.get_payload(decode=True)
    return text.decode(errors="replace") if isinstance(text, bytes) else ""
