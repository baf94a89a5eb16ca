"""Work on what is kept about persons: each day, letting go of what its time has come for."""

from datetime import datetime

from kamplan.daily import daily
from surveys.changes.retention import forget_persons, void_links


@daily("surveys.retention")
def let_go(now: datetime) -> None:
    void_links(now=now)
    forget_persons(now=now)
