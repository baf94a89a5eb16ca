"""One at a time: a lock the operating system takes back when its holder, and whoever it handed it to, is gone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamplan.bootstrap.trouble import Trouble


@contextmanager
def only_one(file: Path, note: str, sentence: str) -> Iterator[int]:
    """Hold the lock; for everybody else `sentence`, with the holder's note in place of {note}, is what they get."""
    try:
        held = file.open("a+")
    except OSError as error:
        raise Trouble(f"No permission to write: {file} ({error.strerror}).") from error
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.seek(0)
            raise Trouble(sentence.format(note=held.read().strip())) from error
        held.truncate(0)
        held.write(note)
        held.flush()
        try:
            yield held.fileno()
        finally:
            fcntl.flock(held, fcntl.LOCK_UN)
