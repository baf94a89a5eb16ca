"""`manage.py backup FILE`: database, kept files and manifest in one file, tried out at once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kamplan.backup.archive import make_backup, try_backup
from kamplan.backup.manifest import Unfit


class Command(BaseCommand):
    help = "Writes a backup to FILE while everybody goes on working, and proves that it can be restored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"].absolute()
        if not target.parent.is_dir():
            raise CommandError(f"{target.parent} is no folder; make it first, or name another file.")
        try:
            manifest = make_backup(target, now=timezone.now())
            try_backup(target)
        except (Unfit, OSError) as error:
            raise CommandError(str(error)) from error
        rows, size = sum(manifest.rows.values()), target.stat().st_size
        self.stdout.write(f"{target}: {rows} rows of {len(manifest.rows)} tables, {size} bytes; tried out.")
