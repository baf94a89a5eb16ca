"""Settings refuse a half configuration in one sentence, and are safe when they serve strangers."""

import json
import os
import re
import stat
import string
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

SECRET = string.ascii_letters * 2
STRANGERS = {
    "KAMPLAN_HOSTS": "kamplan.example.org",
    "KAMPLAN_SITE_ADDRESS": "https://kamplan.example.org",
    "KAMPLAN_SECRET_KEY": SECRET,
}
NAMES = (
    "DEBUG",
    "DEMO",
    "ALLOWED_HOSTS",
    "SITE_ADDRESS",
    "SECURE_SSL_REDIRECT",
    "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
)
SAY = f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"


@pytest.fixture
def start(tmp_path):
    """Runs a command in a bare environment."""

    def started(command, **environment):
        bare = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("KAMPLAN_", "DATABASE_", "DJANGO_"))
        }
        bare |= {"DJANGO_SETTINGS_MODULE": "kamplan.settings", "KAMPLAN_VAR": str(tmp_path / "var"), **environment}
        return subprocess.run([sys.executable, *command], cwd=ROOT, env=bare, capture_output=True, text=True)

    return started


@pytest.fixture
def settings_with(start):
    def read(**environment):
        ran = start(["-c", SAY], **environment)
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return read


def test_this_machine_alone_needs_nothing(settings_with, tmp_path):
    settings = settings_with()
    assert settings["DEBUG"] is False
    assert settings["SITE_ADDRESS"] == "http://localhost:8000"
    assert "*" not in settings["ALLOWED_HOSTS"]
    secret = tmp_path / "var" / "secret_key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text()) >= 50


def test_the_secret_is_kept(settings_with, tmp_path):
    settings_with()
    secret = (tmp_path / "var" / "secret_key").read_text()
    settings_with()
    assert (tmp_path / "var" / "secret_key").read_text() == secret


@pytest.mark.parametrize("missing", STRANGERS)
def test_serving_strangers_half_configured_is_refused_in_one_sentence(start, missing):
    given = {name: value for name, value in STRANGERS.items() if name != missing}
    ran = start(["manage.py", "check"], **given)
    assert ran.returncode != 0
    assert missing in said_in_one_line(ran)


@pytest.mark.parametrize("command", [["manage.py", "migrate"], ["manage.py", "worker"], ["-c", "import kamplan.wsgi"]])
def test_whatever_is_started_says_so(start, command):
    assert "KAMPLAN_SECRET_KEY" in said_in_one_line(start(command, KAMPLAN_HOSTS="kamplan.example.org"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAMPLAN_SITE_ADDRESS", "kamplan.example.org"),
        ("KAMPLAN_SITE_ADDRESS", "ftp://kamplan.example.org"),
        ("DATABASE_URL", "kamplan"),
        ("DATABASE_URL", "mysql://kamplan@localhost/kamplan"),
        ("KAMPLAN_CURRENCY", "kroner"),
        ("KAMPLAN_VAR", __file__),
    ],
)
def test_what_cannot_be_meant_is_refused_with_an_example(start, name, value):
    said = said_in_one_line(start(["manage.py", "check"], **{name: value}))
    assert name in said
    assert "such as" in said


def test_who_brings_the_keys_needs_no_folder_before(start, tmp_path):
    """As when a backup is restored on a new machine."""
    keys = {"KAMPLAN_SECRET_KEY": SECRET, "KAMPLAN_LINK_KEY": SECRET}
    ran = start(
        ["manage.py", "shell", "-c", "from django.db import connection; connection.ensure_connection()"], **keys
    )
    assert ran.returncode == 0, ran.stderr
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["kamplan.sqlite3"]


def said_in_one_line(ran):
    assert ran.returncode == 1
    (line,) = ran.stderr.strip().splitlines()
    return line


def test_every_setting_is_told_in_the_guide():
    """All but what `make bench` hands to itself."""
    code = "".join(file.read_text() for file in ROOT.glob("kamplan/**/*.py"))
    told = (ROOT / "docs/operations.md").read_text()
    read = set(re.findall(r'"(KAMPLAN_[A-Z_]+)"', code)) - {"KAMPLAN_BENCH_POSTGRESQL"}
    assert [name for name in sorted(read) if f"| `{name}` |" not in told] == []


def test_short_secret_is_refused(start):
    ran = start(["manage.py", "check"], **{**STRANGERS, "KAMPLAN_SECRET_KEY": "short"})
    assert "at least 50" in said_in_one_line(ran)


def test_strangers_get_everything_encrypted_and_no_demo(settings_with):
    settings = settings_with(**STRANGERS, KAMPLAN_DEBUG="1", KAMPLAN_BEHIND_PROXY="1")
    assert settings == {
        "DEBUG": False,
        "DEMO": False,
        "ALLOWED_HOSTS": ["kamplan.example.org"],
        "SITE_ADDRESS": "https://kamplan.example.org",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "SESSION_COOKIE_NAME": "__Host-kamplan",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
    }


def test_deployment_check_is_clean(start):
    ran = start(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], **STRANGERS, KAMPLAN_DEMO="0")
    assert ran.returncode == 0, ran.stderr


def test_no_check_is_silenced(settings):
    assert settings.SILENCED_SYSTEM_CHECKS == []
