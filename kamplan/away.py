"""Whether the database is away: a moment later the same may well succeed."""

from django.db import DatabaseError, InterfaceError, OperationalError


def database_is_away(exception: BaseException | None) -> bool:
    """Whether the trouble, or what it arose from, is the database not answering.

    A server killed in the middle of an answer makes psycopg2 raise a DatabaseError of no kind; Django's own ones of no
    kind have no cause.
    """
    while exception:
        was_cut_off = type(exception) is DatabaseError and exception.__cause__ is not None
        if was_cut_off or isinstance(exception, OperationalError | InterfaceError):
            return True
        exception = exception.__context__
    return False
