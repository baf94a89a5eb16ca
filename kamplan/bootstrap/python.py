"""The virtual environment and the pinned packages in it."""

import importlib.util
import sys
from pathlib import Path

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.processes import answer
from kamplan.bootstrap.stamps import Stamp
from kamplan.bootstrap.steps import Step, Work
from kamplan.bootstrap.trouble import Trouble

PINS = Path(__file__).parent / "pins"  # tools that are fetched on demand, each with its hashes
OLDEST = "3.11"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def venv_step(place: Place) -> Step:
    return Step(
        title="Python environment",
        stamp=Stamp(place.venv / "stamps" / "environment"),
        made_from=lambda: (VERSION, str(place.root), PINS / "uv.txt"),
        made=lambda: (place.python.exists(), Path(place.tool("uv")).exists()),
        act=make_venv,
    )


def make_venv(work: Work) -> None:
    """An empty environment and uv; whatever stood there, half finished or moved from elsewhere, is cleared."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Trouble(f"Python's venv module is missing: apt install python{VERSION}-venv")
    place = work.place
    work.run([sys.executable, "-m", "venv", "--clear", str(place.venv)])
    pip = [str(place.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    work.run([*pip, "--require-hashes", "-r", str(PINS / "uv.txt")])


def packages_step(place: Place, *, with_test_tools: bool) -> Step:
    """What runs kamplan; an environment that once had the test tools keeps them."""
    kept = place.venv / "stamps" / "test-tools"
    development = with_test_tools or kept.exists()
    names = ["requirements.txt", *(["requirements-dev.txt"] if development else [])]
    wanted = [PINS / "uv.txt", *(place.root / name for name in names)]
    stamp = Stamp(place.venv / "stamps" / "packages")

    def install(work: Work) -> None:
        half_done = [] if was_complete else ["--reinstall"]
        sync = [place.tool("uv"), "pip", "sync", "--python", str(place.python), "--require-hashes", *half_done]
        work.run([*sync, str(PINS / "uv.txt"), str(wanted[-1])], environment=registry(place))
        if development:
            kept.touch()

    was_complete = stamp.exists()
    return Step("Python packages", stamp, install, made_from=lambda: wanted)


def registry(place: Place) -> dict[str, str]:
    """uv does not read pip's configuration: where a company has its own registry, pass it on."""
    given = place.environment.get("UV_DEFAULT_INDEX") or place.environment.get("UV_INDEX_URL")
    pip = [str(place.python), "-m", "pip", "config", "get", "global.index-url"]
    index = given or place.environment.get("PIP_INDEX_URL") or answer(pip, place.environment)
    return {"UV_DEFAULT_INDEX": index} if index else {}


def fetch_tool(work: Work, name: str, folder: Path) -> None:
    """A tool of `pins/` in a folder of its own, where synchronising the packages leaves it alone."""
    uv = [work.place.tool("uv"), "pip", "install", "--python", str(work.place.python), "--no-deps", "--require-hashes"]
    work.run([*uv, "--target", str(folder), "-r", str(PINS / f"{name}.txt")], environment=registry(work.place))
