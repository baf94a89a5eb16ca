"""No secret of an address in any line of the log, whoever writes it."""

import logging
import logging.config
from io import StringIO

import pytest
from django.conf import settings
from django.utils.log import DEFAULT_LOGGING

from kamplan.bootstrap.place import at
from kamplan.bootstrap.supervise import services
from kamplan.masking import MaskedLine, masked

TOKEN = "Zq0-_3fYb4m8ZzV3yq1o2k8l4u7RtP5w9XcE6hJ1aBs"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"Not Found: /a/{TOKEN}", "Not Found: /a/..."),
        (f'"GET /a/{TOKEN} HTTP/1.1" 302', '"GET /a/... HTTP/1.1" 302'),
        (f"/unsubscribe/{TOKEN}/one-click/ failed", "/unsubscribe/... failed"),
        (f"https://kam.example/welcome/{TOKEN}/?next=/", "https://kam.example/welcome/..."),
        (f"/sign-in/password/reset/key/1-{TOKEN}/", "/sign-in/password/reset/key/..."),
        ("Not Found: /accounts/12/", "Not Found: /accounts/12/"),
        ("Not Found: /answer/12/questions/", "Not Found: /answer/12/questions/"),
    ],
)
def test_what_follows_the_beginning_of_a_secret_address_is_masked(line, expected):
    assert masked(line) == expected
    assert masked(masked(line)) == expected


def test_a_traceback_is_masked_too():
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(MaskedLine("%(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    address = f"/a/{TOKEN}"
    try:
        raise ValueError(address)
    except ValueError:
        logger.exception("Broken at %s", address)
    assert TOKEN not in written.getvalue()
    assert written.getvalue().count("/a/...") == 2


def test_every_handler_that_django_and_kamplan_bring_masks():
    """Django's own handlers would print the line a second time, as it is."""
    names = ["", *DEFAULT_LOGGING["loggers"], *settings.LOGGING["loggers"]]
    handlers = [handler for name in names for handler in logging.getLogger(name or None).handlers]
    ours = [handler for handler in handlers if not type(handler).__module__.startswith("_pytest")]
    assert ours
    assert [handler for handler in ours if not isinstance(handler.formatter, MaskedLine)] == []


def test_the_web_server_keeps_no_log_of_addresses(tmp_path):
    web = services(at(tmp_path, tmp_path, "127.0.0.1", 8000, {}))[0]
    assert "--no-access-log" in web.command
