"""Erasure on a real disk: the database file and its log hold nothing of the person, and did before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

STORY = """
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from kamplan.history import save_by
from planning.changes.erased import erase_and_note
from planning.models import PrivacyRequest
from planning.models.person import Person
from tests import factories

def traces():
    files = Path(settings.VAR).glob("kamplan.sqlite3*")
    return sum(file.read_bytes().count(b"Zebra Quagga") for file in files)

contact = factories.ContactFactory(name="Zebra Quagga", email="zebra@quagga.example")
factories.ContactFactory.create_batch(50, account=contact.account)
for title in ("Buyer", "Director", "Chief"):
    contact.title = title
    save_by(contact, by=contact.account.owner)
before = traces()
request = PrivacyRequest.objects.create(subject_hash="0" * 64)
erase_and_note(person=Person({"contact": [contact.pk]}), request=request, by=None, now=timezone.now())
print(before > 4, traces())
"""


@pytest.mark.prove
def test_file_and_log_hold_nothing_of_an_erased_person(tmp_path, migrated_once):
    root = Path(settings.ROOT)
    env = {**os.environ, "KAMPLAN_VAR": str(tmp_path), "PYTHONPATH": str(root)}
    env["DATABASE_URL"] = f"sqlite:///{tmp_path / 'kamplan.sqlite3'}"
    env["DJANGO_SETTINGS_MODULE"] = "kamplan.settings"
    migrated_once.copy(tmp_path / "kamplan.sqlite3")
    command = [sys.executable, "-c", STORY]
    told = subprocess.run(command, cwd=root, env=env, check=True, capture_output=True, text=True, timeout=300)
    assert told.stdout.split() == ["True", "0"]
