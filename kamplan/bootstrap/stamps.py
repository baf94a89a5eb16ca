"""Stamps: a small file says what a step was made from and what it made, so that it need not be made again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(*parts: object) -> str:
    """One hash for values, files (by content) and lists of these."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(fingerprint_of(part))
    return digest.hexdigest()


def fingerprint_of(part: object) -> bytes:
    if isinstance(part, Path):
        content = part.read_bytes() if part.is_file() else b"absent"
        return hashlib.sha256(bytes(part) + b"\0" + content).digest()
    if isinstance(part, list | tuple):
        return fingerprint(*part).encode()
    return hashlib.sha256(repr(part).encode()).digest()


def files(root: Path, patterns: Iterable[str]) -> list[Path]:
    """The files below `root` that match, always in the same order."""
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    return sorted(path for path in found if "__pycache__" not in path.parts)


class Stamp:
    """Lives inside what it vouches for: remove that, and the claim is gone with it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def exists(self) -> bool:
        return self.file.exists()

    def says(self, claim: str) -> bool:
        return self.exists() and self.file.read_text() == claim

    def withdraw(self) -> None:
        """Before the work: whoever finds no stamp knows it may be half done."""
        self.file.unlink(missing_ok=True)

    def write(self, claim: str) -> None:
        """After the work, at once: a stamp is never half written."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.file.with_suffix(".new")
        temporary.write_text(claim)
        temporary.replace(self.file)
