"""The product served as `make run` serves it, on a database of its own."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamplan.bootstrap.place import at
from kamplan.bootstrap.supervise import services

ROOT = Path(__file__).resolve().parents[2]
PORT = 8170
SETTINGS = "tests.bench.settings"


def environment(var: Path, database: str, port: int = PORT) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("KAMPLAN_")}
    ours.pop("DATABASE_URL", None)
    ours |= {"KAMPLAN_VAR": str(var), "KAMPLAN_PORT": str(port), "DJANGO_SETTINGS_MODULE": SETTINGS}
    return ours | ({"DATABASE_URL": database} if database else {})


def manage(variables: dict[str, str], *words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout


@contextmanager
def serving(variables: dict[str, str]) -> Iterator[int]:
    """The web server, ready; yields its process id."""
    place = at(ROOT, Path(variables["KAMPLAN_VAR"]), "127.0.0.1", PORT, variables)
    web = services(place)[0].command
    with subprocess.Popen(web, cwd=ROOT, env=variables, start_new_session=True) as process:
        try:
            wait_until_ready()
            yield process.pid
        finally:
            process.terminate()


def wait_until_ready() -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def memory(pid: int) -> float:
    """Megabytes that the server's processes hold together, what they share counted once."""
    total = 0
    for child in descendants(pid):
        rollup = Path(f"/proc/{child}/smaps_rollup")
        if rollup.exists():
            lines = rollup.read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def descendants(pid: int) -> list[int]:
    found = [pid]
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        if parent == pid:
            found += descendants(int(entry.parent.name))
    return found
