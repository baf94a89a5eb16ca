"""The outbox folder: where mails go, a file each, as long as no mail server is set."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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


def file_of(name: str) -> Path:
    return folder() / f"{name}.eml"


class OutboxBackend(BaseEmailBackend):
    """Writes each mail as it would have been sent, into a file any mail program opens."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}"
            unfinished = folder() / f".{name}"
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(mail.message().as_bytes())
            unfinished.replace(file_of(name))
        return len(email_messages)


@dataclass(frozen=True)
class Kept:
    """A mail of the outbox, and the name of its file."""

    name: str
    mail: ParsedMail

    @property
    def file(self) -> Path:
        return file_of(self.name)

    @property
    def written(self) -> datetime:
        told: datetime = self.mail["Date"].datetime
        return told if told.tzinfo else told.replace(tzinfo=UTC)

    def body(self, kind: str) -> str:
        """Its part of plain text, or of HTML."""
        part = self.mail.get_body((kind,))
        content: str = part.get_content() if part else ""
        return content


def mails() -> Iterator[Kept]:
    """The newest first. One that is erased meanwhile is left out."""
    for file in sorted(folder().glob("[!.]*.eml"), reverse=True):
        kept = mail_named(file.stem)
        if kept is not None:
            yield kept


def mail_named(name: str) -> Kept | None:
    try:
        content = file_of(name).read_bytes()
    except OSError:
        return None
    return Kept(name, message_from_bytes(content, policy=default))
