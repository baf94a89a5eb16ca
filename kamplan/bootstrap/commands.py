"""The commands behind `make`, and the one line they end with when something outside is wrong."""

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

from kamplan.bootstrap.address import check_port, for_network
from kamplan.bootstrap.pinning import lock
from kamplan.bootstrap.place import Place, make_folder, read_place
from kamplan.bootstrap.prepare import data_folder, make_ready, run_alone, tools
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.supervise import serve
from kamplan.bootstrap.testing import bench, lint, prove, test
from kamplan.bootstrap.trouble import Interrupted, Trouble


def run(place: Place, processes: Processes) -> int:
    """Make ready what is not, then serve until somebody stops us."""
    with data_folder(place, processes):
        check_port(place)
        place = for_network(place)
        make_ready(place, processes)
        serve(place, processes)


def setup(place: Place, processes: Processes) -> int:
    """Make everything ready, start nothing."""
    with data_folder(place, processes):
        make_ready(place, processes)
    print("Ready: `make run` starts kamplan.")
    return 0


def develop(place: Place, processes: Processes) -> int:
    """The tools that test and lint, for working on the code by hand."""
    make_folder(place.var)
    run_alone(tools(place, with_test_tools=True), place, processes)
    return 0


COMMANDS: dict[str, Callable[[Place, Processes], int]] = {
    command.__name__: command for command in (run, setup, develop, test, lint, prove, bench, lock)
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"kamplan: say one of {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # so that a trouble stands below the step it stopped
    try:
        place = read_place(os.environ)
        with Processes() as processes:
            return COMMANDS[arguments[0]](place, processes)
    except Trouble as trouble:
        print(f"kamplan: {trouble}", file=sys.stderr)
    except Interrupted:
        print("kamplan: stopped.", file=sys.stderr)
        return 0 if arguments == ["run"] else 130
    except OSError as error:
        print(f"kamplan: {error.strerror or error} ({error.filename or 'no file'})", file=sys.stderr)
    return 1
