"""Whether the database takes a row or refuses it: its constraints asked both ways."""

from django.db import IntegrityError, transaction


def refused(write):
    """Whether a constraint stood in the way of `write`."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False
