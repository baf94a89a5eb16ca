"""The outbox folder: where mails go, a file each, as long as no mail server is set."""

import secrets
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import EmailMessage as ParsedMail
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


def folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


class OutboxBackend(BaseEmailBackend):
    """Writes each mail as it would have been sent, into a file any mail program opens."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}"
            unfinished = folder() / f".{name}"
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(mail.message().as_bytes())
            unfinished.replace(folder() / f"{name}.eml")
        return len(email_messages)


def mails() -> Iterator[tuple[str, ParsedMail]]:
    """The mails with their names, newest first. One that is erased meanwhile is left out."""
    for file in sorted(folder().glob("[!.]*.eml"), reverse=True):
        mail = mail_named(file.stem)
        if mail is not None:
            yield file.stem, mail


def mail_named(name: str) -> ParsedMail | None:
    try:
        content = (folder() / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None
    parsed: ParsedMail = message_from_bytes(content, policy=default)
    return parsed
