"""Chromium for the browser tests: the machine's own, or from apt where nobody minds."""

import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from ctypes.util import find_library
from pathlib import Path

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.stamps import Stamp
from kamplan.bootstrap.steps import Step, Work, nothing
from kamplan.bootstrap.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"))  # there in a container, of Docker's kind or Podman's
ADVICE = "apt install chromium libatomic1 (or name one: KAMPLAN_CHROMIUM=/path/to/chromium)"
PACKAGES = ("chromium", "fonts-dejavu-core", "libatomic1")  # the last for the program by which Playwright drives it


def find_chromium(environment: Mapping[str, str]) -> str:
    """The program's path; empty when there is none, or when what Playwright drives it by could not start."""
    if sys.platform == "linux" and not find_library("atomic"):
        return ""
    given = environment.get("KAMPLAN_CHROMIUM", "")
    return given or next((path for path in map(shutil.which, NAMES) if path), "")


def is_unattended(environment: Mapping[str, str]) -> bool:
    """In CI or in a container. A person's machine is not ours to change."""
    contained = any(mark.exists() for mark in CONTAINERS)
    return contained or "container" in environment or environment.get("CI", "").lower() in ("true", "1")


def may_install(environment: Mapping[str, str]) -> bool:
    """Where it is missing, nobody minds, and we can."""
    missing = not find_chromium(environment)
    return missing and is_unattended(environment) and os.getuid() == 0 and bool(shutil.which("apt-get"))


def chromium_step(place: Place) -> Step:
    """Always done where it stands in the list: what apt could not fetch last time, or somebody removed, is missing."""
    stamp = Stamp(place.var / "stamps" / "chromium")
    return Step(title="Chromium", stamp=stamp, act=install_chromium, made_from=nothing, always=True)


def install_chromium(work: Work) -> None:
    """Should apt fail, everything but the browser tests can still run, and they will say why they did not."""
    with suppress(Trouble):
        for words in (["update"], ["install", "--no-install-recommends", "-y", *PACKAGES]):
            work.run(["apt-get", "-q", *words], environment={"DEBIAN_FRONTEND": "noninteractive"})
