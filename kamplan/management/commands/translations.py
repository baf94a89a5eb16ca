"""`manage.py translations extract | compile | missing`: keeps the Norwegian catalogue in step with what is said."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kamplan.catalogue import compile_catalogue, faults, found_in, read_catalogue, update_catalogue

CATALOGUE = settings.ROOT / "locale" / "nb" / "LC_MESSAGES" / "django.po"


class Command(BaseCommand):
    help = "Finds the texts to translate, compiles the translations, or lists what is missing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=("extract", "compile", "missing"))

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["act"])()

    def extract(self) -> None:
        catalog = update_catalogue(CATALOGUE, settings.ROOT)
        waiting = sum(1 for _ in faults(catalog, found_in(settings.ROOT)))
        self.stdout.write(f"{len(catalog)} texts, {waiting} to translate.")

    def compile(self) -> None:
        self.stdout.write("Compiled." if compile_catalogue(CATALOGUE) else "Up to date.")

    def missing(self) -> None:
        found = list(faults(read_catalogue(CATALOGUE), found_in(settings.ROOT)))
        for fault in found:
            self.stdout.write(fault)
        if found:
            raise CommandError(f"The Norwegian catalogue has {len(found)} faults.")
        self.stdout.write("Complete.")
