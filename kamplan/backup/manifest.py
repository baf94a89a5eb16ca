"""The manifest of a backup: what it holds, so that a restored database can be compared with it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = 1
LEFT_OUT = ("django_session", "cache")  # nobody stays signed in through a restore


class Unfit(Exception):
    """This backup cannot be used, or not here; the message says why in one sentence."""


@dataclass(frozen=True)
class Manifest:
    """When, from which kind of database, how many rows each table had, and the hash of each file."""

    format: int
    made_at: str
    vendor: str
    rows: Mapping[str, int]
    files: Mapping[str, str]

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), indent=1, sort_keys=True))

    def compare_rows(self, found: Mapping[str, int]) -> None:
        wrong = [f"{table}: {found.get(table)} instead of {count}" for table, count in self.rows.items()
                 if found.get(table) != count]  # fmt: skip
        if wrong:
            raise Unfit(f"The restored tables differ from the manifest: {', '.join(wrong)}.")


def read_manifest(folder: Path) -> Manifest:
    """Read it, and check every file it names."""
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise Unfit("This is no backup of kamplan.") from error
    if manifest.format != FORMAT:
        raise Unfit(f"This backup has format {manifest.format}; this kamplan reads format {FORMAT}.")
    if hashes(folder) != manifest.files:
        raise Unfit("The backup is damaged: its files differ from its manifest.")
    return manifest


def hashes(folder: Path) -> dict[str, str]:
    """Every file below the folder except the manifest, with its SHA-256."""
    found = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != "manifest.json")
    return {file.relative_to(folder).as_posix(): hash_of(file) for file in found}


def hash_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
