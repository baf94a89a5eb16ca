"""What can become of a customer's status as key account: which act may follow which, what is due, and who decides."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

NOTICE = timedelta(days=14)  # so long before its day something is announced
LONGEST_WAIT = 3  # years until a bet is followed up, or a round ends


class Act(StrEnum):
    """One entry of the log."""

    NOMINATED = "nominated"
    WITHDRAWN = "withdrawn"
    GRANTED = "granted"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    REVOKED = "revoked"


class Answer(StrEnum):
    """What a manager or director says to: is it a key account?"""

    YES = "yes"
    NO = "no"


class Kind(StrEnum):
    """Why somebody is a key account. Those without revenue are looked at again on a day."""

    FIGURES = "figures"
    BET = "bet"
    STATUS = "status"


class Due(StrEnum):
    """How near a day is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


KEY = frozenset({Act.GRANTED, Act.CONFIRMED})
WITHOUT_REVENUE = frozenset({Kind.BET, Kind.STATUS})


def decided(last: Act | None, answer: Answer) -> Act | None:
    """The act that a yes or a no comes to after the last act; None where there is nothing to say no to."""
    if last in KEY:
        return Act.CONFIRMED if answer is Answer.YES else Act.REVOKED
    if answer is Answer.YES:
        return Act.GRANTED
    return Act.REFUSED if last is Act.NOMINATED else None


def may_follow(last: Act | None, act: Act) -> bool:
    """A nomination is for what is neither nominated nor key; it is withdrawn or refused while it waits."""
    match act:
        case Act.NOMINATED:
            return last is not Act.NOMINATED and last not in KEY
        case Act.WITHDRAWN:
            return last is Act.NOMINATED
    return act in {decided(last, answer) for answer in Answer}


def due(day: date, today: date) -> Due:
    """On its day itself something is due soon, from the next on it is overdue."""
    if day < today:
        return Due.OVERDUE
    return Due.SOON if day - today <= NOTICE else Due.LATER


def years_after(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def nearest(path: str, deciders: Iterable[tuple[str, str]]) -> list[str]:
    """Of (path of the unit, name) those whose unit is the unit of `path`, or the next one above it that has any."""
    above = [(unit, name) for unit, name in deciders if unit and path.startswith(unit)]
    closest = max((len(unit) for unit, _name in above), default=0)
    return [name for unit, name in above if len(unit) == closest]
