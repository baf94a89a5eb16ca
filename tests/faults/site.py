"""A running kamplan seen from outside: web server and job worker as `make run` starts them, on data of their own."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings

from kamplan.bootstrap.place import at
from kamplan.bootstrap.supervise import services
from tests.faults.prepare import invite, prepared

ROOT = Path(__file__).resolve().parents[2]


class Site:
    def __init__(self, folder, database, *, twin="", behind_proxy=False):
        self.folder, self.database, self.port = folder, database, free_port()
        self.survey, self.criteria, self.tokens = 0, [], {}
        self.log = folder / "said.log"
        self.environment = {**environment(folder, database), "KAMPLAN_PORT": str(self.port), "TWIN": twin}
        if behind_proxy:
            self.environment["KAMPLAN_BEHIND_PROXY"] = "1"
        self.twin, self.web, self.worker, self.is_gone = twin, None, None, False
        static_files(folder, self.environment)

    def invite(self, number, *first):
        """To an open survey; from then on we know its number, its criteria and all links."""
        self.survey, self.criteria, self.tokens = prepared(self.database, *first, partial(invite, number))

    def manage(self, *words):
        return run(self.environment, "manage.py", *words)

    # --- running ------------------------------------------------------------------------------------------------------
    def start_web(self):
        place = at(ROOT, self.folder, "127.0.0.1", self.port, self.environment)
        command = services(place)[0].command
        if self.twin:
            command = [*command[:-1], "tests.faults.careless:application"]
        self.web = self.begin(command)
        self.wait_until_it_answers()

    def start_worker(self):
        self.worker = self.begin([sys.executable, "manage.py", "worker"])

    def begin(self, command):
        with self.log.open("ab") as said:
            return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=said, stderr=said)

    def wait_until_it_answers(self, seconds=30):
        end = time.monotonic() + seconds
        while self.status("/welcome/") >= 500 or self.status("/welcome/") == 0:
            assert time.monotonic() < end, self.log.read_text()[-2000:]
            time.sleep(0.05)

    def status(self, address):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", address, headers={"Host": "localhost"})
            return connection.getresponse().status
        return 0

    def end(self):
        for process in (self.web, self.worker):
            if process and process.poll() is None:
                process.terminate()
        for process in (self.web, self.worker):
            if process:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=10)
                process.kill()
        self.database.remove()

    # --- killing ------------------------------------------------------------------------------------------------------
    def kill(self, target):
        """One of: a process that serves pages, all of them, the job worker, or what the database is made of."""
        kinds = {
            "web worker": self.kill_web_worker,
            "web": self.kill_web,
            "job worker": self.kill_worker,
            "backend": lambda: self.database.kill_backend(),
            "postmaster": lambda: self.database.kill_server(),
        }
        kinds[target]()

    def kill_web_worker(self):
        with suppress(ProcessLookupError):
            os.kill(random.choice(children(self.web.pid)), signal.SIGKILL)

    def kill_web(self):
        self.kill_web_for_good()
        self.start_web()

    def kill_web_for_good(self):
        workers = children(self.web.pid)
        self.web.kill()
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.web.wait()

    def kill_worker(self):
        self.worker.kill()
        self.worker.wait()
        self.start_worker()


def environment(folder, database):
    ours = {name: value for name, value in os.environ.items() if not name.startswith("KAMPLAN_")}
    place = {"KAMPLAN_VAR": str(folder), "DATABASE_URL": database.address, "PYTHONPATH": str(ROOT)}
    place["KAMPLAN_LINK_KEY"] = settings.LINK_KEY  # links it makes are the links we know
    return {**ours, **place, "DJANGO_SETTINGS_MODULE": "kamplan.settings"}


def run(variables, *words):
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def static_files(folder, variables):
    """`make test` has collected them; run by hand, we do."""
    if (settings.STATIC_ROOT / "staticfiles.json").exists():
        (folder / "static").symlink_to(settings.STATIC_ROOT)
    else:
        run(variables, "manage.py", "collectstatic", "--noinput", "-v0")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def children(pid):
    """The web server's own processes: those that serve, not a helper of multiprocessing."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(entry.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(entry.parent.name))
    return found
