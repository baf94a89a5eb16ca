"""What the project is made of: its files as git knows them, read once."""

import ast
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "surveys", "planning")
PACKAGES = ("kamplan", *APPS)


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or about to be, relative to the root; without git, what it would not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists():
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
        return tuple(sorted(Path(name) for name in set(names) if (ROOT / name).is_file()))
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if not line.startswith("#")]
    found = (file.relative_to(ROOT) for file in ROOT.rglob("*") if file.is_file())
    return tuple(sorted(file for file in found if not any(fnmatch(part, i) for part in file.parts for i in ignored)))


def modules(*folders: str) -> list[Path]:
    """Our Python files, migrations aside."""
    inside = tuple(f"{folder}/" for folder in folders or PACKAGES)
    return [f for f in files() if f.suffix == ".py" and str(f).startswith(inside) and "migrations" not in f.parts]


def templates() -> list[Path]:
    return [file for file in files() if file.parts[0] == "templates"]


@cache
def text(file: Path) -> str:
    return (ROOT / file).read_text()


@cache
def syntax(file: Path) -> ast.Module:
    return ast.parse(text(file))
