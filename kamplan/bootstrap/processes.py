"""Every process we start, each in a group of its own, and the promise that none outlives us."""

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Any, Self

from kamplan.bootstrap.trouble import Interrupted

GRACE = 10.0  # seconds between asking and killing
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Processes:
    """Starts and stops process groups. A guard outside ends them should we be killed without a word."""

    def __enter__(self) -> Self:
        self._living: dict[int, subprocess.Popen[Any]] = {}
        self._handed_down: list[int] = []
        self._parent = os.getppid() if "MAKELEVEL" in os.environ else None
        self._lifeline, self._guard = start_guard()
        for name in STOPPING:
            if name != signal.SIGHUP or signal.getsignal(name) != signal.SIG_IGN:  # nohup means it
                signal.signal(name, interrupt)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for name in STOPPING:
            signal.signal(name, signal.SIG_IGN)  # what is stopping already need not be told again
        self.stop(*self._living.values())
        os.close(self._lifeline)
        os.waitpid(self._guard, 0)

    def start(
        self,
        command: list[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        output: IO[bytes] | None = None,
        user: str | None = None,
    ) -> subprocess.Popen[Any]:
        process: subprocess.Popen[Any] = subprocess.Popen(
            command,
            cwd=cwd,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            pass_fds=self._handed_down,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,  # its group need not have its name: nobody, nogroup
            extra_groups=[] if user else None,
        )
        self._living[process.pid] = process
        os.write(self._lifeline, b"+%d\n" % process.pid)
        return process

    @contextmanager
    def holding(self, lock: int) -> Iterator[None]:
        """Those we start meanwhile hold the lock too: should we be killed, it is free when the last of them is gone."""
        self._handed_down.append(lock)
        try:
            yield
        finally:
            self._handed_down.remove(lock)

    def stop(self, *processes: subprocess.Popen[Any]) -> None:
        """Ask the groups to end, kill what is left of them, and forget them."""
        end_groups([process.pid for process in processes], waiting_for=processes)
        for process in processes:
            process.wait()
            del self._living[process.pid]
            os.write(self._lifeline, b"-%d\n" % process.pid)

    def wait(self, process: subprocess.Popen[Any], meanwhile: Callable[[], None] = lambda: None) -> int:
        """Its exit code, when it has ended; should we be interrupted, it is too."""
        try:
            while process.poll() is None:
                meanwhile()
                self.breathe()
        finally:
            self.stop(process)
        return int(process.returncode)

    def breathe(self, seconds: float = 0.1) -> None:
        """Wait a moment; the place where we notice that the `make` we work for is gone."""
        time.sleep(seconds)
        if self._parent and os.getppid() != self._parent:
            raise Interrupted


def interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted


def start_guard() -> tuple[int, int]:
    """Fork the guard; give back the pipe it listens to and its process id."""
    listening, lifeline = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    guard = os.fork()
    if guard:
        os.close(listening)
        return lifeline, guard
    os.close(lifeline)
    os.setsid()
    for name in STOPPING:
        signal.signal(name, signal.SIG_IGN)
    with suppress(BaseException):
        end_groups(groups_left(listening))
    os._exit(0)


def groups_left(listening: int) -> set[int]:
    """The groups still alive when the launcher's end of the pipe closes, however that came about."""
    groups: set[int] = set()
    with open(listening) as lines:
        for line in lines:
            (groups.add if line.startswith("+") else groups.discard)(int(line[1:]))
    return groups


def end_groups(groups: Iterable[int], waiting_for: Iterable[subprocess.Popen[Any]] = ()) -> None:
    """SIGTERM to all, then SIGKILL to those that are still there after the grace."""
    left = {group for group in groups if signal_group(group, signal.SIGTERM)}
    deadline = time.monotonic() + GRACE
    while left and time.monotonic() < deadline:
        for process in waiting_for:
            process.poll()  # a dead leader we have not asked about still counts as a member of its group
        left = {group for group in left if signal_group(group, 0)}
        time.sleep(0.05)
    for group in left:
        signal_group(group, signal.SIGKILL)


def signal_group(group: int, number: int) -> bool:
    """Whether there was anybody to tell."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def answer(command: list[str], environment: Mapping[str, str]) -> str:
    """What a program answers to a quick question; empty when it cannot be asked."""
    try:
        said = subprocess.run(command, env=dict(environment), capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip() if said.returncode == 0 else ""
