"""Nothing we start outlives us, whether we are asked to stop or killed without a word."""

import os
import pwd
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kamplan.bootstrap.lock import only_one
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.trouble import Trouble

# A launcher that starts a child, which starts a grandchild; both mean to stay for ever and say who they are.
GRANDCHILD = "import os, time; print(os.getpid(), flush=True); time.sleep(1000)"
CHILD = (
    f"import os, sys; print(os.getpid(), flush=True); os.spawnl(os.P_WAIT, sys.executable, 'x', '-c', {GRANDCHILD!r})"
)
LAUNCHER = f"""
import os, sys
from pathlib import Path
from kamplan.bootstrap.lock import only_one
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.trouble import Interrupted

try:
    with Processes() as processes, only_one(Path(sys.argv[1]), "", "") as lock, processes.holding(lock):
        processes.wait(processes.start([sys.executable, "-c", {CHILD!r}], cwd=Path.cwd(), environment=os.environ))
except Interrupted:
    print("interrupted", flush=True)
"""


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "lock"


@pytest.fixture
def family(lock):
    """The running launcher, and the numbers of its child and grandchild."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", LAUNCHER, str(lock)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, start_new_session=True) as launcher:
        yield launcher, [int(launcher.stdout.readline()) for _ in range(2)]
        launcher.kill()


def is_alive(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def all_gone(numbers, seconds=15):
    deadline = time.monotonic() + seconds
    while any(map(is_alive, numbers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(is_alive, numbers))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop(family, number):
    launcher, descendants = family
    assert all(map(is_alive, descendants))
    launcher.send_signal(number)
    assert launcher.stdout.read() == "interrupted\n"
    assert launcher.wait() == 0
    assert not any(map(is_alive, descendants))


def test_killed_without_a_word(family):
    launcher, descendants = family
    launcher.kill()
    assert all_gone(descendants)


def test_lock_is_held_until_the_last_is_gone(family, lock):
    launcher, descendants = family
    for number in descendants:
        os.kill(number, signal.SIGSTOP)  # deaf to being asked
    launcher.kill()
    launcher.wait()
    with pytest.raises(Trouble), only_one(lock, "", "taken"):
        pytest.fail("free too early")
    for number in descendants:
        with suppress(ProcessLookupError):  # whom the guard, which hears of the first, has ended before us
            os.kill(number, signal.SIGKILL)
    assert all_gone(descendants)
    with only_one(lock, "", "taken"):
        pass


def test_child_killed_leaves_no_grandchild(family):
    launcher, (child, grandchild) = family
    os.kill(child, signal.SIGKILL)
    assert launcher.wait(timeout=15) == 0
    assert not is_alive(grandchild)


@pytest.mark.skipif(os.getuid() != 0, reason="who is not root starts nothing as somebody else")
def test_nobody_is_of_a_group_by_another_name(tmp_path):
    """As Debian has it: the group of nobody is called nogroup."""
    nobody = pwd.getpwnam("nobody")
    with Processes() as processes, (tmp_path / "said").open("wb") as said:
        process = processes.start(["id"], cwd=Path("/"), environment=os.environ, output=said, user="nobody")
        assert processes.wait(process) == 0
    assert (tmp_path / "said").read_text().startswith(f"uid={nobody.pw_uid}(nobody) gid={nobody.pw_gid}(")
