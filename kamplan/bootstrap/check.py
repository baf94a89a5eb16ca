"""Parts of `make test` and `make lint`: each runs, whatever the others say, and the sum stands on the last line."""

import secrets
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.processes import Processes

CORES = 2


@dataclass(frozen=True)
class Part:
    """One tool's look at the project."""

    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    report: Path | None = None  # where pytest writes its counts


@dataclass(frozen=True)
class Outcome:
    """What a part found. A tool that is no test runner counts as one test."""

    title: str
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""

    def __str__(self) -> str:
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"{self.title:<32} {self.seconds:7.1f} s   {counts}{self.note and '   ' + self.note}"


def lint_parts(place: Place) -> list[Part]:
    """The tools that read the code; the slowest first, so that the others fill the time beside it."""
    tool, root = place.tool, str(place.root)
    return [
        Part("types", [tool("mypy"), "kamplan", "accounts", "surveys", "planning"]),
        Part("rules of style", [tool("ruff"), "check", "--output-format=concise", root]),
        Part("format", [tool("ruff"), "format", "--check", "--output-format=concise", root]),
        Part("floors", [tool("lint-imports")]),
        Part("templates", [tool("djlint"), "templates", "--lint", "--quiet"]),
    ]


def project_parts(place: Place) -> list[Part]:
    """Django's own checks, the last one as if we served strangers."""
    strangers = {
        "KAMPLAN_HOSTS": "kamplan.example.org",
        "KAMPLAN_SITE_ADDRESS": "https://kamplan.example.org",
        "KAMPLAN_SECRET_KEY": secrets.token_urlsafe(64),
        "KAMPLAN_DEMO": "0",
    }
    return [
        Part("migrations in step", place.manage("makemigrations", "--check", "--dry-run")),
        Part("deployment", place.manage("check", "--deploy", "--fail-level", "WARNING"), strangers),
    ]


def tests(place: Place, title: str, *arguments: str, **environment: str) -> Part:
    """A run of pytest on every core."""
    report = place.var / "reports" / f"{title.replace(' ', '-').lower()}.xml"
    command = [
        str(place.python),
        "-m",
        "pytest",
        "-q",
        "--tb=short",
        "-n",
        str(CORES),
        f"--junitxml={report}",
        *arguments,
    ]
    return Part(title, command, dict(environment), report)


def run_beside(parts: Sequence[Part], place: Place, processes: Processes) -> list[Outcome]:
    """Quiet tools, as many at once as there are cores; only a failing one is heard."""
    waiting, outcomes = list(parts), []
    running: list[Running] = []
    while waiting or running:
        while waiting and len(running) < CORES:
            running.append(Running(waiting.pop(0), place, processes))
        for one in [one for one in running if one.process.poll() is not None]:
            running.remove(one)
            outcomes.append(one.outcome(processes))
        processes.breathe(0.05)
    return outcomes


class Running:
    """A part at work beside others; what it says waits in a file."""

    def __init__(self, part: Part, place: Place, processes: Processes) -> None:
        self.part, self.started, self.ended = part, time.monotonic(), 0.0
        forget_report(part)
        self.said = place.var / f"{part.title.replace(' ', '-')}.log"
        with self.said.open("wb") as output:
            self.process = begin(part, place, processes, output)

    def look(self) -> None:
        """Note when it ended, should it have."""
        if not self.ended and self.process.poll() is not None:
            self.ended = time.monotonic()

    def outcome(self, processes: Processes) -> Outcome:
        """When it has ended. Tests are read out; of the tools, only a failing one."""
        processes.wait(self.process, meanwhile=self.look)
        self.look()
        outcome = found(self.part, self.process.returncode, self.ended - self.started)
        if outcome.failed or self.part.report:
            heading = f"{self.part.title}{': failed' if outcome.failed else ''}"
            print(f"\n--- {heading} ---\n{self.said.read_text(errors='replace').rstrip()}", flush=True)
        return outcome


def run_aloud(part: Part, place: Place, processes: Processes, beside: Sequence[Running] = ()) -> Outcome:
    """Tests: on the screen while they run."""
    print(f"\n--- {part.title} ---", flush=True)
    started = time.monotonic()
    forget_report(part)
    process = begin(part, place, processes)

    def look() -> None:
        for one in beside:
            one.look()

    processes.wait(process, meanwhile=look)
    return found(part, process.returncode, time.monotonic() - started)


def forget_report(part: Part) -> None:
    """The one of the run before this."""
    if part.report:
        part.report.unlink(missing_ok=True)


def found(part: Part, code: int | None, seconds: float) -> Outcome:
    """Tests are counted from the report they write; one that did not get as far as a failing test has failed too."""
    passed, failed, skipped = counts(part.report) if part.report else (int(not code), 0, 0)
    return Outcome(part.title, seconds, passed, failed or int(bool(code)), skipped)


def begin(part: Part, place: Place, processes: Processes, output: Any = None) -> "subprocess.Popen[Any]":
    environment = {**place.environment, **part.environment}
    return processes.start(part.command, cwd=place.root, environment=environment, output=output)


def counts(report: Path | None) -> tuple[int, int, int]:
    """Passed, failed, skipped, from pytest's report."""
    if report is None or not report.exists():
        return 0, 0, 0
    passed = failed = skipped = 0
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 -- our own file
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        left_out = int(suite.get("skipped", 0))
        failed, skipped = failed + bad, skipped + left_out
        passed += int(suite.get("tests", 0)) - bad - left_out
    return passed, failed, skipped


def summarise(outcomes: Sequence[Outcome], seconds: float) -> int:
    """A line for each part, then the sum as test runners write it."""
    print("\n--- summary ---")
    print("\n".join(str(outcome) for outcome in outcomes))
    passed, failed, skipped = (sum(getattr(one, name) for one in outcomes) for name in ("passed", "failed", "skipped"))
    print(f"{'together':<32} {seconds:7.1f} s\n")
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed else 0
