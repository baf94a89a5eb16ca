"""What is done several times a minute while a worker runs: sending what is due, closing what has ended.

@often("surveys.messages")                    # in an app's jobs module
def send_due(now: datetime) -> None: ...

Several workers may do it at the same moment, so each row is taken by a conditional update. It lasts seconds: what is
left is done the next time.
"""

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger("kamplan")

Work = Callable[[datetime], None]
_works: dict[str, Work] = {}


def often(name: str) -> Callable[[Work], Work]:
    """Name a function as work to be done again and again."""

    def named(function: Work) -> Work:
        _works[name] = function
        return function

    return named


def do_often_work(now: datetime) -> None:
    """Do all of it. One that fails is logged, and keeps none of the others from being done."""
    autodiscover_modules("jobs")
    for name, work in sorted(_works.items()):
        try:
            work(now)
        except (OperationalError, InterfaceError):
            raise  # the worker knows what to do when the database is away
        except Exception:
            logger.exception("The work %s failed", name)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Around what must not be torn apart, such as sending a mail and marking it: a signal to stop waits so long."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
