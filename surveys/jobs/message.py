"""Work on messages: sending what is due, and reminding the silent on the days chosen.

A mail is sent and then marked, one at a time: a worker that dies in between sends it a second time under the same
Message-ID, and none is lost. Marking first would lose it.
"""

import logging
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from kamplan.often import often, undisturbed
from surveys.changes.delivery import cancel, is_needed, mark_bounced, mark_sent, put_off, renew_link, take_due
from surveys.changes.reminder import remind_today
from surveys.exports.message import mail_of
from surveys.models import Message, Reminder

logger = logging.getLogger("kamplan")

LONGEST = 15.0  # seconds at a stretch; then other work has its turn
FROM_HOUR = 8  # of the day, in Norway: nobody is reminded at night

NO_ANSWER = gettext_noop("The mail server did not answer.")  # kept in English, shown in the reader's language
NOT_MADE = gettext_noop("The mail could not be made.")

Connection = BaseEmailBackend


@often("surveys.messages")
def send_due(now: datetime) -> None:
    """Over one connection, until nothing is due, time is up, or the mail server cannot be reached."""
    end = time.monotonic() + LONGEST
    with connected() as connection:
        while time.monotonic() < end:
            with undisturbed():
                if not send_next(connection):
                    return


@task()
def send_soon() -> None:
    """The same for somebody who waits for it, such as for a test."""
    send_due(timezone.now())


@contextmanager
def connected() -> Iterator[Connection]:
    """A connection that opens when the first mail needs it."""
    connection = get_connection()
    try:
        yield connection
    finally:
        hang_up(connection)


def hang_up(connection: Connection) -> None:
    with suppress(smtplib.SMTPException, OSError):
        connection.close()


def send_next(connection: Connection) -> bool:
    """Deal with one message; is it worth going on?"""
    message = take_due(now=timezone.now())
    if message is None:
        return False
    try:
        if is_needed(message, timezone.now()):
            return reached(connection, message) and deliver(message, connection)
        cancel(message=message)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        hang_up(connection)
        fail(message, error)
    return True


def reached(connection: Connection, message: Message) -> bool:
    """Is the mail server there? If not, one look is enough for all that are due."""
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        now = timezone.now()
        code, reason = answer_of(error)
        logger.warning("The mail server cannot be reached: %s %s", type(error).__name__, code or "")
        waiting = Message.objects.filter(Q(pk=message.pk) | Q(next_try_at__lte=now), state=Message.State.WAITING)
        put_off(messages=waiting, reason=f"{code or ''} {reason}", now=now)
        hang_up(connection)
        return False
    return True


def deliver(message: Message, connection: Connection) -> bool:
    """Send, then mark."""
    renew_link(invitation=message.invitation)
    mail = mail_of(message)
    mail.connection = connection
    mail.send()
    mark_sent(message=message, now=timezone.now())
    return True


def fail(message: Message, error: Exception) -> None:
    """The address is refused for good, or it is worth another try. The log names no address and no link."""
    code, reason = answer_of(error)
    logger.warning("Message %s was not sent: %s %s", message.pk, type(error).__name__, code or "")
    if code >= 500 and not isinstance(error, smtplib.SMTPSenderRefused):
        mark_bounced(message=message, reason=f"{code} {reason}", now=timezone.now())
    else:
        put_off(messages=Message.objects.filter(pk=message.pk), reason=f"{code or ''} {reason}", now=timezone.now())


def answer_of(error: Exception) -> tuple[int, str]:
    """What the mail server said: its code, 0 when it said nothing, and its words."""
    code: int
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    elif isinstance(error, smtplib.SMTPException | OSError):
        code, words = 0, NO_ANSWER
    else:
        code, words = 0, NOT_MADE
    return code, words.decode(errors="replace") if isinstance(words, bytes) else words


@often("surveys.reminders")
def remind(now: datetime) -> None:
    """The reminders of today, and those of days on which no worker ran."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    if local.hour >= FROM_HOUR:
        for reminder in Reminder.objects.filter(sent_at=None, on__lte=local.date()).select_related("survey"):
            remind_today(reminder=reminder, now=now)
