"""`manage.py demo`: put the invented supplier into an empty database, or a large one for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.changes.demo import DemoRefused, make_demo
from planning.changes.large_demo import make_large_demo


class Command(BaseCommand):
    help = "Load the demonstration: an invented supplier with accounts, contacts and surveys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the database has users")
        parser.add_argument(
            "--size", type=int, metavar="N", help="a large demonstration of N accounts, to measure with"
        )

    def handle(self, *args: Any, if_empty: bool, size: int | None, **options: Any) -> None:
        try:
            if size:
                make_large_demo(size)
            else:
                make_demo()
        except DemoRefused as refused:
            if not if_empty:
                raise CommandError(
                    "The database already holds people; the demonstration is only put into an empty one."
                ) from refused
