"""`manage.py bounced < report.eml`: a mail server hands over a delivery report, which marks the invitation."""

import sys
from email import message_from_binary_file
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from surveys.changes.bounce import take_report

TRY_LATER = 75  # what mail servers take for a reason to hand the report over again (EX_TEMPFAIL)


class Command(BaseCommand):
    help = "Read a delivery report from the standard input; mark the invitation whose mail was given back for good."

    def handle(self, **options: Any) -> None:
        """Whatever the mail is, it is taken: a mail server would report what it could not hand over in turn."""
        report = message_from_binary_file(sys.stdin.buffer)
        try:
            marked = take_report(report, now=timezone.now())
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used now: {error}", returncode=TRY_LATER) from error
        self.stdout.write("Marked as bounced." if marked else "No mail of a survey was given back for good.")
