"""A real worker, killed again and again while it sends: no mail is lost, and a repeat bears the same Message-ID.

The measure counts because its twin, which marks a mail before it sends it, loses mails in the same run.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.faults.sink import Sink

PREPARE = """
import django
django.setup()
from datetime import timedelta
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from surveys.changes.message import queue_invitations
from tests import factories
settings.MIGRATION_MODULES = {{app.label: None for app in apps.get_app_configs()}}  # at once, not step by step
call_command("migrate", run_syncdb=True, verbosity=0)
survey = factories.QuestionnaireFactory(closes_at=timezone.now() + timedelta(days=14)).survey
for _ in range({mails}):
    factories.InvitationFactory(survey=survey, sent_at=None)
queue_invitations(survey=survey, now=timezone.now())
"""
WORKERS = """
import os, sys, django
django.setup()
from kamplan.worker import Worker
from surveys.jobs import message as sending

def mark_then_send(message, connection):
    sending.mark_sent(message=message, now=sending.timezone.now())
    mail = sending.mail_of(message)
    mail.connection = connection
    mail.send()
    return True

if sys.argv[1] == "twin":
    sending.deliver = mark_then_send
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        Worker().run()
        os._exit(0)
    print(pid, flush=True)
    os.waitpid(pid, 0)
"""


def environment(folder, **more):
    place = {"KAMPLAN_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'kamplan.sqlite3'}"}
    return {**os.environ, **place, "DJANGO_SETTINGS_MODULE": "kamplan.settings", **more}


def prepared(folder, mails):
    """A data folder with an open survey and mails to send."""
    folder.mkdir()
    command = [sys.executable, "-c", PREPARE.format(mails=mails)]
    subprocess.run(command, env=environment(folder), check=True)
    return folder


class Site:
    """Workers that start at once, one after the other, on a data folder of their own."""

    def __init__(self, folder, sink, kind):
        self.sink, self.file = sink, folder / "kamplan.sqlite3"
        self.environment = environment(folder, KAMPLAN_MAIL_URL=f"smtp://127.0.0.1:{sink.port}")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        command = [sys.executable, "-c", WORKERS, kind]
        self.starter = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL, **pipes)
        self.running = None

    def start(self):
        """The next worker, after the lease of the last one has ended, with the mails in another order."""
        drawn = "printf('2026-01-01 00:00:%02d', abs(random() % 60))"
        self.ask(f"UPDATE surveys_message SET next_try_at = {drawn} WHERE state = 'waiting'")
        self.starter.stdin.write("\n")
        self.starter.stdin.flush()
        self.running = int(self.starter.stdout.readline())

    def kill(self, number=signal.SIGKILL):
        os.kill(self.running, number)
        self.running = None

    def end(self):
        if self.running:
            self.kill()
        self.starter.communicate()

    def ask(self, query):
        with sqlite3.connect(self.file, timeout=30) as database:
            return database.execute(query).fetchone()

    def wait_until(self, happened, seconds=60):
        end = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < end, "nothing happens"
            time.sleep(0.001)

    def all_marked(self):
        return self.ask("SELECT count(*) FROM surveys_message WHERE state <> 'sent'") == (0,)

    def killed_at(self, moment):
        """A worker killed while the server takes in a mail, between its accepting it and saying so, or at any time."""
        connections = self.sink.connections
        self.start()
        self.wait_until(lambda: self.sink.connections > connections)
        if moment == "any":
            time.sleep(random.uniform(0, 0.2))
        else:
            self.wait_until(lambda: self.sink.phase == moment)
        self.kill()

    def finished(self):
        self.sink.before = self.sink.after = 0.0
        self.sink.faults.clear()
        self.start()
        self.wait_until(self.all_marked, seconds=300)
        self.kill(signal.SIGTERM)  # what it is sending goes out first

    def addresses(self):
        with sqlite3.connect(self.file, timeout=30) as database:
            return {email for (email,) in database.execute("SELECT email FROM surveys_invitation")}


def lost_and_repeated(template, moments, kind="real", faults=()):
    """How many never arrived, how many arrived once too often, and how many of these under another Message-ID."""
    folder = shutil.copytree(template, template.with_name(kind))
    with Sink() as sink:
        sink.before = sink.after = 0.05
        sink.faults.extend(faults)
        site = Site(folder, sink, kind)
        try:
            for moment in moments:
                site.killed_at(moment)
            site.finished()
        finally:
            site.end()
        arrived = Counter(mail["To"].addresses[0].addr_spec for mail in sink.arrived)
        lost = site.addresses() - set(arrived)
        return len(lost), arrived.total() - len(arrived), len(sink.identifiers()) - len(arrived)


def test_nothing_is_lost_and_the_twin_loses(tmp_path):
    template = prepared(tmp_path / "template", mails=30)
    moments = ("before", "after", "any", "after", "before")
    lost, repeated, renamed = lost_and_repeated(template, moments, faults=["", "451 4.7.1 later"])
    assert (lost, renamed) == (0, 0)
    assert 2 <= repeated <= len(moments)

    assert lost_and_repeated(template, ("before", "before"), "twin") == (2, 0, 0)


@pytest.mark.prove
def test_a_hundred_kills_lose_nothing(tmp_path):
    template = prepared(tmp_path / "template", mails=1000)
    lottery = random.Random(1)
    moments = [lottery.choice(("before", "after", "any")) for _ in range(100)]
    faults = [lottery.choice(("", "", "", "451 4.7.1 later")) for _ in range(200)]
    lost, repeated, renamed = lost_and_repeated(template, moments, faults=faults)
    assert (lost, renamed) == (0, 0)
    assert moments.count("after") <= repeated <= len(moments)

    lost, _repeated, _renamed = lost_and_repeated(template, moments, "twin")
    assert lost >= moments.count("before")
