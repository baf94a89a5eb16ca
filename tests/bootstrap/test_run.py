"""The launcher itself: a fresh data folder, a page, Ctrl-C; then killed, and nothing is left.

It finds what `make test` has made by the same steps, empty tables and static files; the longer proof finds nothing.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from kamplan.bootstrap.place import read_place
from kamplan.bootstrap.project import static_files_step
from tests.migrated import on_postgresql

ROOT = Path(__file__).parents[2]
PATIENCE = 120


@pytest.fixture(scope="module")
def environment(tmp_path_factory, migrated_once):
    """A data folder of its own, without the demonstration and what is kept of a start."""
    var = tmp_path_factory.mktemp("run") / "var"
    var.mkdir()
    if not on_postgresql():
        migrated_once.copy(var / "kamplan.sqlite3")
    copy_static_files(var)
    return environment_of(var)


def copy_static_files(var):
    """If they were collected, and from what is there today."""
    theirs, ours = (static_files_step(read_place({"KAMPLAN_VAR": str(folder)})) for folder in (settings.VAR, var))
    if theirs.is_done():
        replace(ours, act=lambda work: shutil.copytree(settings.STATIC_ROOT, var / "static")).do(work=None)


def environment_of(var):
    """With a port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MAKELEVEL")}
    return {**inherited, "KAMPLAN_VAR": str(var), "KAMPLAN_PORT": str(port)}


@contextmanager
def running(environment):
    """The launcher, once it has said that it is ready, with what it said until then."""
    command = [sys.executable, "-m", "kamplan.bootstrap", "run"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, start_new_session=True, **pipes) as launcher:
        try:
            said = []
            while "Sign in as" not in "".join(said):
                line = launcher.stdout.readline()
                assert line, "".join(said)
                said.append(line)
            yield launcher, "".join(said)
        finally:
            launcher.terminate()


def processes_of(environment):
    """Everybody who was given this data folder."""
    mark = f"KAMPLAN_VAR={environment['KAMPLAN_VAR']}".encode()
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in file.read_bytes().split(b"\0"):
                found.append(int(file.parent.name))
        except OSError:
            continue
    return found


def nobody_left(environment, seconds=30):
    deadline = time.monotonic() + seconds
    while processes_of(environment) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not processes_of(environment)


def serves_until_ctrl_c(environment):
    """And meanwhile refuses another on the same folder."""
    with running(environment) as (launcher, said):
        address = f"http://localhost:{environment['KAMPLAN_PORT']}"
        assert f"kamplan is ready: {address}" in said
        with urlopen(address, timeout=20) as page:
            assert page.status == 200
        second = [sys.executable, "-m", "kamplan.bootstrap", "run"]
        refused = subprocess.run(second, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert refused.returncode == 1
        assert refused.stderr.count("\n") == 1
        assert f"already at work on this data folder (process {launcher.pid}" in refused.stderr
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(timeout=30) == 0


def test_first_start_serves_until_ctrl_c(environment):
    serves_until_ctrl_c(environment)
    assert nobody_left(environment, seconds=0)


@pytest.mark.prove
def test_first_start_with_nothing_at_all(tmp_path):
    environment = environment_of(tmp_path / "var")
    serves_until_ctrl_c(environment)
    assert nobody_left(environment, seconds=0)


def test_second_start_skips_what_is_done_and_leaves_nothing_when_killed(environment):
    with running(environment) as (launcher, said):
        steps = [line for line in said.splitlines() if line.startswith("[")]
        assert len(steps) == 7
        assert [line for line in steps if not line.endswith(": ready")] == []
        assert len(processes_of(environment)) >= 4
        launcher.kill()
    assert nobody_left(environment)
