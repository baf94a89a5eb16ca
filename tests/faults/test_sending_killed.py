"""A real worker, killed again and again while it sends: no mail is lost, and a repeat bears the same Message-ID.

The measure counts because its twin, which marks a mail before it sends it, loses mails in the same run.
"""

import math
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.changes.message import queue_invitations
from tests import factories
from tests.faults import prepare
from tests.faults.sink import Sink
from tests.faults.site import environment
from tests.migrated import on_postgresql

pytestmark = pytest.mark.django_db  # whose tables are copied

WORKERS = """
import os, sys, django
django.setup()
import kamplan.urls  # of which the links in mails are made: loaded here, and not by each worker
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


# The mails in another order, and the lease of the last worker over.
SHUFFLE = "UPDATE surveys_message SET next_try_at = {} WHERE state = 'waiting' RETURNING id"
PATIENCE = 300  # seconds; not how fast it must be, but when it hangs
DRAWN_BY_SQLITE = "printf('2026-01-01 00:00:%02d', abs(random() % 60))"
DRAWN_BY_POSTGRESQL = "timestamptz '2026-01-01' + random() * interval '1 minute'"


def queue(mails):
    survey = factories.QuestionnaireFactory(closes_at=timezone.now() + timedelta(days=14)).survey
    for _ in range(mails):
        factories.InvitationFactory(survey=survey, sent_at=None)
    queue_invitations(survey=survey, now=timezone.now())


@pytest.fixture
def prepared(migrated, tmp_path):
    """A database with an open survey and so many mails to send; the real worker and its twin each get a copy."""
    made = []

    def make(mails):
        made.append(migrated.copy(tmp_path))
        prepare.prepared(made[-1], lambda: queue(mails))
        return made[-1]

    yield make
    for database in made:
        database.remove()


class Site:
    """Workers that start at once, one after the other, on a data folder of their own."""

    def __init__(self, folder, database, sink, kind):
        self.sink, self.database = sink, database
        variables = {**environment(folder, database), "KAMPLAN_MAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        command = [sys.executable, "-c", WORKERS, kind]
        self.starter = subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL, **pipes)
        self.running = None

    def start(self):
        self.database.rows(SHUFFLE.format(DRAWN_BY_POSTGRESQL if on_postgresql() else DRAWN_BY_SQLITE))
        self.starter.stdin.write("\n")
        self.starter.stdin.flush()
        self.running = int(self.starter.stdout.readline())

    def kill(self, number=signal.SIGKILL):
        os.kill(self.running, number)
        self.running = None

    def end(self):
        """When this returns, no worker is left."""
        if self.running:
            self.kill()
        if self.starter.poll() is None:
            self.starter.communicate(timeout=60)

    def wait_until(self, happened, pause=0.002):
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, "nothing happens"
            time.sleep(pause)

    def unsent(self):
        return self.database.rows("SELECT count(*) FROM surveys_message WHERE state <> 'sent'")[0][0]

    def killed_at(self, moment):
        """A worker killed while the server takes in a mail, between its accepting it and saying so, or at any time."""
        connections = self.sink.connections
        if moment != "any":
            self.sink.halt(moment)
        self.start()
        if moment == "any":
            self.wait_until(lambda: self.sink.connections > connections)
            time.sleep(random.uniform(0, 0.2))
        else:
            assert self.sink.is_there.wait(PATIENCE), "nothing happens"
        self.kill()

    def finished(self):
        self.sink.before = self.sink.after = 0.0
        self.sink.faults.clear()
        self.start()
        left = math.inf
        while left:  # as long as it gets on, it may take its time
            self.wait_until(lambda before=left: self.unsent() < before, pause=0.1)
            left = self.unsent()
        self.kill(signal.SIGTERM)  # what it is sending goes out first
        self.end()

    def addresses(self):
        return {email for (email,) in self.database.rows("SELECT email FROM surveys_invitation")}


def lost_and_repeated(folder, database, moments, kind="real", faults=()):
    """How many never arrived, how many arrived once too often, and how many of these under another Message-ID."""
    folder = folder / kind
    folder.mkdir()
    own = database.copy(folder)
    with Sink() as sink:
        sink.before = sink.after = 0.05
        sink.faults.extend(faults)
        site = Site(folder, own, sink, kind)
        try:
            for moment in moments:
                site.killed_at(moment)
            site.finished()
            arrived = Counter(mail["To"].addresses[0].addr_spec for mail in sink.arrived)
            lost = site.addresses() - set(arrived)
        finally:
            site.end()
            own.remove()
        return len(lost), arrived.total() - len(arrived), len(sink.identifiers()) - len(arrived)


def told(mails, moments, found):
    lost, repeated, renamed = found
    return f"{mails:,} mails, {len(moments)} kills: {lost} lost, {repeated} repeated, {renamed} of them renamed"


def test_nothing_is_lost_and_the_twin_loses(prepared, tmp_path, report):
    database = prepared(mails=30)
    moments = ("before", "after", "any", "after", "before")
    found = lost_and_repeated(tmp_path, database, moments, faults=["", "451 4.7.1 later"])
    report(told(30, moments, found))
    lost, repeated, renamed = found
    assert (lost, renamed) == (0, 0)
    assert 2 <= repeated <= len(moments)

    assert lost_and_repeated(tmp_path, database, ("before", "before"), "twin") == (2, 0, 0)


@pytest.mark.prove
def test_a_hundred_kills_lose_nothing(prepared, tmp_path, report):
    database = prepared(mails=1000)
    seed = random.randrange(10**6)
    lottery = random.Random(seed)
    moments = [lottery.choice(("before", "after", "any")) for _ in range(100)]
    faults = [lottery.choice(("", "", "", "451 4.7.1 later")) for _ in range(200)]
    found = lost_and_repeated(tmp_path, database, moments, faults=faults)
    report(f"seed {seed}: {told(1000, moments, found)}")
    lost, repeated, renamed = found
    assert (lost, renamed) == (0, 0)
    assert moments.count("after") <= repeated <= len(moments)

    found = lost_and_repeated(tmp_path, database, moments, "twin")
    report(f"twin: {told(1000, moments, found)}")
    assert found[0] >= moments.count("before")


@pytest.mark.prove
def test_ten_thousand_mails(prepared, tmp_path, report):
    """With a kill now and then."""
    moments = ["any", "after"] * 5
    found = lost_and_repeated(tmp_path, prepared(mails=10_000), moments)
    report(told(10_000, moments, found))
    lost, repeated, renamed = found
    assert (lost, renamed) == (0, 0)
    assert 5 <= repeated <= len(moments)


@pytest.mark.prove
def test_ten_thousand_mails_without_a_kill_arrive_once(prepared, tmp_path, report):
    found = lost_and_repeated(tmp_path, prepared(mails=10_000), ())
    report(told(10_000, (), found))
    assert found == (0, 0, 0)
