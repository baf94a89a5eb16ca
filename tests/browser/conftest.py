"""A real Chromium: the machine's own, because nothing but package registries may be needed."""

import os

import pytest

from kamplan.bootstrap.chromium import ADVICE, find_chromium

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the tests' thread

SILENT = (  # it talks to nobody but the server under test
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = find_chromium(os.environ)
    if not chromium:
        pytest.skip(f"no Chromium: {ADVICE}")
    unconfined = ["--no-sandbox"] if os.getuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*SILENT, "--disable-gpu", *unconfined]}
