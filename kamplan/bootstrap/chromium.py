"""Chromium for the browser tests: the machine's own, or from apt where nobody minds."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from kamplan.bootstrap.steps import Work

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = "apt install chromium (or name one: KAMPLAN_CHROMIUM=/path/to/chromium)"


def find_chromium(environment: Mapping[str, str]) -> str:
    """The program's path; empty when there is none."""
    given = environment.get("KAMPLAN_CHROMIUM", "")
    return given or next((path for path in map(shutil.which, NAMES) if path), "")


def is_unattended(environment: Mapping[str, str]) -> bool:
    """In CI or in a container. A person's machine is not ours to change."""
    contained = any(Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv"))
    return contained or "container" in environment or environment.get("CI", "").lower() in ("true", "1")


def provide_chromium(work: Work) -> None:
    """Install it where nobody minds; whoever wants it looks with find_chromium afterwards."""
    environment = work.place.environment
    if find_chromium(environment) or not is_unattended(environment) or os.getuid() or not shutil.which("apt-get"):
        return
    for words in (["update"], ["install", "--no-install-recommends", "-y", "chromium", "fonts-dejavu-core"]):
        work.run(["apt-get", "-q", *words], environment={"DEBIAN_FRONTEND": "noninteractive"})
