"""What users, their roles and their ways to sign in hold about persons."""

from functools import partial
from pathlib import Path

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    OneTimeLink,
    Role,
    User,
)
from accounts.privacy.terms import made_nobody, of_user, sessions_of, signs
from kamplan.privacy import (
    REMOVED,
    Erasure,
    Level,
    declare_content,
    declare_history,
    declare_impersonal,
)

# --- users ------------------------------------------------------------------------------------------------------------
PEOPLE = _("Users")
of_user(
    User,
    *(
        "name",
        "sort_key",
        "search_key",
        "email",
        "password",
        "last_login",
        "language",
        "time_zone",
        "theme",
        "unit",
        "is_active",
        "created_at",
    ),
    what=PEOPLE,
    whose="pk",
    purpose=_("To sign in, and to know whom one works with"),
    retention=_("Until erased; access ends with deactivation"),
    erasure=Erasure(_("Name, e-mail address and all else replaced; an empty row stays"), made_nobody),
    secrets=("password",),
)
declare_impersonal(User, "id")
declare_history(User, what=PEOPLE, **signs)

of_user(
    Role,
    *("user", "unit", "kind"),
    what=_("Roles"),
    whose="user",
    purpose=_("What the user may see and do"),
    retention=_("Until the role is taken away; its history until the user is erased"),
    erasure=REMOVED,
)
declare_impersonal(Role, "id")
declare_history(Role, what=_("Roles"), **signs)

# --- sign-in ----------------------------------------------------------------------------------------------------------
of_access = partial(of_user, erasure=REMOVED, level=Level.P4, purpose=_("To sign in safely"))
of_access(
    OneTimeLink,
    *("user", "purpose", "token_hash", "created_at", "expires_at", "used_at"),
    what=_("One-time links"),
    whose="user",
    secrets=("token_hash",),
    retention=_("Until they are used or the day they expire has passed"),
)
declare_impersonal(OneTimeLink, "id")
of_access(
    EmailAddress,
    *("user", "email", "verified", "primary"),
    what=_("E-mail addresses for sign-in"),
    whose="user",
    retention=_("As long as the user"),
)
declare_impersonal(EmailAddress, "id")
of_access(
    EmailConfirmation,
    *("email_address", "created", "sent", "key"),
    what=_("Confirmations of an e-mail address"),
    whose="email_address__user",
    secrets=("key",),
    retention=_("As long as the user"),
)
declare_impersonal(EmailConfirmation, "id")
of_access(
    Authenticator,
    *("user", "type", "data", "created_at", "last_used_at"),
    what=_("Second steps: authenticator app, passkeys, recovery codes"),
    whose="user",
    secrets=("data",),
    retention=_("Until the user removes them"),
)
declare_impersonal(Authenticator, "id")
of_access(
    UserSession,
    *("user", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data"),
    what=_("Devices signed in"),
    whose="user",
    secrets=("session_key",),
    retention=_("Until the session ends, 12 hours at most"),
)
declare_impersonal(UserSession, "id")
of_access(
    Session,
    *("session_key", "session_data"),
    what=_("Sessions"),
    whose=sessions_of,
    secrets=("session_key", "session_data"),
    retention=_("Until the session ends, 12 hours at most"),
)
declare_impersonal(Session, "expire_date")


# --- mail, where it is written to files instead of being sent ---------------------------------------------------------
def mails_naming(words: list[str]) -> list[Path]:
    """A mail carries its receiver's address and name in its head and text."""
    folder = Path(settings.EMAIL_FILE_PATH)
    sought = [word.lower() for word in words]
    return [
        file
        for file in sorted(folder.glob("*"))
        if any(word in file.read_text(errors="replace").lower() for word in sought)
    ]


def remove_files(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


declare_content(_("E-mail in the outbox folder"), find=mails_naming, remove=remove_files)
