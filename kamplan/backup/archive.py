"""The backup file: made, tried out, restored."""

import os
import shutil
import tarfile
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection

from kamplan.backup.databases import NAME, database
from kamplan.backup.manifest import FORMAT, Manifest, Unfit, hashes, read_manifest

FILTERED: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # from Python 3.11.4 on


def make_backup(target: Path, *, now: datetime) -> Manifest:
    """Write everything to `target`, readable by its owner alone; it appears when it is complete."""
    if target.exists():
        raise Unfit(f"{target} exists; a backup never overwrites another.")
    with TemporaryDirectory(dir=target.parent, prefix=".backup.") as name:
        folder, unfinished = Path(name) / "backup", Path(name) / "archive"
        folder.mkdir(mode=0o700)
        rows = database().dump(folder / NAME)
        if settings.MEDIA_ROOT.is_dir():
            shutil.copytree(settings.MEDIA_ROOT, folder / "files")
        manifest = Manifest(FORMAT, now.isoformat(timespec="seconds"), connection.vendor, rows, hashes(folder))
        manifest.write(folder / "manifest.json")
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w:gz") as archive:
            archive.add(folder, arcname="kamplan")
        unfinished.rename(target)
    return manifest


def try_backup(source: Path) -> Manifest:
    """Restore into a scratch database and compare; the real one is not touched."""
    with TemporaryDirectory() as name:
        folder, manifest = unpacked(source, Path(name))
        manifest.compare_rows(database().try_out(folder / NAME))
    return manifest


def restore_backup(source: Path) -> Manifest:
    """Put a backup in the place of an empty database."""
    if holds_data():
        raise Unfit("The database here holds users already; restore into an empty one.")
    with TemporaryDirectory() as name:
        folder, manifest = unpacked(source, Path(name))
        manifest.compare_rows(database().try_out(folder / NAME))
        manifest.compare_rows(database().load(folder / NAME))
        if (folder / "files").is_dir():
            shutil.copytree(folder / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
    return manifest


def unpacked(source: Path, target: Path) -> tuple[Path, Manifest]:
    try:
        with tarfile.open(source) as archive:
            members = [harmless(member, target) for member in archive]
            archive.extractall(target, members, **FILTERED)  # noqa: S202 - each has been looked at
    except (OSError, tarfile.TarError, EOFError) as error:
        raise Unfit(f"{source} cannot be read as a backup.") from error
    manifest = read_manifest(target / "kamplan")
    if manifest.vendor != connection.vendor:
        raise Unfit(f"The backup is of {manifest.vendor}, the database here is {connection.vendor}.")
    return target / "kamplan", manifest


def harmless(member: tarfile.TarInfo, target: Path) -> tarfile.TarInfo:
    """A file or a folder below the target, ours and for us to write: whatever Python's own filter would say."""
    if not (member.isfile() or member.isdir()) or not (target / member.name).resolve().is_relative_to(target.resolve()):
        raise Unfit(f"{member.name} does not belong in a backup.")
    member.uid, member.gid, member.uname, member.gname = os.getuid(), os.getgid(), "", ""
    member.mode = member.mode & 0o755 | (0o700 if member.isdir() else 0o600)
    return member


def holds_data() -> bool:
    try:
        return get_user_model()._base_manager.exists()
    except DatabaseError:  # not even the tables are there
        return False
