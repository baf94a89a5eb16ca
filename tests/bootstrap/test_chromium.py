"""Chromium for the browser tests: fetched by apt where nobody minds, tried again when it failed, else asked for."""

import os

import pytest

from kamplan.bootstrap.chromium import ADVICE
from kamplan.bootstrap.place import at
from kamplan.bootstrap.steps import run_steps
from kamplan.bootstrap.testing import in_browser, serving, without_browser

APT = """#!/bin/sh
echo "$@" >> {folder}/asked
test -e {folder}/no-network && exit 100
case "$*" in *chromium*) printf '#!/bin/sh\\n' > {folder}/chromium; chmod +x {folder}/chromium;; esac
"""
ASKED = ["-q update", "-q install --no-install-recommends -y chromium fonts-dejavu-core libatomic1"]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of root's without Chromium, whose apt writes down what it is asked."""
    apt = tmp_path / "apt-get"
    apt.write_text(APT.format(folder=tmp_path))
    apt.chmod(0o755)
    (tmp_path / "var").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    monkeypatch.setattr("kamplan.bootstrap.chromium.NAMES", (str(tmp_path / "chromium"),))
    monkeypatch.setattr("kamplan.bootstrap.chromium.find_library", lambda name: f"lib{name}.so.1")
    monkeypatch.setattr("kamplan.bootstrap.chromium.os.getuid", lambda: 0)
    monkeypatch.setattr("kamplan.bootstrap.chromium.CONTAINERS", (tmp_path / "contained",))
    return tmp_path


def place_on(machine, **environment):
    return at(machine, machine / "var", "127.0.0.1", 8100, {"PATH": os.environ["PATH"], **environment})


@pytest.fixture
def prepare(machine, processes):
    """Does what `make test` does about Chromium, and tells what apt was asked for."""

    def prepared(**environment):
        place, asked = place_on(machine, **environment), machine / "asked"
        asked.write_text("")
        run_steps([step for step in serving(place) if step.title == "Chromium"], place, processes)
        return asked.read_text().splitlines()

    return prepared


def test_apt_fetches_it_in_ci_once(prepare):
    assert prepare(CI="true") == ASKED
    assert prepare(CI="true") == []


def test_apt_fetches_it_in_a_container(machine, prepare):
    (machine / "contained").touch()
    assert prepare() == ASKED


def test_what_apt_could_not_fetch_is_tried_again(machine, prepare):
    (machine / "no-network").touch()
    assert prepare(CI="true") == ASKED[:1]
    (machine / "no-network").unlink()
    assert prepare(CI="true") == ASKED


def test_what_somebody_removed_is_fetched_again(machine, prepare):
    prepare(CI="true")
    (machine / "chromium").unlink()
    assert prepare(CI="true") == ASKED


def test_what_drives_it_is_fetched_where_it_could_not_start(machine, prepare, monkeypatch):
    prepare(CI="true")
    monkeypatch.setattr("kamplan.bootstrap.chromium.find_library", lambda name: None)
    assert prepare(CI="true") == ASKED
    assert in_browser(place_on(machine)) is None


def test_nothing_is_installed_for_who_may_not(prepare, monkeypatch):
    monkeypatch.setattr("kamplan.bootstrap.chromium.os.getuid", lambda: 1000)
    assert prepare(CI="true") == []


def test_a_persons_machine_is_told_what_to_install_and_what_was_not_run(machine, prepare):
    assert prepare() == []
    place = place_on(machine)
    assert in_browser(place) is None
    outcome = without_browser(place)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (0, 0, 1)
    assert f"not run: all of tests/browser; {ADVICE}" in str(outcome)
