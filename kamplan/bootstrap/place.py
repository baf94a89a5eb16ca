"""Where everything lies on this machine, and the environment our processes get."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kamplan.bootstrap.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """The project folder, its data folder, and the address it is served on."""

    root: Path
    var: Path
    bind: str
    port: int
    environment: Mapping[str, str]

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def log(self) -> Path:
        """What the set-up's programs said; the place to look when something failed."""
        return self.var / "setup.log"

    def tool(self, name: str) -> str:
        return str(self.venv / "bin" / name)

    def manage(self, *arguments: str) -> list[str]:
        return [str(self.python), str(self.root / "manage.py"), *arguments]


def read_place(environment: Mapping[str, str], root: Path = ROOT) -> Place:
    """Read KAMPLAN_VAR, KAMPLAN_BIND and KAMPLAN_PORT."""
    var = Path(environment.get("KAMPLAN_VAR") or root / "var").expanduser().absolute()
    port = environment.get("KAMPLAN_PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Trouble(f"KAMPLAN_PORT is a number from 1 to 65535, not {port!r}.")
    return at(root, var, environment.get("KAMPLAN_BIND") or "127.0.0.1", int(port), environment)


def at(root: Path, var: Path, bind: str, port: int, environment: Mapping[str, str]) -> Place:
    """A place whose processes see the same data folder and port, and no other virtual environment.

    They keep compiled bytecode whatever the machine's image says: without it a start takes twice as long.
    """
    others = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    inherited = {name: value for name, value in environment.items() if name not in others}
    ours = {
        "KAMPLAN_VAR": str(var),
        "KAMPLAN_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{root / '.venv' / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}",
    }
    return Place(root=root, var=var, bind=bind, port=port, environment={**inherited, **ours})


def make_folder(folder: Path) -> None:
    """Make a folder we can write to, or say why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except (FileExistsError, NotADirectoryError) as error:
        obstacle = next((each for each in (folder, *folder.parents) if os.path.lexists(each)), folder)
        raise Trouble(f"{obstacle} is a file, not a folder: nothing can be kept in it.") from error
    except OSError as error:
        raise Trouble(f"No permission to write: {folder} ({error.strerror}).") from error
