"""`manage.py bounced < report.eml`: a mail server hands over a delivery report, which marks the invitation."""

import sys
from email import message_from_binary_file
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.changes.bounce import take_report


class Command(BaseCommand):
    help = "Read a delivery report from the standard input; mark the invitation whose mail was given back for good."

    def handle(self, **options: Any) -> None:
        """Always succeeds: a mail server would keep what it could not hand over, and report that in turn."""
        marked = take_report(message_from_binary_file(sys.stdin.buffer), now=timezone.now())
        self.stdout.write("Marked as bounced." if marked else "No mail of a survey was given back for good.")
