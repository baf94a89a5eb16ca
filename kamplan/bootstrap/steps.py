"""Steps of the set-up: done when needed, skipped when nothing changed, visible while they run."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.stamps import Stamp, fingerprint
from kamplan.bootstrap.trouble import Trouble, explain


def nothing() -> tuple[object, ...]:
    return ()


@dataclass(frozen=True)
class Step:
    """Something to make: from what, how, and how to see that it is still there."""

    title: str
    stamp: Stamp
    act: Callable[["Work"], None]
    made_from: Callable[[], Sequence[object]]
    made: Callable[[], object] = nothing
    always: bool = False

    def claim(self, made_from: str) -> str:
        return fingerprint(made_from, self.made())

    def is_done(self) -> bool:
        return not self.always and self.stamp.exists() and self.stamp.says(self.claim(fingerprint(*self.made_from())))

    def do(self, work: "Work") -> None:
        made_from = fingerprint(*self.made_from())  # before: a file edited meanwhile counts as changed
        self.stamp.withdraw()
        self.act(work)
        self.stamp.write(self.claim(made_from))


@dataclass
class Work:
    """What a step works with: the place, the processes, its line on the screen."""

    place: Place
    processes: Processes
    line: str = ""
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def run(self, command: list[str], *, cwd: Path | None = None, environment: dict[str, str] | None = None) -> None:
        """Run a program to its end; what it says goes to the log, and a failure becomes one sentence."""
        with self.place.log.open("wb") as log:
            process = self.processes.start(
                command,
                cwd=cwd or self.place.root,
                environment={**self.place.environment, **(environment or {})},
                output=log,
            )
        if self.processes.wait(process, self.show):
            raise Trouble(explain(self.place.log))

    def show(self) -> None:
        if sys.stdout.isatty():
            print(f"\r{self.line} … {self.seconds:.0f} s ", end="", flush=True)


def run_steps(steps: Sequence[Step], place: Place, processes: Processes) -> None:
    """Do what is not done, with one line for each step."""
    for number, step in enumerate(steps, 1):
        line = f"[{number}/{len(steps)}] {step.title}"
        if step.is_done():
            print(f"{line}: ready")
            continue
        print(f"{line} …", end="", flush=True)
        work = Work(place, processes, line)
        try:
            step.do(work)
        except BaseException:
            print()
            raise
        start = "\r" if sys.stdout.isatty() else ""
        print(f"{start}{line} … {work.seconds:.1f} s" if start else f" {work.seconds:.1f} s", flush=True)
