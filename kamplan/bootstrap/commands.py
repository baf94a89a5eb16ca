"""The commands behind `make`: each puts its steps together and runs them."""

import os
import sys
from collections.abc import Callable

from kamplan.bootstrap.browser_libraries import browser_libraries_step
from kamplan.bootstrap.lock import only_one
from kamplan.bootstrap.place import Place, make_folder, read_place
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.project import database_step, demo_step, is_demo, static_files_step, translations_step
from kamplan.bootstrap.python import packages_step, venv_step
from kamplan.bootstrap.steps import Step, run_steps
from kamplan.bootstrap.trouble import Interrupted, Trouble

BUSY = "Another set-up is at work in this folder ({note}); try again when it has finished."
TAKEN = "kamplan already runs on this data folder ({note})."


def setup(place: Place, processes: Processes) -> int:
    """Make everything ready, start nothing."""
    with only_one(place.var / "lock", f"process {os.getpid()}", TAKEN):
        set_up(place, processes)
    print("Ready: `make run` starts kamplan.")
    return 0


def develop(place: Place, processes: Processes) -> int:
    """The set-up with the tools that test and lint."""
    make_tools(place, processes, with_test_tools=True)
    return 0


def set_up(place: Place, processes: Processes) -> None:
    steps = [*tool_steps(place, with_test_tools=False), static_files_step(place), database_step(place)]
    run_locked([*steps, *([demo_step(place)] if is_demo(place) else [])], place, processes)


def make_tools(place: Place, processes: Processes, *, with_test_tools: bool) -> None:
    run_locked(tool_steps(place, with_test_tools=with_test_tools), place, processes)


def tool_steps(place: Place, *, with_test_tools: bool) -> list[Step]:
    """What all data folders of this project folder share."""
    return [
        venv_step(place),
        packages_step(place, with_test_tools=with_test_tools),
        browser_libraries_step(place),
        translations_step(place),
    ]


def run_locked(steps: list[Step], place: Place, processes: Processes) -> None:
    make_folder(place.root)
    with only_one(place.root / ".setup.lock", f"process {os.getpid()}", BUSY):
        run_steps(steps, place, processes)


COMMANDS: dict[str, Callable[[Place, Processes], int]] = {"setup": setup, "develop": develop}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"Say one of: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        place = read_place(os.environ)
        make_folder(place.var)
        with Processes() as processes:
            return COMMANDS[arguments[0]](place, processes)
    except Trouble as trouble:
        print(f"kamplan: {trouble}", file=sys.stderr)
        return 1
    except Interrupted:
        print("Stopped.")
        return 130
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        print(f"kamplan: {error.strerror or error}{where}", file=sys.stderr)
        return 1
