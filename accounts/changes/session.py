"""Ending sessions: a user's own, or all of somebody who leaves."""

from allauth.usersessions.models import UserSession

from accounts.models import User


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """End the user's sessions except the one with the key `keep`; returns how many."""
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=keep or ""):
        session.end()
        ended += 1
    return ended


def end_session(user: User, pk: int) -> bool:
    """End one session of the user; False when it is somebody else's or already over."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session is not None:
        session.end()
    return session is not None
