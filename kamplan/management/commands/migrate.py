"""`manage.py migrate`: every migration happens whole or not at all, the note that it happened included."""

from typing import Any

from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class WholeMigrations(MigrationExecutor):
    """Django commits most tables first and notes them afterwards: whoever is killed between finds them in the way.

    SQLite heeds foreign keys or does not for a whole transaction, so that is settled before it begins.
    """

    def apply_migration(self, state: ProjectState, migration: Migration, *how: Any, **more: Any) -> ProjectState:
        if not migration.atomic:
            return super().apply_migration(state, migration, *how, **more)
        with self.connection.constraint_checks_disabled(), transaction.atomic(self.connection.alias):
            return super().apply_migration(state, migration, *how, **more)


migrate.MigrationExecutor = WholeMigrations  # type: ignore[attr-defined]  # the command asks nobody which one to take


class Command(migrate.Command):
    """Django's own, with our executor."""
