"""`make test`, `make lint`, `make prove` and `make bench`: what they run, on which database, in which browser."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from kamplan.bootstrap.check import (
    CORES,
    Outcome,
    Part,
    Running,
    lint_parts,
    project_parts,
    run_aloud,
    run_beside,
    summarise,
    tests,
)
from kamplan.bootstrap.chromium import ADVICE, chromium_step, find_chromium, is_unattended, may_install
from kamplan.bootstrap.place import Place, at
from kamplan.bootstrap.postgresql import temporary_server
from kamplan.bootstrap.prepare import data_folder, run_alone, tools
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.project import static_files_step
from kamplan.bootstrap.steps import Step
from kamplan.bootstrap.trouble import Trouble

QUICK = ("-m", "not prove")
WITHOUT_BROWSER = "--ignore=tests/browser"
# House tests that read the code, tools of the frame and arithmetic meet no database: once is enough.
READERS = ("code", "imports", "layout", "packages", "responses", "settings", "templates", "tests", "translations")
TOOLS = ("catalogue", "charts", "exports", "masking", "spreadsheets", "widgets")
ARITHMETIC = ("accounts", "planning", "surveys")
WITHOUT_DATABASE = (
    "--ignore=tests/bootstrap",
    *(f"--ignore=tests/house/test_{name}.py" for name in READERS),
    *(f"--ignore=tests/kamplan/test_{name}.py" for name in TOOLS),
    *(f"--ignore=tests/{app}/domain" for app in ARITHMETIC),
)
LONGER = ("-m", "prove", "--timeout=7200")
# Who waits for a browser cannot be interrupted: the process ends, and the others go on with what is left.
UNINTERRUPTED = "--timeout-method=thread"
IN_CHROMIUM = "tests in Chromium"
ONE_MORE = f"--numprocesses={CORES + 1}"  # where each waits for another program now and then
ON_A_DISK = "--ignore=tests/planning/test_erasure_on_disk.py"  # what is looked for in the file SQLite writes


def test(place: Place, processes: Processes) -> int:
    """Everything that must hold before a change is shared."""
    started = time.monotonic()
    with workshop(place, processes, serving) as place:
        part = in_browser(place, *QUICK)
        beside = [Running(part, place, processes)] if part else []  # all the while: whoever waits leaves a core idle
        outcomes = run_beside([*lint_parts(place), *project_parts(place)], place, processes)
        sqlite = tests(place, "tests on SQLite", *QUICK, WITHOUT_BROWSER)
        outcomes.append(run_aloud(sqlite, place, processes, beside))
        outcomes.append(on_postgresql(place, processes, *QUICK, WITHOUT_BROWSER, *WITHOUT_DATABASE, beside=beside))
        outcomes += [one.outcome(processes) for one in beside] or [without_browser(place)]
    return summarise(outcomes, time.monotonic() - started)


def lint(place: Place, processes: Processes) -> int:
    """What can be seen without running anything."""
    started = time.monotonic()
    with workshop(place, processes, reading) as place:
        outcomes = run_beside(lint_parts(place), place, processes)
    return summarise(outcomes, time.monotonic() - started)


def prove(place: Place, processes: Processes) -> int:
    """The longer proofs, on both databases."""
    started = time.monotonic()
    with workshop(place, processes, serving) as place:
        outcomes = [run_aloud(tests(place, "proofs on SQLite", *LONGER, WITHOUT_BROWSER), place, processes)]
        outcomes.append(on_postgresql(place, processes, *LONGER, WITHOUT_BROWSER, *WITHOUT_DATABASE, ON_A_DISK))
        part = in_browser(place, *LONGER)
        outcomes.append(run_aloud(part, place, processes) if part else without_browser(place))
    return summarise(outcomes, time.monotonic() - started)


def bench(place: Place, processes: Processes) -> int:
    """Speed, on SQLite and on a PostgreSQL it is handed in KAMPLAN_BENCH_POSTGRESQL."""
    with workshop(place, processes, serving) as place, temporary_server(place, processes) as server:
        command = [str(place.python), "-m", "tests.bench"]
        outcome = run_aloud(Part("bench", command, {"KAMPLAN_BENCH_POSTGRESQL": server.address}), place, processes)
    return 1 if outcome.failed else 0


@contextmanager
def workshop(place: Place, processes: Processes, more: Callable[[Place], list[Step]]) -> Iterator[Place]:
    """A data folder of the tests' own, the same answers on every machine, and the tools."""
    ours = {
        name: value
        for name, value in place.environment.items()
        if not name.startswith(("KAMPLAN_", "DJANGO_")) and name != "DATABASE_URL"
    }
    if "KAMPLAN_CHROMIUM" in place.environment:
        ours["KAMPLAN_CHROMIUM"] = place.environment["KAMPLAN_CHROMIUM"]
    place = at(place.root, place.var / "test", place.bind, place.port, ours)
    with data_folder(place, processes):
        run_alone([*tools(place, with_test_tools=True), *more(place)], place, processes)
        yield place


def reading(place: Place) -> list[Step]:
    """Nothing more is needed to read the code."""
    return []


def serving(place: Place) -> list[Step]:
    """To show pages in a browser."""
    return [static_files_step(place), *([chromium_step(place)] if may_install(place.environment) else [])]


def on_postgresql(place: Place, processes: Processes, *arguments: str, beside: Sequence[Running] = ()) -> Outcome:
    """The same tests on the server a company would run."""
    title = "tests on PostgreSQL"
    try:
        with temporary_server(place, processes) as server:
            path = f"{server.binaries}{os.pathsep}{place.environment.get('PATH', os.defpath)}"  # for its own pg_dump
            part = tests(place, title, *arguments, ONE_MORE, DATABASE_URL=server.address, PATH=path)
            return run_aloud(part, place, processes, beside)
    except Trouble as trouble:
        return left_out(title, str(trouble), place)


def in_browser(place: Place, *arguments: str) -> Part | None:
    """Pages in real Chromium, where there is one."""
    chromium = find_chromium(place.environment)
    # One by one, because some take long.
    arguments = ("tests/browser", *arguments, UNINTERRUPTED, "--maxschedchunk=1")
    return tests(place, IN_CHROMIUM, *arguments, KAMPLAN_CHROMIUM=chromium) if chromium else None


def without_browser(place: Place) -> Outcome:
    return left_out(IN_CHROMIUM, f"all of tests/browser; {ADVICE}", place)


def left_out(title: str, reason: str, place: Place) -> Outcome:
    """On a person's machine a missing program is a note; where nobody reads notes it is a failure."""
    failed = is_unattended(place.environment)
    return Outcome(title, 0.0, failed=int(failed), skipped=int(not failed), note=f"not run: {reason}")
