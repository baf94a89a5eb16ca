"""What the tests of the launcher share: processes it may start."""

import pytest

from kamplan.bootstrap.processes import Processes


@pytest.fixture
def processes(monkeypatch):
    """Without a guard and without signal handlers, which belong to the test runner here."""
    processes = Processes()
    processes._living, processes._handed_down, processes._parent = {}, [], None
    with open("/dev/null", "wb") as nowhere:  # noqa: PTH123
        processes._lifeline = nowhere.fileno()
        yield processes
