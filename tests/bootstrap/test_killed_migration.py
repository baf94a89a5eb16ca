"""Killed while it changes the tables, the set-up repairs itself at the next start."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLED_BEFORE_THE_NOTE = """
import os, signal, sys
from django.core.management import execute_from_command_line
from django.db.migrations.recorder import MigrationRecorder

os.environ["DJANGO_SETTINGS_MODULE"] = "kamplan.settings"
MigrationRecorder.record_applied = lambda *which: os.kill(os.getpid(), signal.SIGKILL)
execute_from_command_line(["manage.py", "migrate", "sessions"])
"""


@pytest.fixture
def environment(tmp_path):
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**inherited, "KAMPLAN_VAR": str(tmp_path)}


def test_a_table_without_its_note_does_not_stay(environment, tmp_path):
    killed = subprocess.run([sys.executable, "-c", KILLED_BEFORE_THE_NOTE], cwd=ROOT, env=environment)
    assert killed.returncode == -signal.SIGKILL
    migrate = [sys.executable, "manage.py", "migrate", "sessions"]
    again = subprocess.run(migrate, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    with closing(sqlite3.connect(tmp_path / "kamplan.sqlite3")) as database:
        assert database.execute("SELECT app, name FROM django_migrations").fetchall() == [("sessions", "0001_initial")]
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
