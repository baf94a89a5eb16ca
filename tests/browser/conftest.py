"""A real Chromium: the machine's own, because nothing but package registries may be needed."""

import os

import pytest
from django.conf import settings as project
from django.test import override_settings
from playwright.sync_api import expect

from kamplan.bootstrap.chromium import ADVICE, find_chromium
from tests.browser.cookies import cookies_of

PATIENCE = 60_000  # milliseconds, on the busiest machine: other tests run beside these
expect.set_options(timeout=PATIENCE)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the tests' thread

SILENT = (  # it talks to nobody but the server under test
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
# What V8 has optimised is thrown away with the page a second later: it takes more of a processor than it saves.
UNOPTIMISED = "--js-flags=--no-opt --no-maglev"
# Chromium hears the last list alone: what Playwright leaves out in it is said again.
LEFT_OUT_BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
# Each window starts a process for suggestions under an address bar nobody sees: half of what a page takes.
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
LEFT_OUT = f"--disable-features={','.join((*LEFT_OUT_BY_PLAYWRIGHT, *ADDRESS_BAR))}"
KEY_RING = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = find_chromium(os.environ)
    if not chromium:
        pytest.skip(f"no Chromium: {ADVICE}")
    unconfined = ["--no-sandbox"] if os.getuid() == 0 else []
    arguments = [*SILENT, "--disable-gpu", UNOPTIMISED, LEFT_OUT, *unconfined]
    return {**browser_type_launch_args, "executable_path": chromium, "args": arguments}


@pytest.fixture(scope="session")
def sqlite_name(playwright, tmp_path_factory):
    """Playwright starts first, and the database is a file as everywhere but in tests.

    Django keeps its connections elsewhere once an event loop runs in the thread: one made before is not found again.
    In a file, server and test each have a connection and wait for one another; in memory they would share one.
    """
    return str(tmp_path_factory.mktemp("database") / "browser.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def static_files(static_files):
    """As the site serves them, where they have been collected."""
    with override_settings(WHITENOISE_AUTOREFRESH=not (project.STATIC_ROOT / "staticfiles.json").exists()):
        yield


@pytest.fixture(autouse=True)
def filled(django_db_serialized_rollback):
    """What migrations put into the tables is there again, which the test before this one has emptied.

    For all of them: one test that goes without makes content types under new numbers, and what is put back clashes.
    """


@pytest.fixture
def visit(page, live_server, context):
    """Opens a page as somebody, and remembers what the browser complained of."""

    def opened(address, client=None):
        context.clear_cookies()
        if client is not None:
            context.add_cookies(cookies_of(client, live_server.url))
        return page.goto(live_server.url + address)

    page.set_default_timeout(PATIENCE)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return opened


@pytest.fixture
def key_ring(context, page):
    """A device that holds passkeys and recognises its owner."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_RING})
