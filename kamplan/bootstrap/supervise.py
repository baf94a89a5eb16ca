"""The web server and the job worker: started together, watched, started again when one dies, stopped together."""

import http.client
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from kamplan.bootstrap.address import EVERYWHERE, invitation, picture
from kamplan.bootstrap.place import Place
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.project import is_demo
from kamplan.bootstrap.trouble import Trouble

PATIENCE = 60.0  # seconds until the first answer
STEADY = 60.0  # who has lived so long starts again at once
LONGEST_REST = 30.0


@dataclass
class Service:
    """One program that is meant to run for ever."""

    name: str
    command: list[str]
    process: subprocess.Popen[Any] | None = None
    started: float = 0.0
    early_deaths: int = 0
    resting_until: float = 0.0

    def start(self, place: Place, processes: Processes) -> None:
        self.process = processes.start(self.command, cwd=place.root, environment=place.environment)
        self.started = time.monotonic()

    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self, processes: Processes) -> None:
        """Take away what it left behind and decide when it may come back."""
        process, self.process = self.process, None
        if process:
            processes.stop(process)
        lived = time.monotonic() - self.started
        self.early_deaths = self.early_deaths + 1 if lived < STEADY else 0
        rest = min(2.0**self.early_deaths, LONGEST_REST) if self.early_deaths else 0.0
        self.resting_until = time.monotonic() + rest
        print(f"The {self.name} stopped; starting it again in {rest:.0f} s.", flush=True)

    def tend(self, place: Place, processes: Processes) -> None:
        if self.is_dead():
            self.bury(processes)
        if self.process is None and time.monotonic() >= self.resting_until:
            self.start(place, processes)


def services(place: Place) -> list[Service]:
    web = [place.tool("granian"), "--interface", "wsgi", "--host", place.bind, "--port", str(place.port)]
    web += ["--workers", "2", "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600", "--no-ws"]
    web += [
        "--no-access-log",  # some addresses are keys
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "5",
        "--log-level",
        "warning",
        "--working-dir",
        str(place.root),
        "kamplan.wsgi:application",
    ]
    return [
        Service("web server", web),
        Service("job worker", place.manage("worker")),
    ]


def serve(place: Place, processes: Processes) -> NoReturn:
    """Runs until somebody stops us."""
    pair = services(place)
    for service in pair:
        service.start(place, processes)
    with tempfile.TemporaryFile() as links:  # without a name: the links are keys
        asking = ask_for_links(place, processes, links)
        wait_for_answer(place, processes, pair[0])
        while asking and asking.poll() is None:
            processes.breathe()
        links.seek(0)
        said = links.read().decode()
        print(welcome(place, "" if asking and asking.returncode else said), flush=True)
    while True:
        for service in pair:
            service.tend(place, processes)
        processes.breathe(0.25)


def ask_for_links(place: Place, processes: Processes, links: IO[bytes]) -> "subprocess.Popen[Any] | None":
    """Links for the demo people, made while the server starts: to sign in once, and to answer a survey."""
    if not is_demo(place):
        return None
    return processes.start(place.manage("demo_links"), cwd=place.root, environment=place.environment, output=links)


def wait_for_answer(place: Place, processes: Processes, web: Service) -> None:
    """Until the first page could be fetched."""
    deadline = time.monotonic() + PATIENCE
    while not answers(place):
        if web.is_dead() or time.monotonic() > deadline:
            raise Trouble("The web server did not start; its own words are above.")
        processes.breathe()


def answers(place: Place) -> bool:
    host = "localhost" if place.bind in EVERYWHERE else place.bind
    connection = http.client.HTTPConnection(host, place.port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{place.port}"})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(place: Place, links: str) -> str:
    """What a person needs to get in."""
    site = place.environment.get("KAMPLAN_SITE_ADDRESS") or f"http://localhost:{place.port}"
    paragraphs = [f"kamplan is ready: {site}   (Ctrl-C stops it)", invitation(place)]
    sign_in, _, answering = links.strip().partition("\n\n")
    if sign_in:
        paragraphs.append(f"Sign in as one of these people; each link works once:\n{sign_in}")
    if answering:
        shown = f"{answering}\n{picture(place, answering.split()[-1])}"
        paragraphs.append(f"Answer a survey as a customer does; this link works until it closes:\n{shown}")
    return "\n" + "\n\n".join(paragraph.rstrip() for paragraph in paragraphs if paragraph) + "\n"
