"""`make test`, `make lint`, `make prove` and `make bench`: what they run, on which database, in which browser."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kamplan.bootstrap.check import (
    CORES,
    Outcome,
    Part,
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
# House tests that read the code, and arithmetic, meet no database: once is enough.
READERS = ("code", "imports", "layout", "packages", "responses", "settings", "templates", "translations")
ARITHMETIC = ("accounts", "planning", "surveys")
WITHOUT_DATABASE = (
    "--ignore=tests/bootstrap",
    *(f"--ignore=tests/house/test_{name}.py" for name in READERS),
    *(f"--ignore=tests/{app}/domain" for app in ARITHMETIC),
)
LONGER = ("-m", "prove", "--timeout=7200")
# Who waits for a browser cannot be interrupted: the process ends, and the others go on with what is left.
UNINTERRUPTED = "--timeout-method=thread"
ON_A_DISK = "--ignore=tests/planning/test_erasure_on_disk.py"  # what is looked for in the file SQLite writes


def test(place: Place, processes: Processes) -> int:
    """Everything that must hold before a change is shared."""
    started = time.monotonic()
    with workshop(place, processes, serving) as place:
        outcomes = run_beside([*lint_parts(place), *project_parts(place)], place, processes)
        outcomes.append(run_aloud(tests(place, "tests on SQLite", *QUICK, WITHOUT_BROWSER), place, processes))
        outcomes.append(on_postgresql(place, processes, *QUICK, WITHOUT_BROWSER, *WITHOUT_DATABASE))
        outcomes.append(in_browser(place, processes, *QUICK, "--timeout=300"))
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
        outcomes.append(in_browser(place, processes, *LONGER))
    return summarise(outcomes, time.monotonic() - started)


def bench(place: Place, processes: Processes) -> int:
    """Speed, on SQLite and on a PostgreSQL it is handed in KAMPLAN_BENCH_POSTGRESQL."""
    with workshop(place, processes, serving) as place, temporary_server(place, processes) as address:
        command = [str(place.python), "-m", "tests.bench"]
        outcome = run_aloud(Part("bench", command, {"KAMPLAN_BENCH_POSTGRESQL": address}), place, processes)
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


def on_postgresql(place: Place, processes: Processes, *arguments: str, **environment: str) -> Outcome:
    """The same tests on the server a company would run."""
    title = "tests on PostgreSQL"
    try:
        with temporary_server(place, processes) as address:
            return run_aloud(tests(place, title, *arguments, DATABASE_URL=address, **environment), place, processes)
    except Trouble as trouble:
        return left_out(title, str(trouble), place)


def in_browser(place: Place, processes: Processes, *arguments: str) -> Outcome:
    """Pages in real Chromium."""
    title, chromium = "tests in Chromium", find_chromium(place.environment)
    if not chromium:
        return left_out(title, f"all of tests/browser; {ADVICE}", place)
    # One by one, because some take long; and one more at work than there are cores, because each waits for its browser.
    arguments = ("tests/browser", *arguments, UNINTERRUPTED, "--maxschedchunk=1", "-n", str(CORES + 1))
    part = tests(place, title, *arguments, KAMPLAN_CHROMIUM=chromium)
    return run_aloud(part, place, processes)


def left_out(title: str, reason: str, place: Place) -> Outcome:
    """On a person's machine a missing program is a note; where nobody reads notes it is a failure."""
    failed = is_unattended(place.environment)
    return Outcome(title, 0.0, failed=int(failed), skipped=int(not failed), note=f"not run: {reason}")
