"""Changes that follow from a delivery report: which mail a server gave back for good, and why."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.message import Message as Mail

from django.db import transaction

from surveys.changes.delivery import mark_bounced
from surveys.models import Message

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
    returned = (part for part in report.walk() if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"))
    return [found for part in returned for found in IDENTIFIER.findall(head_of(part))]


def head_of(part: Mail) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):  # a whole mail
        return str(payload[0]["Message-ID"]) if isinstance(payload[0], Mail) else ""
    text = part.get_payload(decode=True)
    heads = text.decode(errors="replace") if isinstance(text, bytes) else ""
    return "".join(line for line in heads.splitlines() if line.lower().startswith("message-id:"))
