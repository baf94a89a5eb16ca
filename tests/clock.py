"""Tests that travel in time, in seconds: a date with a zone would move the local zone as well."""

import time
from datetime import timedelta

import time_machine


def at(moment, *, tick=True, **later):
    """Some time after a moment, given as time.time() does."""
    return time_machine.travel(moment + timedelta(**later).total_seconds(), tick=tick)


def after(**later):
    """Some time from now."""
    return at(time.time(), **later)
