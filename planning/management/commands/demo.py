"""`manage.py demo`: put the invented supplier into an empty database, or a large one for measuring."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.changes.demo import DemoRefused, make_demo
from planning.changes.large_demo import make_large_demo

MOST = 1_000_000


class Command(BaseCommand):
    help = "Load the demonstration: an invented supplier with accounts, contacts and surveys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the database has users")
        parser.add_argument(
            "--size", type=number, metavar="N", help="a large demonstration of N accounts, to measure with"
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


def number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= MOST):
        raise ArgumentTypeError(f"a whole number from 1 to {MOST}, not {text!r}")
    return int(text)
