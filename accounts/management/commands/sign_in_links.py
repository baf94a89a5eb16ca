"""Prints a one-time sign-in link for each person of the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.changes.link import renew_link
from accounts.jobs import link_address
from accounts.models import OneTimeLink, User


class Command(BaseCommand):
    help = "Prints 'Name - role: link' for each demo person. Each link works once, for a day; earlier ones are void."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo mode is off (KAMPLAN_DEMO).")
        for user in User.objects.of_the_demo().prefetch_related("roles__unit"):
            token = renew_link(user=user, purpose=OneTimeLink.Purpose.DEMO, now=timezone.now())
            roles = ", ".join(role.get_kind_display() for role in user.roles.all()) or "Team member"
            self.stdout.write(f"{user.name} - {roles}: {link_address(token)}")
