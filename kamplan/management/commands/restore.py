"""`manage.py restore FILE [--check]`: puts a backup in the place of an empty database, or only tries it out."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kamplan.backup.archive import restore_backup, try_backup
from kamplan.backup.manifest import Unfit


class Command(BaseCommand):
    help = "Restores a backup into an empty database and compares it with its manifest."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="only try it out; nothing here changes")

    def handle(self, *args: Any, **options: Any) -> None:
        act = try_backup if options["check"] else restore_backup
        try:
            manifest = act(options["file"])
        except (Unfit, OSError) as error:
            raise CommandError(str(error)) from error
        done = "can be restored" if options["check"] else "is restored; run `manage.py migrate` next"
        self.stdout.write(f"The backup of {manifest.made_at} with {sum(manifest.rows.values())} rows {done}.")
