"""Prints what lets a visitor into the demonstration: sign-in links, and a link to answer an open survey by."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.changes.demo_survey import invitation_to_print
from surveys.exports.message import Links


class Command(BaseCommand):
    help = "Prints the sign-in links, an empty line, and 'Name, account: link' of a customer who may still answer."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("sign_in_links", stdout=self.stdout)
        invitation = invitation_to_print(now=timezone.now())
        if invitation:
            self.stdout.write(f"\n{invitation.name}, {invitation.account}: {Links.of(invitation).answer}")
