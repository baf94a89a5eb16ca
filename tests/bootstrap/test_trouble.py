"""What programs write when the world is against them, and the one sentence a person gets."""

import re
import socket

import pytest

from kamplan.bootstrap import python
from kamplan.bootstrap.address import check_port, for_network, network_address
from kamplan.bootstrap.lock import only_one
from kamplan.bootstrap.place import at, make_folder, read_place
from kamplan.bootstrap.project import settings_given
from kamplan.bootstrap.trouble import Trouble, explain

OFFLINE = "No network: the package registry cannot be reached. The first start needs it; later ones do not."
FULL = "The disk is full: free some space and try again."


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (
            "WARNING: NewConnectionError('<...>: Failed to establish a new connection: [Errno -3]')\nERROR: No match",
            OFFLINE,
        ),
        ("error: Failed to fetch\n  Caused by: error sending request for url\n  Caused by: dns error", OFFLINE),
        ("npm error code EAI_AGAIN\nnpm error A complete log can be found in x", OFFLINE),
        ("npm error code ENOSPC\nnpm error nospc no space left on device, write", FULL),
        ("OSError: [Errno 28] No space left on device", FULL),
        (
            "error: failed to create file `/srv/kamplan/.venv/x`: Permission denied (os error 13)",
            "/srv/kamplan/.venv/x",
        ),
        (
            "PermissionError: [Errno 13] Permission denied: '/srv/var/static'",
            "No permission to write: /srv/var/static.",
        ),
        (
            "django.core.exceptions.ImproperlyConfigured: set KAMPLAN_HOSTS.\n",
            "set KAMPLAN_HOSTS. (everything it said:",
        ),
        (
            'psycopg2.OperationalError: could not translate host name "db" to address: Name or service not known',
            "DATABASE_URL",
        ),
        ("", "It stopped without a word."),
    ],
)
def test_one_sentence_for_what_a_program_said(tmp_path, said, meaning):
    log = tmp_path / "log"
    log.write_text(said)
    sentence = explain(log)
    assert meaning in sentence
    assert "\n" not in sentence


def test_missing_venv_module_is_named_with_its_package(tmp_path, monkeypatch):
    monkeypatch.setattr(python.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match=r"Python's venv module is missing: apt install python3\.\d+-venv"):
        python.make_venv(None)


def place_at(tmp_path, port, bind="127.0.0.1", **environment):
    return at(tmp_path, tmp_path / "var", bind, port, environment)


def test_taken_port_is_named_with_another_one(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} is taken by another program.*KAMPLAN_PORT={port + 1}"):
            check_port(place_at(tmp_path, port))
    check_port(place_at(tmp_path, port))


def test_address_of_another_machine_is_refused(tmp_path):
    with pytest.raises(Trouble, match=r"KAMPLAN_BIND=203\.0\.113\.9 is no address of this machine"):
        check_port(place_at(tmp_path, 8100, bind="203.0.113.9"))


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_port_that_is_none(port):
    with pytest.raises(Trouble, match="KAMPLAN_PORT is a number from 1 to 65535"):
        read_place({"KAMPLAN_PORT": port})


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "var"):
        with pytest.raises(Trouble, match=rf"^{re.escape(str(tmp_path))}/file is a file, not a folder"):
            make_folder(folder)
    with pytest.raises(Trouble, match=r"No permission to write: .*/x{300} "):
        make_folder(tmp_path / ("x" * 300))


def test_second_start_on_the_same_folder_is_told_who_was_first(tmp_path):
    def start(note):
        return only_one(tmp_path / "lock", note, "taken by {note}")

    with start("process 7"), pytest.raises(Trouble, match=r"^taken by process 7$"), start("process 8"):
        pytest.fail("two at once")
    with start("process 9"):
        assert (tmp_path / "lock").read_text() == "process 9"


def test_this_machine_alone_needs_no_settings(tmp_path):
    place = place_at(tmp_path, 8100)
    assert for_network(place) is place


def test_a_phone_gets_hosts_an_address_and_the_kept_secret(tmp_path):
    place = place_at(tmp_path, 8100, bind="192.0.2.7")
    place.var.mkdir()
    open_place = for_network(place)
    assert open_place.environment["KAMPLAN_HOSTS"] == "localhost,127.0.0.1,192.0.2.7"
    assert open_place.environment["KAMPLAN_SITE_ADDRESS"] == "http://192.0.2.7:8100"
    secret = place.var / "secret_key"
    assert open_place.environment["KAMPLAN_SECRET_KEY"] == secret.read_text()
    assert len(secret.read_text()) >= 50
    assert secret.stat().st_mode & 0o777 == 0o600
    assert for_network(place).environment["KAMPLAN_SECRET_KEY"] == secret.read_text()


@pytest.mark.parametrize(
    ("said", "demo"),
    [
        ({}, "1"),
        ({"KAMPLAN_DEMO": "0"}, "0"),
        ({"KAMPLAN_HOSTS": "a.example"}, "0"),
        ({"KAMPLAN_HOSTS": "a.example", "KAMPLAN_DEMO": "1"}, "1"),
    ],
)
def test_a_phone_may_see_the_demonstration_but_said_hosts_mean_business(tmp_path, said, demo):
    place = place_at(tmp_path, 8100, bind="192.0.2.7", **said)
    place.var.mkdir()
    assert for_network(place).environment["KAMPLAN_DEMO"] == demo


def test_what_the_operator_said_is_kept(tmp_path):
    said = {"KAMPLAN_HOSTS": "a.example", "KAMPLAN_SITE_ADDRESS": "https://a.example", "KAMPLAN_SECRET_KEY": "x" * 50}
    place = place_at(tmp_path, 8100, bind="0.0.0.0", **said)
    if network_address("0.0.0.0"):
        assert dict(settings_given(for_network(place))).items() >= said.items()
