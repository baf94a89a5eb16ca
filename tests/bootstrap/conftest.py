"""What the tests of the launcher share: processes it may start."""

import signal

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


@pytest.fixture(autouse=True)
def heard():
    """Tests in the background of a shell are deaf to Ctrl-C, and so would be all they start."""
    ignored = [each for each in (signal.SIGINT, signal.SIGHUP) if signal.getsignal(each) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)
