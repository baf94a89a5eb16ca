"""Which steps make this folder and its data ready, for serving and for testing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from kamplan.bootstrap.browser_libraries import browser_libraries_step
from kamplan.bootstrap.lock import only_one
from kamplan.bootstrap.place import Place, make_folder
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.project import database_step, demo_step, is_demo, static_files_step, translations_step
from kamplan.bootstrap.python import packages_step, venv_step
from kamplan.bootstrap.steps import Step, run_steps

BUSY = "Another set-up is at work in this folder ({note}); try again when it has finished."
TAKEN = "kamplan is already at work on this data folder ({note})."


@contextmanager
def data_folder(place: Place, processes: Processes) -> Iterator[None]:
    """The data folder, ours alone until we end."""
    make_folder(place.var)
    note = f"process {os.getpid()}, port {place.port}"
    with only_one(place.var / "lock", note, TAKEN) as lock, processes.holding(lock):
        yield


def make_ready(place: Place, processes: Processes) -> None:
    """All that serving needs."""
    demo = [demo_step(place)] if is_demo(place) else []
    steps = [*tools(place, with_test_tools=False), static_files_step(place), database_step(place), *demo]
    run_alone(steps, place, processes)


def tools(place: Place, *, with_test_tools: bool) -> list[Step]:
    """What all data folders of this project folder share."""
    return [
        venv_step(place),
        packages_step(place, with_test_tools=with_test_tools),
        browser_libraries_step(place),
        translations_step(place),
    ]


def run_alone(steps: list[Step], place: Place, processes: Processes) -> None:
    """Two data folders may share this project folder, but only one set-up at a time writes to it."""
    make_folder(place.root)
    note = f"process {os.getpid()}"
    with only_one(place.root / ".setup.lock", note, BUSY) as lock, processes.holding(lock):
        run_steps(steps, place, processes)
