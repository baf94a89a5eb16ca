"""Makes the first administrator, and the first unit when there is none, and prints the invitation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts.changes.user import AlreadyAdministered, first_administrator
from accounts.jobs import link_address


class Command(BaseCommand):
    help = "Makes the first administrator and prints a link, valid for 7 days, with which to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--unit", required=True, help="the top unit: the company or group; made when it is not there"
        )
        parser.add_argument("--again", action="store_true", help="another one, though there is an administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            token = first_administrator(
                email=options["email"],
                name=options["name"],
                unit_name=options["unit"],
                now=timezone.now(),
                again=options["again"],
            )
        except ValidationError as error:
            raise CommandError("This is not an e-mail address.") from error
        except AlreadyAdministered as error:
            raise CommandError("There is an administrator, who can invite others. With --again: one more.") from error
        self.stdout.write(link_address(token))
