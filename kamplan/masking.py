"""Lines of the log without secrets: an address that is a key is written down to the place where the secret begins."""

import logging
import re

BEFORE_A_SECRET = ("a", "unsubscribe", "welcome", "password/reset/key")  # the addresses after which a token follows
SECRET = re.compile(rf"(/(?:{'|'.join(BEFORE_A_SECRET)})/)(?!\.\.\.)[^\s\"'<>]+")


def masked(text: str) -> str:
    return SECRET.sub(r"\1...", text)


class MaskedLine(logging.Formatter):
    """Masks the finished line, so that neither an argument nor a traceback slips through."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
