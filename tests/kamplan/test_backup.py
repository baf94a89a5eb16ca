"""Backups: what was there comes back, what was changed is noticed, and nothing is overwritten."""

import io
import json
import stat
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Account, User
from kamplan.backup import archive
from kamplan.backup.databases import NAME
from kamplan.backup.manifest import FORMAT, Manifest, Unfit, hashes
from tests import factories


def pack(folder, file):
    with tarfile.open(file, "w:gz") as packed:
        packed.add(folder, arcname="kamplan")
    return file


@pytest.fixture
def kept_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.MEDIA_ROOT / "a").mkdir(parents=True)
    (settings.MEDIA_ROOT / "a" / "letter.txt").write_text("Dear Erik")
    return settings.MEDIA_ROOT


@pytest.fixture
def account(really_committed, client):
    owner = factories.UserFactory(email="alice@supplier.example")
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return factories.AccountFactory(name="Nordvik Verft", owner=owner)


@pytest.fixture
def backup(account, kept_files, tmp_path):
    file = tmp_path / "kamplan.backup"
    call_command("backup", str(file), stdout=io.StringIO())
    return file


def said_by(*command):
    output = io.StringIO()
    call_command(*command, stdout=output)
    return output.getvalue()


def sessions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        return cursor.fetchone()[0]


def test_everything_comes_back_except_sessions(backup, kept_files):
    assert sessions() == 1
    call_command("flush", interactive=False, verbosity=0)
    (kept_files / "a" / "letter.txt").unlink()
    assert "is restored" in said_by("restore", str(backup))
    assert Account.objects.get().name == "Nordvik Verft"
    assert Account.objects.get().owner.email == "alice@supplier.example"
    assert (kept_files / "a" / "letter.txt").read_text() == "Dear Erik"
    assert sessions() == 0


def test_nothing_is_overwritten_and_trying_out_changes_nothing(backup):
    before = backup.read_bytes()
    Account.objects.update(name="Changed since")
    assert "can be restored" in said_by("restore", str(backup), "--check")
    with pytest.raises(CommandError, match="holds users already"):
        call_command("restore", str(backup))
    with pytest.raises(CommandError, match="never overwrites"):
        call_command("backup", str(backup))
    assert backup.read_bytes() == before
    assert Account.objects.get().name == "Changed since"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [file.name for file in backup.parent.iterdir() if file.name.startswith(".backup")] == []


def test_a_folder_that_is_not_there_is_named(account, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere is no folder"):
        call_command("backup", str(tmp_path / "nowhere" / "kamplan.backup"))


def test_rows_are_counted_and_compared(backup, tmp_path):
    folder, manifest = archive.unpacked(backup, tmp_path / "unpacked")
    assert manifest.rows["accounts_account"] == 1
    assert manifest.rows["accounts_user"] == User.objects.count()
    assert "django_session" not in manifest.rows
    rows = {**manifest.rows, "accounts_account": 2}
    Manifest(FORMAT, "", connection.vendor, rows, manifest.files).write(folder / "manifest.json")
    with pytest.raises(Unfit, match="accounts_account: 1 instead of 2"):
        archive.try_backup(pack(folder, tmp_path / "changed"))


@pytest.fixture
def contents(tmp_path):
    """The folder of a small sound backup."""
    folder = tmp_path / "contents"
    (folder / "files").mkdir(parents=True)
    (folder / NAME).write_bytes(b"rows")
    (folder / "files" / "letter.txt").write_text("Dear Erik")
    Manifest(FORMAT, "", connection.vendor, {}, hashes(folder)).write(folder / "manifest.json")
    return folder


def change_manifest(**changes):
    def change(folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps({**manifest, **changes}))

    return change


def test_a_sound_backup_is_accepted(contents, tmp_path):
    folder, manifest = archive.unpacked(pack(contents, tmp_path / "backup"), tmp_path / "unpacked")
    assert manifest.vendor == connection.vendor
    assert (folder / "files" / "letter.txt").read_text() == "Dear Erik"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda folder: (folder / NAME).write_bytes(b"other rows"), "damaged"),
        (lambda folder: (folder / "files" / "letter.txt").write_text("Dear Eve"), "damaged"),
        (lambda folder: (folder / "files" / "letter.txt").unlink(), "damaged"),
        (lambda folder: (folder / "more").write_text("?"), "damaged"),
        (lambda folder: (folder / "manifest.json").unlink(), "no backup of kamplan"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "no backup of kamplan"),
        (change_manifest(format=99), "format 99"),
        (change_manifest(vendor="oracle"), "is of oracle"),
    ],
)
def test_a_changed_backup_is_refused(contents, tmp_path, change, says):
    change(contents)
    with pytest.raises(Unfit, match=says):
        archive.unpacked(pack(contents, tmp_path / "backup"), tmp_path / "unpacked")


@pytest.mark.parametrize("kept", [0, 1, 100])
def test_a_cut_off_backup_is_refused(contents, tmp_path, kept):
    file = pack(contents, tmp_path / "backup")
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(Unfit):
        archive.unpacked(file, tmp_path / "unpacked")


def test_something_else_is_refused(tmp_path):
    file = tmp_path / "something"
    file.write_bytes(b"not a backup")
    with pytest.raises(Unfit, match="cannot be read as a backup"):
        archive.unpacked(file, tmp_path / "unpacked")


@pytest.mark.parametrize("filtered", [archive.FILTERED, {}], ids=["as here", "Python 3.11.2"])
@pytest.mark.parametrize("name", ["../outside", "/tmp/outside"])
def test_a_backup_reaches_no_place_outside(tmp_path, name, filtered, monkeypatch):
    monkeypatch.setattr(archive, "FILTERED", filtered)
    file = tmp_path / "backup"
    with tarfile.open(file, "w:gz") as packed:
        packed.addfile(tarfile.TarInfo(name))
    with pytest.raises(Unfit):
        archive.unpacked(file, tmp_path / "inner" / "unpacked")
    assert not (tmp_path / "inner" / "outside").exists()
