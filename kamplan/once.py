"""A form sent twice does its work once: the key it carries is spent in the transaction of its work."""

from hashlib import sha256
from uuid import uuid4

from django import forms
from django.core.cache import cache

REMEMBERED = 24 * 60 * 60


class AlreadyDone(Exception):
    """The key was spent a moment ago, by the same form sent before."""


class KeyField(forms.UUIDField):
    """A hidden key, new for each form shown."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=lambda: str(uuid4()))


def spend(key: object, *, by: int, result: int) -> None:
    """Call it last in the transaction of the work: AlreadyDone undoes what was done a second time."""
    if key and not cache.add(_name(key, by), result, REMEMBERED):
        raise AlreadyDone


def result_of(key: object, *, by: int) -> int | None:
    """What came of it when the same form was sent before."""
    known: int | None = cache.get(_name(key, by)) if key else None
    return known


def _name(key: object, by: int) -> str:
    return f"once:{by}:{sha256(str(key).encode(errors='replace')).hexdigest()}"  # whatever was sent as a key
